#pragma once
// What a server of MySQL's protocol says first, for servers that only play a script.

#include <QByteArray>

namespace spillway {

// Of MySQL's protocol: three bytes of length, the number in the exchange, the body.
inline QByteArray mySqlPacket(int number, const QByteArray &body) {
    QByteArray head(4, '\0');
    head[0] = static_cast<char>(body.size() & 0xff);
    head[1] = static_cast<char>(body.size() >> 8);
    head[3] = static_cast<char>(number);
    return head + body;
}

// The greeting of a server that can do everything, or everything but TLS.
inline QByteArray mySqlGreeting(bool offersTls, const QByteArray &login = "mysql_native_password") {
    const char low = offersTls ? '\xff' : '\xf7'; // CLIENT_SSL is 0x0800
    QByteArray body("\x0a"
                    "10.11.19-MariaDB\0"
                    "\x07\0\0\0"
                    "abcdefgh\0",
                    31);
    body += '\xff';
    body += low;
    body += QByteArray("\x2d\x02\0\xff\x81\x15", 6) + QByteArray(10, '\0') + QByteArray("ijklmnopqrst\0", 13);
    return mySqlPacket(0, body + login + '\0');
}

} // namespace spillway
