// Any bytes as what a memcached sends: answers within their limits and readings of finite numbers, or a
// failure that says what is wrong.

#include "memcachedreader.h"
#include "memcachedstats.h"

#include <cmath>
#include <cstdint>
#include <cstdlib>

using namespace spillway;

namespace {

void take(const MemcachedAnswer &answer) {
    if (answer.kind == MemcachedAnswer::Kind::Error && readMemcachedError(answer.text).what.isEmpty())
        std::abort();
    for (const QString &value : readMemcachedSettings(answer.text))
        if (value.size() > 41)
            std::abort();
    const Outcome<Reading> reading = readMemcachedStats(answer.text);
    if (!reading)
        return;
    for (const FieldValue &entry : reading->fields())
        if (!std::isfinite(entry.value))
            std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    MemcachedReader reader;
    reader.feed(QByteArrayView(data, static_cast<qsizetype>(size)));
    while (const auto answer = reader.next()) {
        if (!*answer) {
            if (answer->failure().what.isEmpty())
                std::abort();
            return 0;
        }
        take(**answer);
    }
    return 0;
}
