#include "tlstrap.h"

#include <QFile>
#include <QSslCertificate>
#include <QSslKey>
#include <QSslSocket>

namespace spillway {

TlsTrap::TlsTrap(const QString &identity, Opening opening)
    : m_configuration(QSslConfiguration::defaultConfiguration())
    , m_opening(opening) {
    QFile key(identity + QStringLiteral(".key"));
    if (key.open(QIODevice::ReadOnly))
        m_configuration.setPrivateKey(QSslKey(&key, QSsl::Ec));
    m_configuration.setLocalCertificateChain(QSslCertificate::fromPath(identity + QStringLiteral(".crt")));
    m_configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    listen(QHostAddress::LocalHost);
}

void TlsTrap::incomingConnection(qintptr descriptor) {
    ++m_connections;
    auto *socket = new QSslSocket(this);
    socket->setSslConfiguration(m_configuration);
    socket->setSocketDescriptor(descriptor);
    connect(socket, &QSslSocket::readyRead, this, [this, socket] {
        if (socket->isEncrypted()) {
            m_heard += socket->readAll();
        } else if (m_opening == Opening::Postgres && socket->mode() == QSslSocket::UnencryptedMode &&
                   socket->bytesAvailable() >= 8) {
            socket->read(8);
            socket->write("S");
            socket->flush();
            socket->startServerEncryption();
        }
    });
    connect(socket, &QSslSocket::disconnected, socket, &QObject::deleteLater);
    if (m_opening == Opening::Tls)
        socket->startServerEncryption();
}

} // namespace spillway
