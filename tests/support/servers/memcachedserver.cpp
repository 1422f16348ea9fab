#include "memcachedserver.h"

#include <QLocalSocket>
#include <QTcpSocket>

#include <unistd.h>

namespace spillway {

namespace {

QByteArray answerOf(QIODevice &device, const QByteArray &end) {
    QByteArray answer;
    while (!answer.endsWith(end) && device.waitForReadyRead(5000))
        answer += device.readAll();
    return answer;
}

} // namespace

ServerProcess::Call MemcachedServer::call() const {
    QStringList arguments;
    if (geteuid() == 0) // which memcached refuses to be unless it is told
        arguments << QStringLiteral("-u") << QStringLiteral("root");
    if (m_onSocket)
        arguments << QStringLiteral("-s") << socketPath();
    else
        arguments << QStringLiteral("-l") << QStringLiteral("127.0.0.1") << QStringLiteral("-p")
                  << QString::number(port());
    return {QStringLiteral("memcached"), arguments + m_options};
}

bool MemcachedServer::isReady() {
    if (m_onSocket) {
        QLocalSocket socket;
        socket.connectToServer(socketPath());
        return socket.waitForConnected(1000);
    }
    QTcpSocket socket;
    socket.connectToHost(QStringLiteral("127.0.0.1"), port());
    return socket.waitForConnected(1000);
}

QByteArray MemcachedServer::command(const QByteArray &bytes, const QByteArray &end) const {
    QTcpSocket socket;
    socket.connectToHost(QStringLiteral("127.0.0.1"), port());
    if (!socket.waitForConnected(1000))
        return {};
    socket.write(bytes);
    return answerOf(socket, end);
}

} // namespace spillway
