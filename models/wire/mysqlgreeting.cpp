#include "mysqlgreeting.h"

namespace spillway {

namespace {

constexpr qsizetype headSize = 5;           // length (3 bytes), number, version of the protocol
constexpr qsizetype longestVersion = 200;   // text that ends with NUL
constexpr qsizetype untilFlags = 4 + 8 + 1; // number of the thread, first half of the salt, NUL
constexpr char clientSsl = 0x08;            // of the second byte of the flags

} // namespace

TlsOffer tlsOffer(QByteArrayView greeting) {
    const qsizetype end = greeting.indexOf('\0', headSize);
    if (end < 0)
        return greeting.size() > headSize + longestVersion ? TlsOffer::Missing : TlsOffer::Unknown;
    const qsizetype flags = end + 1 + untilFlags;
    if (greeting.size() < flags + 2)
        return TlsOffer::Unknown;
    return (greeting[flags + 1] & clientSsl) != 0 ? TlsOffer::Offered : TlsOffer::Missing;
}

} // namespace spillway
