#include "stream.h"

#include "socketfailure.h"
#include "tlsconfiguration.h"

#include <QLocalSocket>
#include <QNetworkProxy>
#include <QSslSocket>
#include <QTcpSocket>

namespace spillway {

namespace {

constexpr qint64 chunk = 64 * 1024; // a flood waits in the kernel, not in our memory

} // namespace

Stream::Stream(Address address, QObject *parent)
    : QObject(parent)
    , m_address(std::move(address))
    , m_route(m_address.host) {
    connect(&m_route, &Route::found, this, &Stream::connectNext);
    connect(&m_route, &Route::tookTooLong, this, &Stream::connectNext);
    connect(&m_route, &Route::failed, this, &Stream::fail);
}

Stream::~Stream() {
    close();
}

QString Stream::waitingFor() const {
    switch (m_state) {
    case State::Resolving:
        return QStringLiteral("resolve");
    case State::Encrypting:
        return QStringLiteral("TLS");
    default:
        return QStringLiteral("connect");
    }
}

void Stream::open() {
    Q_ASSERT(m_state == State::Closed);
    if (!m_address.socketPath.isEmpty())
        return openLocal();
    m_state = State::Resolving;
    m_route.find();
}

void Stream::openLocal() {
    m_state = State::Connecting;
    auto *socket = new QLocalSocket(this);
    m_device = socket;
    socket->setReadBufferSize(chunk);
    connect(socket, &QLocalSocket::readyRead, this, &Stream::arrived);
    connect(socket, &QLocalSocket::connected, this, &Stream::becomeOpen);
    connect(socket, &QLocalSocket::errorOccurred, this, [this](QLocalSocket::LocalSocketError error) {
        fail(localSocketFailure(error, m_address.socketPath));
    });
    socket->connectToServer(m_address.socketPath);
}

void Stream::connectNext() {
    dropDevice();
    m_state = State::Connecting;
    // The first QSslSocket loads OpenSSL, which takes 50 ms: only who needs it pays.
    QTcpSocket *socket = m_address.tls == Tls::Off ? plainSocket() : tlsSocket();
    m_device = socket;
    socket->setReadBufferSize(chunk);
    socket->setProxy(QNetworkProxy::NoProxy);
    connect(socket, &QTcpSocket::readyRead, this, &Stream::arrived);
    socket->connectToHost(m_route.next(), m_address.port);
}

QTcpSocket *Stream::plainSocket() {
    auto *socket = new QTcpSocket(this);
    connect(socket, &QTcpSocket::connected, this, &Stream::becomeOpen);
    connect(socket, &QTcpSocket::errorOccurred, this, [this, socket](QAbstractSocket::SocketError error) {
        takeError(socketFailure(error, socket->errorString()));
    });
    return socket;
}

QTcpSocket *Stream::tlsSocket() {
    auto *socket = new QSslSocket(this);
    connect(socket, &QSslSocket::connected, this, [this, socket] { encrypt(socket); });
    connect(socket, &QSslSocket::encrypted, this, &Stream::becomeOpen);
    connect(socket, &QSslSocket::sslErrors, this, [this, socket](const QList<QSslError> &errors) {
        m_refusedFor = errors;
        if (m_address.tls == Tls::Insecure)
            socket->ignoreSslErrors();
    });
    connect(socket, &QSslSocket::errorOccurred, this, [this, socket](QAbstractSocket::SocketError error) {
        // With TLS 1.3 the server's objection to our certificate comes after encrypted().
        const bool isTls = error == QAbstractSocket::SslHandshakeFailedError ||
                           error == QAbstractSocket::SslInternalError || m_state == State::Encrypting;
        takeError(
            isTls ? tlsFailure(m_refusedFor, socket->errorString(), socket->peerCertificate(), m_address.host)
                  : socketFailure(error, socket->errorString()));
    });
    return socket;
}

void Stream::encrypt(QSslSocket *socket) {
    m_route.settle();
    m_state = State::Encrypting;
    const Outcome<QSslConfiguration> configuration = tlsConfiguration(m_address);
    if (!configuration)
        return fail(configuration.failure());
    socket->setSslConfiguration(*configuration);
    socket->setPeerVerifyName(m_address.host);
    socket->startClientEncryption();
}

void Stream::becomeOpen() {
    m_route.settle();
    m_state = State::Open;
    emit opened();
}

void Stream::write(const QByteArray &bytes) {
    Q_ASSERT(m_state == State::Open);
    m_device->write(bytes);
}

QByteArray Stream::read() {
    return m_device ? m_device->read(chunk) : QByteArray();
}

void Stream::takeError(const Failure &failure) {
    if (m_state == State::Connecting && m_route.hasNext())
        connectNext();
    else
        fail(failure);
}

void Stream::fail(const Failure &failure) {
    close();
    emit failed(failure);
}

void Stream::close() {
    m_state = State::Closed;
    m_route.settle();
    m_refusedFor.clear();
    dropDevice();
}

// We may be inside one of its signals, so it is deleted later; until then it is deaf and mute.
void Stream::dropDevice() {
    if (!m_device)
        return;
    m_device->disconnect(this);
    if (auto *local = qobject_cast<QLocalSocket *>(m_device))
        local->abort();
    else if (auto *tcp = qobject_cast<QTcpSocket *>(m_device))
        tcp->abort();
    m_device->setParent(nullptr);
    m_device->deleteLater();
    m_device = nullptr;
}

} // namespace spillway
