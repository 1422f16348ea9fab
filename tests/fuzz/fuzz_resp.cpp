// Any bytes as a RESP connection. Bytes that come one by one must give the replies that they give at
// once, and what waits for more must stay within the limits.

#include "respreader.h"

#include <cstdint>
#include <cstdlib>

using namespace spillway;

namespace {

constexpr RespLimits limits{256, 64, 4096, 7};

// Everything that the reader gives until it waits for more or refuses; true when it refused.
bool drain(RespReader &reader, std::vector<RespReply> &replies) {
    while (const auto outcome = reader.next()) {
        if (!outcome->ok())
            return true;
        replies.push_back(outcome->value());
    }
    return false;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    const QByteArrayView bytes(data, static_cast<qsizetype>(size));
    std::vector<RespReply> atOnce;
    RespReader whole(limits);
    whole.feed(bytes);
    const bool refused = drain(whole, atOnce);

    std::vector<RespReply> oneByOne;
    RespReader dripping(limits);
    bool refusedDripping = false;
    for (const char byte : bytes) {
        dripping.feed(QByteArrayView(&byte, 1));
        refusedDripping = drain(dripping, oneByOne);
        if (refusedDripping)
            break;
    }
    const bool bounded = refused || whole.pending() <= limits.reply + limits.line;
    if (atOnce != oneByOne || refused != refusedDripping || !bounded)
        std::abort();
    return 0;
}
