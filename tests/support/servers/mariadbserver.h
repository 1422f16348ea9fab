#pragma once
// A private MariaDB on loopback: a fresh folder of data, "root" without a password over the Unix socket.
// As root it runs as the user mysql.

#include "serverprocess.h"

#include <QByteArray>

namespace spillway {

class MariaDbServer : public ServerProcess {
public:
    explicit MariaDbServer(const QStringList &settings = {})
        : m_settings(settings) {}
    ~MariaDbServer() override;

    // Makes the folder, once, before the first start().
    bool create();
    // Before start(): with FILE.crt and FILE.key.
    bool useTls(const QString &identity);
    // The first column of the first row, or the error; over the Unix socket, as root.
    QByteArray sql(const QByteArray &statements) const;
    QString socket() const { return home() + QStringLiteral("/socket"); }

protected:
    Call call() const override;
    bool isReady() override;

private:
    bool giveAway(const QString &path);
    QString home() const { return folder() + QStringLiteral("/my"); }

    QStringList m_settings; // "max_connections=20"
    QStringList m_tls;
};

} // namespace spillway
