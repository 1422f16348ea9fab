// Any bytes as the pages of a damaged database: rows come out or not, and it ends.

#include "recording/sqlitepages.h"

#include <cstdint>
#include <cstdlib>

using namespace spillway;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    const auto bytes =
        QByteArray::fromRawData(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const SqlitePages::Source source{[&](qint64 offset, qint64 count) { return bytes.mid(offset, count); },
                                     bytes.size()};
    constexpr qint64 mostRowBytes = 1 << 20;
    SqlitePages pages(source, source, mostRowBytes);
    pages.visitRows([&](qint64, const std::vector<SqlitePages::Value> &values) {
        for (const SqlitePages::Value &value : values)
            if (const auto *text = std::get_if<QByteArray>(&value); text && text->size() > mostRowBytes)
                std::abort();
    });
    return 0;
}
