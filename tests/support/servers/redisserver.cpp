#include "redisserver.h"

#include "respreader.h"

#include <QLocalSocket>

namespace spillway {

namespace {

std::optional<RespReply> nextReply(QLocalSocket &socket, RespReader &reader) {
    std::optional<Outcome<RespReply>> reply = reader.next();
    while (!reply && socket.waitForReadyRead(5000)) {
        reader.feed(socket.readAll());
        reply = reader.next();
    }
    return reply && *reply ? std::optional(reply->value()) : std::nullopt;
}

} // namespace

ServerProcess::Call RedisServer::call() const {
    QStringList arguments{QStringLiteral("--bind"),       QStringLiteral("127.0.0.1"),
                          QStringLiteral("--dir"),        folder(),
                          QStringLiteral("--unixsocket"), socketPath(),
                          QStringLiteral("--save"),       QString()};
    if (!m_options.contains(QLatin1String("--port")))
        arguments << QStringLiteral("--port") << QString::number(port());
    return {QStringLiteral("redis-server"), arguments + m_options};
}

bool RedisServer::isReady() {
    const RespReply reply = command({"PING"});
    return reply.text == "PONG" || reply.text.startsWith("NOAUTH");
}

RespReply RedisServer::command(const QByteArrayList &arguments) const {
    QLocalSocket socket;
    socket.connectToServer(socketPath());
    if (!socket.waitForConnected(1000))
        return {};
    RespReader reader;
    if (!m_login.isEmpty()) {
        socket.write(respRequest(m_login));
        if (!nextReply(socket, reader))
            return {};
    }
    socket.write(respRequest(arguments));
    return nextReply(socket, reader).value_or(RespReply());
}

} // namespace spillway
