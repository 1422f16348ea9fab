#pragma once
// A server on loopback that is not whom it should be: it has a certificate, ends TLS, and keeps what a client
// then says to it. Lives in the test's own event loop.

#include <QByteArray>
#include <QSslConfiguration>
#include <QTcpServer>

namespace spillway {

class TlsTrap : public QTcpServer {
public:
    enum class Opening { Tls, Postgres }; // Postgres: its clients first ask for TLS, in eight bytes

    // With FILE.crt and FILE.key.
    TlsTrap(const QString &identity, Opening opening);

    int connections() const { return m_connections; }
    const QByteArray &heard() const { return m_heard; } // after the handshake

protected:
    void incomingConnection(qintptr socket) override;

private:
    QSslConfiguration m_configuration;
    Opening m_opening;
    int m_connections = 0;
    QByteArray m_heard;
};

} // namespace spillway
