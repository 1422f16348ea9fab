#pragma once
// A private memcached on loopback or on a Unix socket, and if asked with TLS or ASCII authentication.

#include "serverprocess.h"

namespace spillway {

class MemcachedServer : public ServerProcess {
public:
    explicit MemcachedServer(const QStringList &options = {})
        : m_options(options) {}

    void setOptions(const QStringList &options) { m_options = options; }
    // Listens on this socket instead of the port.
    void listenOnSocket() { m_onSocket = true; }
    QString socketPath() const { return folder() + QStringLiteral("/memcached.sock"); }
    // Sends bytes over a connection of its own and waits until the answer ends with `end`.
    QByteArray command(const QByteArray &bytes, const QByteArray &end = "\r\n") const;

protected:
    Call call() const override;
    bool isReady() override;

private:
    QStringList m_options;
    bool m_onSocket = false;
};

} // namespace spillway
