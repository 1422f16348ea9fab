// Any bytes as a block of a recording: refused, or polls that are the same after another round.

#include "recording/chunk.h"

#include <cstdint>
#include <cstdlib>

using namespace spillway;

namespace {

FieldNumbers everyField() {
    FieldNumbers numbers{};
    for (const FieldInfo &info : fieldTable())
        numbers[static_cast<size_t>(info.field)] = info.field;
    return numbers;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    static const FieldNumbers fields = everyField();
    const auto chunk = Chunk::decode(QByteArrayView(data, static_cast<qsizetype>(size)), fields);
    if (!chunk)
        return 0;
    const auto again = Chunk::decode(chunk->encode(Compression::None), fields);
    if (!again || again->sequence() != chunk->sequence() || again->at() != chunk->at() ||
        again->columns().size() != chunk->columns().size())
        std::abort();
    return 0;
}
