#pragma once
// A private redis-server on loopback, with a Unix socket and, if asked, TLS. Keeps nothing on disk.

#include "respreply.h"
#include "serverprocess.h"

namespace spillway {

class RedisServer : public ServerProcess {
public:
    explicit RedisServer(const QStringList &options = {})
        : m_options(options) {}

    void setOptions(const QStringList &options) { m_options = options; }
    QString socketPath() const { return folder() + QStringLiteral("/redis.sock"); }
    // Sends one command and waits for its reply, over the Unix socket.
    RespReply command(const QByteArrayList &arguments) const;
    // For a server with a password: the first command of every connection.
    void setLogin(const QByteArrayList &login) { m_login = login; }

protected:
    Call call() const override;
    bool isReady() override;

private:
    QStringList m_options;
    QByteArrayList m_login;
};

} // namespace spillway
