#include "recording/sqlitepages.h"

#include <QtEndian>

#include <algorithm>

namespace spillway {

namespace {

constexpr quint8 tableLeaf = 0x0d;
constexpr qint64 logHeaderBytes = 32;
constexpr qint64 logFrameBytes = 24; // before each page in the log

quint32 bigEndian32(const QByteArray &bytes, qint64 at) {
    return qFromBigEndian<quint32>(bytes.constData() + at);
}
quint16 bigEndian16(const QByteArray &bytes, qint64 at) {
    return qFromBigEndian<quint16>(bytes.constData() + at);
}

// SQLite's varint: big-endian groups of seven bits, all eight bits of a ninth byte.
std::optional<qint64> takeVarint(const QByteArray &bytes, qint64 &at) {
    quint64 value = 0;
    for (int i = 0; i < 9 && at < bytes.size(); ++i) {
        const auto byte = static_cast<quint8>(bytes[at++]);
        if (i == 8)
            return static_cast<qint64>((value << 8) | byte);
        value = (value << 7) | (byte & 0x7f);
        if (byte < 0x80)
            return static_cast<qint64>(value);
    }
    return std::nullopt;
}

// How much of a row's payload stands on its leaf page; the rest is in a chain of overflow pages.
qint64 localSize(qint64 size) {
    constexpr qint64 usable = SqlitePages::PageBytes;
    constexpr qint64 most = usable - 35;
    constexpr qint64 least = (usable - 12) * 32 / 255 - 23;
    if (size <= most)
        return size;
    const qint64 fitting = least + (size - least) % (usable - 4);
    return fitting <= most ? fitting : least;
}

std::optional<SqlitePages::Value> takeValue(const QByteArray &record, qint64 type, qint64 &at) {
    static constexpr qint64 integerBytes[]{0, 1, 2, 3, 4, 6, 8};
    if (type == 8 || type == 9)
        return qint64(type - 8);
    const qint64 size = type >= 12               ? (type - 12) / 2
                        : type == 7              ? 8
                        : type <= 6 && type >= 0 ? integerBytes[type]
                                                 : -1;
    if (size < 0 || size > record.size() - at)
        return std::nullopt;
    const QByteArray bytes = record.mid(at, size);
    at += size;
    if (type >= 12)
        return bytes;
    if (type == 0 || type == 7)
        return std::monostate{};
    qint64 number = static_cast<qint8>(bytes[0]) < 0 ? -1 : 0;
    for (const char byte : bytes)
        number = static_cast<qint64>(static_cast<quint64>(number) << 8) | static_cast<quint8>(byte);
    return number;
}

std::optional<std::vector<SqlitePages::Value>> valuesOf(const QByteArray &record) {
    constexpr size_t maxColumns = 32;
    qint64 typeAt = 0;
    const std::optional<qint64> headerSize = takeVarint(record, typeAt);
    if (!headerSize || *headerSize < typeAt || *headerSize > record.size())
        return std::nullopt;
    std::vector<SqlitePages::Value> values;
    for (qint64 at = *headerSize; typeAt < *headerSize;) {
        const std::optional<qint64> type = takeVarint(record, typeAt);
        const auto value = type ? takeValue(record, *type, at) : std::nullopt;
        if (!value || values.size() == maxColumns)
            return std::nullopt;
        values.push_back(*value);
    }
    return values;
}

} // namespace

SqlitePages::SqlitePages(Source file, Source log, qint64 maxRowBytes)
    : m_file(std::move(file))
    , m_log(std::move(log))
    , m_maxRowBytes(maxRowBytes)
    , m_overflowLeft(4 * (m_file.size + m_log.size) / PageBytes) {
    for (qint64 at = logHeaderBytes; at + logFrameBytes + PageBytes <= m_log.size;) {
        const QByteArray frame = m_log.read(at, logFrameBytes);
        const Place place{true, at + logFrameBytes};
        if (frame.size() < logFrameBytes)
            return;
        m_logPages.push_back(place);
        m_newest.insert_or_assign(bigEndian32(frame, 0), place);
        at += logFrameBytes + PageBytes;
    }
}

void SqlitePages::visitRows(const Visit &visit) {
    for (const Place &place : m_logPages)
        visitPage(page(place), 0, visit);
    for (qint64 offset = 0; offset < m_file.size; offset += PageBytes)
        visitPage(page(Place{false, offset}), offset == 0 ? 100 : 0, visit);
}

QByteArray SqlitePages::page(Place place) const {
    const QByteArray bytes =
        place.inLog ? m_log.read(place.offset, PageBytes) : m_file.read(place.offset, PageBytes);
    return bytes.size() == PageBytes ? bytes : QByteArray();
}

QByteArray SqlitePages::page(quint32 number) const {
    const auto newest = m_newest.find(number);
    return page(newest == m_newest.end() ? Place{false, (qint64(number) - 1) * PageBytes} : newest->second);
}

void SqlitePages::visitPage(const QByteArray &page, qint64 header, const Visit &visit) {
    constexpr qint64 headerBytes = 8;
    if (page.isEmpty() || static_cast<quint8>(page[header]) != tableLeaf)
        return;
    const qint64 cells = bigEndian16(page, header + 3);
    for (qint64 i = 0; i < cells; ++i) {
        const qint64 pointer = header + headerBytes + 2 * i;
        if (pointer + 2 > PageBytes)
            return;
        visitCell(page, bigEndian16(page, pointer), visit);
    }
}

void SqlitePages::visitCell(const QByteArray &page, qint64 at, const Visit &visit) {
    const std::optional<qint64> size = takeVarint(page, at);
    const std::optional<qint64> rowId = size ? takeVarint(page, at) : std::nullopt;
    if (!rowId || *size <= 0 || *size > m_maxRowBytes)
        return;
    const std::optional<QByteArray> record = payload(page, at, *size);
    auto values = record ? valuesOf(*record) : std::nullopt;
    if (values)
        visit(*rowId, std::move(*values));
}

std::optional<QByteArray> SqlitePages::payload(const QByteArray &page, qint64 at, qint64 size) {
    const qint64 local = localSize(size);
    if (at + local + (local < size ? 4 : 0) > page.size())
        return std::nullopt;
    QByteArray bytes = page.mid(at, local);
    quint32 next = local < size ? bigEndian32(page, at + local) : 0;
    while (bytes.size() < size) {
        const QByteArray overflow = next > 0 && m_overflowLeft-- > 0 ? this->page(next) : QByteArray();
        if (overflow.isEmpty())
            return std::nullopt;
        next = bigEndian32(overflow, 0);
        bytes += overflow.mid(4, std::min<qint64>(PageBytes - 4, size - bytes.size()));
    }
    return bytes;
}

} // namespace spillway
