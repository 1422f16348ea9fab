#pragma once
// Bytes to and from one address: TCP, TLS or a Unix socket. opened() comes only when TLS, where the
// address asks for it, is verified, so that nothing can be written before. Never blocks. After
// failed() the stream is closed; its owner may destroy it or open it again. GUI thread.

#include "endpoint.h"
#include "outcome.h"
#include "route.h"

#include <QList>
#include <QObject>

QT_BEGIN_NAMESPACE
class QIODevice;
class QLocalSocket;
class QSslError;
class QSslSocket;
class QTcpSocket;
QT_END_NAMESPACE

namespace spillway {

class Stream : public QObject {
    Q_OBJECT
public:
    enum class State { Closed, Resolving, Connecting, Encrypting, Open };

    explicit Stream(Address address, QObject *parent = nullptr);
    ~Stream() override; // silent

    State state() const { return m_state; }
    QString waitingFor() const; // while it opens

    void open();
    void write(const QByteArray &bytes);
    QByteArray read(); // what has arrived, at most 64 KiB at a time
    void close();      // drops the connection at once, silently

signals:
    void opened();
    void arrived();
    void failed(const spillway::Failure &failure);

private:
    void openLocal();
    void connectNext();
    QTcpSocket *plainSocket();
    QTcpSocket *tlsSocket();
    void encrypt(QSslSocket *socket);
    void becomeOpen();
    void takeError(const Failure &failure);
    void fail(const Failure &failure);
    void dropDevice();

    Address m_address;
    Route m_route;
    State m_state = State::Closed;
    QIODevice *m_device = nullptr; // child; replaced at every attempt
    QList<QSslError> m_refusedFor; // what is wrong with the peer's certificate
};

} // namespace spillway
