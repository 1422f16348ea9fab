#include "foreignprotocol.h"

#include <array>

namespace spillway {

namespace {

struct Greeting {
    QByteArrayView bytes;
    QLatin1String protocol;
};

// MySQL is missing here: its greeting opens with a length (see below).
constexpr std::array<Greeting, 11> greetings{{
    {"HTTP/", QLatin1String("HTTP")},
    {"<html", QLatin1String("HTTP")},
    {"<!DOC", QLatin1String("HTTP")},
    {"SSH-", QLatin1String("SSH")},
    {"\x15\x03", QLatin1String("TLS")}, // alert record
    {"\x16\x03", QLatin1String("TLS")}, // handshake record
    {"ERROR\r\n", QLatin1String("memcached")},
    {"CLIENT_ERROR", QLatin1String("memcached")},
    {"SERVER_ERROR", QLatin1String("memcached")},
    {"220 ", QLatin1String("SMTP or FTP")},
    {"AMQP", QLatin1String("AMQP")},
}};

// Packet length (3 bytes), sequence 0, protocol version 10, then the server's version as digits.
bool isMySqlGreeting(QByteArrayView start) {
    return start.size() > 5 && start[3] == 0 && start[4] == 10 && start[5] >= '0' && start[5] <= '9';
}

} // namespace

ForeignProtocol recogniseProtocol(QByteArrayView start) {
    if (isMySqlGreeting(start))
        return {QStringLiteral("MySQL"), false};
    bool mayFollow = start.size() < 6;
    for (const Greeting &greeting : greetings) {
        if (start.startsWith(greeting.bytes))
            return {greeting.protocol, false};
        mayFollow = mayFollow || greeting.bytes.startsWith(start);
    }
    return {QString(), mayFollow};
}

} // namespace spillway
