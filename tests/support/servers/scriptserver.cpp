#include "scriptserver.h"

#include <QTcpSocket>
#include <QTimer>

#include <memory>

#include <sys/socket.h>

namespace spillway {

namespace {

constexpr qint64 mostUnsent = 256 * 1024;
constexpr int slowly = 5; // ms per byte

} // namespace

ScriptServer::ScriptServer(Script script)
    : m_script(std::move(script)) {
    m_server.listen(QHostAddress::LocalHost);
    connect(&m_server, &QTcpServer::newConnection, this, &ScriptServer::accept);
}

void ScriptServer::accept() {
    while (QTcpSocket *socket = m_server.nextPendingConnection()) {
        ++m_connections;
        const auto play = std::make_shared<Play>();
        play->socket = socket;
        play->script = m_script;
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        connect(socket, &QTcpSocket::readyRead, this, [this, play] {
            const QByteArray bytes = play->socket->readAll();
            m_heard += bytes;
            play->unread += bytes;
            advance(play);
        });
        connect(socket, &QTcpSocket::bytesWritten, this, [this, play] { advance(play); });
        advance(play);
    }
}

void ScriptServer::advance(const std::shared_ptr<Play> &play) {
    while (play->step < play->script.size() && play->socket->state() == QAbstractSocket::ConnectedState &&
           perform(play))
        ++play->step;
}

bool ScriptServer::perform(const std::shared_ptr<Play> &play) {
    auto &step = play->script[play->step];
    QTcpSocket *socket = play->socket;
    if (const auto *say = std::get_if<Say>(&step)) {
        socket->write(say->bytes);
        return true;
    }
    if (const auto *endless = std::get_if<SayForEver>(&step)) {
        if (socket->bytesToWrite() < mostUnsent)
            socket->write(endless->bytes);
        return false;
    }
    if (auto *slow = std::get_if<SaySlowly>(&step))
        return saySlowly(play, *slow);
    if (const auto *onward = std::get_if<Forward>(&step))
        return forward(play, *onward);
    if (std::holds_alternative<Hear>(step))
        return !std::exchange(play->unread, {}).isEmpty();
    if (std::holds_alternative<Reset>(step))
        reset(socket);
    else
        socket->disconnectFromHost();
    return false;
}

bool ScriptServer::saySlowly(const std::shared_ptr<Play> &play, SaySlowly &step) {
    if (step.bytes.isEmpty())
        return true;
    if (!std::exchange(step.waits, true))
        QTimer::singleShot(slowly, play->socket, [this, play, &step] {
            step.waits = false;
            play->socket->write(step.bytes.first(1));
            step.bytes.remove(0, 1);
            advance(play);
        });
    return false;
}

bool ScriptServer::forward(const std::shared_ptr<Play> &play, const Forward &step) {
    if (!play->behind) {
        play->behind = new QTcpSocket(play->socket);
        connect(play->behind, &QTcpSocket::disconnected, play->socket, &QTcpSocket::disconnectFromHost);
        connect(play->behind, &QTcpSocket::readyRead, play->socket, [this, play, left = step.most]() mutable {
            const QByteArray bytes = left < 0 ? play->behind->readAll() : play->behind->read(left);
            play->socket->write(bytes);
            if (left < 0)
                return;
            left -= bytes.size();
            if (left == 0) {
                play->behind->disconnect();
                ++play->step;
                advance(play);
            }
        });
        play->behind->connectToHost(QHostAddress::LocalHost, step.port);
    }
    play->behind->write(std::exchange(play->unread, {}));
    return false;
}

// RST instead of FIN.
void ScriptServer::reset(QTcpSocket *socket) {
    const linger now{1, 0};
    setsockopt(static_cast<int>(socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &now, sizeof now);
    socket->abort();
}

} // namespace spillway
