#include "scriptserver.h"

#include <QTcpSocket>
#include <QTimer>

#include <memory>

#include <sys/socket.h>

namespace spillway {

namespace {

constexpr qint64 mostUnsent = 256 * 1024;
constexpr int slowly = 20; // ms per byte

} // namespace

ScriptServer::ScriptServer(Script script)
    : m_script(std::move(script)) {
    m_server.listen(QHostAddress::LocalHost);
    connect(&m_server, &QTcpServer::newConnection, this, &ScriptServer::accept);
}

void ScriptServer::accept() {
    while (QTcpSocket *socket = m_server.nextPendingConnection()) {
        ++m_connections;
        const auto play = std::make_shared<Play>(Play{socket, m_script});
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        connect(socket, &QTcpSocket::readyRead, this, [this, play] {
            m_heard += play->socket->readAll();
            play->heard = true;
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
    if (auto *slow = std::get_if<SaySlowly>(&step)) {
        if (slow->bytes.isEmpty())
            return true;
        QTimer::singleShot(slowly, socket, [this, play] {
            auto &rest = std::get<SaySlowly>(play->script[play->step]).bytes;
            play->socket->write(rest.first(1));
            rest.remove(0, 1);
            advance(play);
        });
        return false;
    }
    if (std::holds_alternative<Hear>(step))
        return std::exchange(play->heard, false);
    if (std::holds_alternative<Reset>(step)) {
        const linger now{1, 0};
        setsockopt(static_cast<int>(socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &now, sizeof now);
        socket->abort();
        return false;
    }
    socket->disconnectFromHost();
    return false;
}

} // namespace spillway
