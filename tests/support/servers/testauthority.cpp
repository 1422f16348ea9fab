#include "testauthority.h"

#include <QFile>
#include <QHostAddress>
#include <QProcess>

namespace spillway {

TestAuthority::TestAuthority() {
    QFile::setPermissions(m_folder.path(),
                          QFile::permissions(m_folder.path()) | QFile::ReadOther | QFile::ExeOther);
    m_valid = openssl({QStringLiteral("req"), QStringLiteral("-x509"), QStringLiteral("-newkey"),
                       QStringLiteral("ec"), QStringLiteral("-pkeyopt"),
                       QStringLiteral("ec_paramgen_curve:prime256v1"), QStringLiteral("-nodes"),
                       QStringLiteral("-keyout"), m_folder.filePath(QStringLiteral("ca.key")),
                       QStringLiteral("-out"), certificate(), QStringLiteral("-subj"),
                       QStringLiteral("/CN=Test authority"), QStringLiteral("-days"), QStringLiteral("2")});
}

QString TestAuthority::issue(const QString &name, Validity validity) {
    const QString stem = m_folder.filePath(QStringLiteral("issued%1").arg(++m_issued));
    const QString kind = QHostAddress(name).isNull() ? QStringLiteral("DNS") : QStringLiteral("IP");
    QFile extension(stem + QStringLiteral(".ext"));
    extension.open(QIODevice::WriteOnly);
    extension.write(QStringLiteral("subjectAltName=%1:%2\n").arg(kind, name).toUtf8());
    extension.close();
    const bool made =
        openssl({QStringLiteral("req"), QStringLiteral("-newkey"), QStringLiteral("ec"),
                 QStringLiteral("-pkeyopt"), QStringLiteral("ec_paramgen_curve:prime256v1"),
                 QStringLiteral("-nodes"), QStringLiteral("-keyout"), stem + QStringLiteral(".key"),
                 QStringLiteral("-out"), stem + QStringLiteral(".csr"), QStringLiteral("-subj"),
                 QStringLiteral("/CN=") + name}) &&
        openssl({QStringLiteral("x509"), QStringLiteral("-req"), QStringLiteral("-in"),
                 stem + QStringLiteral(".csr"), QStringLiteral("-CA"), certificate(),
                 QStringLiteral("-CAkey"), m_folder.filePath(QStringLiteral("ca.key")),
                 QStringLiteral("-CAcreateserial"), QStringLiteral("-extfile"), extension.fileName(),
                 QStringLiteral("-out"), stem + QStringLiteral(".crt"), QStringLiteral("-days"),
                 validity == Validity::Now ? QStringLiteral("2") : QStringLiteral("-1")});
    m_valid = m_valid && made;
    QFile::setPermissions(stem + QStringLiteral(".key"),
                          QFile::ReadOwner | QFile::ReadOther | QFile::ReadGroup);
    return stem;
}

bool TestAuthority::openssl(const QStringList &arguments) const {
    QProcess process;
    process.start(QStringLiteral("openssl"), arguments);
    return process.waitForFinished() && process.exitCode() == 0;
}

} // namespace spillway
