// Any bytes as the answer to INFO: a reading, or a failure that says what is wrong.

#include "redisinfo.h"

#include <cmath>
#include <cstdint>
#include <cstdlib>

using namespace spillway;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    const Outcome<Reading> outcome = readRedisInfo(QByteArrayView(data, static_cast<qsizetype>(size)));
    if (!outcome.ok()) {
        if (outcome.failure().what.isEmpty())
            std::abort();
        return 0;
    }
    for (const FieldValue &entry : outcome->fields())
        if (!std::isfinite(entry.value))
            std::abort();
    return 0;
}
