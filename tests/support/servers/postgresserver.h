#pragma once
// A private PostgreSQL on loopback: a fresh cluster, the superuser "postgres" with the password
// "geheim" over TCP (SCRAM) and without one over the Unix socket. As root it runs as the user postgres.

#include "serverprocess.h"

#include <QByteArray>

namespace spillway {

class PostgresServer : public ServerProcess {
public:
    explicit PostgresServer(const QStringList &settings = {})
        : m_settings(settings) {}
    ~PostgresServer() override;

    // Makes the cluster, once, before the first start().
    bool create();
    // Before start(): with FILE.crt and FILE.key, and for clients with certificates of an authority.
    bool useTls(const QString &identity, const QString &clientAuthority = {});
    // How those who come over TCP must log in: "scram-sha-256", "password" (in the clear), "scram-sha-256
    // clientcert=verify-ca".
    bool setHostLogin(const QByteArray &method);
    // The first column of the first row, or the error; over the Unix socket, as the superuser.
    QByteArray sql(const QByteArray &statement) const;
    // Waits for the end of what a kill left behind, then starts on the same port.
    bool restart();

protected:
    Call call() const override;
    bool isReady() override;
    QList<qint64> processes() const override; // with its children

private:
    Call asOwner(const QString &program, const QStringList &arguments) const;
    bool giveAway(const QString &path);
    QString data() const { return folder() + QStringLiteral("/pg/data"); }

    QStringList m_settings; // "ssl=on"
};

} // namespace spillway
