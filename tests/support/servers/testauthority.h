#pragma once
// A certificate authority of a test's own, made with the openssl program in a temporary folder.

#include <QTemporaryDir>

namespace spillway {

class TestAuthority {
public:
    enum class Validity { Now, Past };

    TestAuthority(); // isValid() tells whether openssl did its part

    bool isValid() const { return m_valid; }
    QString certificate() const { return m_folder.filePath(QStringLiteral("ca.crt")); }
    // For that name or address; FILE.crt and FILE.key, readable by all, return FILE.
    QString issue(const QString &name, Validity validity = Validity::Now);

private:
    bool openssl(const QStringList &arguments) const;

    QTemporaryDir m_folder;
    bool m_valid = false;
    int m_issued = 0;
};

} // namespace spillway
