// Chunk <-> the bytes of one block. The layout is described in ARCHITECTURE.md, "Recordings".

#include "recording/chunk.h"
#include "recording/columncodec.h"

#include <zstd.h>

#include <algorithm>
#include <limits>

namespace spillway {

namespace {

constexpr int zstdLevel = 3; // 19 gains 3 to 9 % for 40 times the time
constexpr quint8 readingMark = 0;
constexpr quint8 failureMark = 1;

void encodeText(const PollText &text, ByteWriter &to) {
    if (const auto *failure = std::get_if<Failure>(&text)) {
        to.u8(failureMark);
        to.text(failureKindName(failure->kind));
        to.text(failure->what);
        to.text(failure->remedy);
        return;
    }
    const ReadingText &words = std::get<ReadingText>(text);
    to.u8(readingMark);
    to.text(words.identity);
    to.text(words.version);
    to.varint(static_cast<quint64>(words.settings.size()));
    for (auto setting = words.settings.begin(); setting != words.settings.end(); ++setting) {
        to.text(setting.key());
        to.text(setting.value());
    }
}

PollText decodeText(ByteReader &from) {
    const quint8 mark = from.u8();
    if (mark == failureMark) {
        const FailureKind kind = failureKindFromName(from.text());
        QString what = from.text();
        return Failure{kind, std::move(what), from.text()};
    }
    if (mark != readingMark)
        from.fail();
    ReadingText words{from.text(), from.text(), {}};
    const size_t settings = from.count(2);
    for (size_t i = 0; i < settings && !from.failed(); ++i) {
        const QString name = from.text();
        words.settings.insert(name, from.text());
    }
    return words;
}

// Which texts follow each other: pairs of index and number of polls.
void encodeRuns(const std::vector<quint32> &text, ByteWriter &to) {
    for (size_t i = 0; i < text.size();) {
        const auto end = std::find_if(text.begin() + static_cast<qsizetype>(i), text.end(),
                                      [&](quint32 other) { return other != text[i]; });
        const size_t length = static_cast<size_t>(end - text.begin()) - i;
        to.varint(text[i]);
        to.varint(length);
        i += length;
    }
}

std::vector<quint32> decodeRuns(ByteReader &from, size_t polls, size_t texts) {
    std::vector<quint32> text;
    text.reserve(polls);
    while (text.size() < polls && !from.failed()) {
        const quint64 index = from.varint();
        const quint64 length = from.varint();
        if (index >= texts || length == 0 || length > polls - text.size())
            from.fail();
        else
            text.insert(text.end(), length, static_cast<quint32>(index));
    }
    return text;
}

// One bit per reading, unless every reading has the field.
void encodePresence(const std::vector<bool> &present, ByteWriter &to) {
    const bool everywhere = std::find(present.begin(), present.end(), false) == present.end();
    to.u8(everywhere ? 1 : 0);
    if (everywhere)
        return;
    for (size_t i = 0; i < present.size(); i += 8) {
        unsigned byte = 0;
        for (size_t bit = 0; bit < 8 && i + bit < present.size(); ++bit)
            byte |= (present[i + bit] ? 1u : 0u) << bit;
        to.u8(static_cast<quint8>(byte));
    }
}

std::vector<bool> decodePresence(ByteReader &from, size_t readings) {
    const quint8 everywhere = from.u8();
    std::vector<bool> present(readings, everywhere == 1);
    if (everywhere == 1)
        return present;
    const QByteArrayView bits = everywhere == 0 ? from.raw((readings + 7) / 8) : QByteArrayView();
    if (everywhere > 1)
        from.fail();
    for (size_t i = 0; i < readings && !from.failed(); ++i)
        present[i] = (static_cast<quint8>(bits[static_cast<qsizetype>(i / 8)]) >> (i % 8)) & 1;
    return present;
}

bool areTimes(const std::vector<qint64> &ms) {
    return std::all_of(ms.begin(), ms.end(),
                       [](qint64 value) { return value >= -Chunk::MaxMs && value <= Chunk::MaxMs; });
}

std::optional<QByteArray> decompressed(QByteArrayView bytes) {
    if (bytes.isEmpty())
        return std::nullopt;
    const auto compression = static_cast<Compression>(bytes[0]);
    const QByteArrayView body = bytes.sliced(1);
    if (compression == Compression::None)
        return body.toByteArray();
    if (compression != Compression::Zstd)
        return std::nullopt;
    const size_t size = static_cast<size_t>(body.size());
    const unsigned long long claimed = ZSTD_getFrameContentSize(body.data(), size);
    if (claimed > Chunk::MaxBytes) // unknown and erroneous sizes are huge numbers
        return std::nullopt;
    QByteArray plain(static_cast<qsizetype>(claimed), Qt::Uninitialized);
    if (ZSTD_decompress(plain.data(), claimed, body.data(), size) != claimed)
        return std::nullopt;
    return plain;
}

QByteArray compressed(QByteArrayView plain) {
    QByteArray bytes(1 + static_cast<qsizetype>(ZSTD_compressBound(static_cast<size_t>(plain.size()))),
                     Qt::Uninitialized);
    bytes[0] = static_cast<char>(Compression::Zstd);
    const size_t size = ZSTD_compress(bytes.data() + 1, static_cast<size_t>(bytes.size() - 1), plain.data(),
                                      static_cast<size_t>(plain.size()), zstdLevel);
    if (ZSTD_isError(size)) // out of memory; the bytes are good without it
        return QByteArray(1, static_cast<char>(Compression::None)) + plain.toByteArray();
    bytes.truncate(1 + static_cast<qsizetype>(size));
    return bytes;
}

} // namespace

// Builds a chunk from bytes that may be anything.
class ChunkDecoder {
public:
    ChunkDecoder(QByteArrayView bytes, const FieldNumbers &fields)
        : m_from(bytes)
        , m_fields(fields) {}

    std::optional<Chunk> decode() {
        const quint64 endpoint = m_from.varint();
        const quint64 polls = m_from.varint();
        if (m_from.failed() || endpoint > std::numeric_limits<EndpointId>::max() || polls == 0 ||
            polls > Chunk::MaxPolls)
            return std::nullopt;
        Chunk chunk(static_cast<EndpointId>(endpoint));
        if (!readTimes(chunk, polls) || !readTexts(chunk, polls) || !readColumns(chunk) || !skipSections())
            return std::nullopt;
        return chunk;
    }

private:
    bool readTimes(Chunk &chunk, size_t polls) {
        chunk.m_sequence = decodeIntegers(m_from, polls);
        chunk.m_at = decodeIntegers(m_from, polls);
        chunk.m_took = decodeIntegers(m_from, polls);
        const std::vector<qint64> &sequence = chunk.m_sequence;
        return !m_from.failed() && sequence.front() > 0 && sequence.back() <= Chunk::MaxSequence &&
               areTimes(chunk.m_at) && areTimes(chunk.m_took) &&
               std::adjacent_find(sequence.begin(), sequence.end(), std::greater_equal()) == sequence.end();
    }

    bool readTexts(Chunk &chunk, size_t polls) {
        const size_t texts = m_from.count(4);
        for (size_t i = 0; i < texts && i < polls && !m_from.failed(); ++i)
            chunk.m_texts.push_back(decodeText(m_from));
        chunk.m_text = decodeRuns(m_from, polls, chunk.m_texts.size());
        for (size_t i = 0; i < chunk.m_text.size(); ++i)
            if (std::holds_alternative<ReadingText>(chunk.m_texts[chunk.m_text[i]]))
                m_readings.push_back(i);
        return !m_from.failed() && texts <= polls;
    }

    bool readColumns(Chunk &chunk) {
        const size_t columns = m_from.count(2);
        if (columns > Chunk::MaxValues / chunk.size())
            return false;
        for (size_t i = 0; i < columns && !m_from.failed(); ++i) {
            const auto known = m_fields.find(m_from.varint());
            readColumn(chunk, known == m_fields.end() ? std::nullopt : std::optional(known->second));
        }
        return !m_from.failed();
    }

    // What later versions may add: a tag and a length each.
    bool skipSections() {
        while (!m_from.atEnd() && !m_from.failed()) {
            m_from.u8();
            m_from.raw(m_from.varint());
        }
        return !m_from.failed();
    }

    // A column whose field this version does not know is read and left out.
    void readColumn(Chunk &chunk, std::optional<Field> field) {
        const std::vector<bool> present = decodePresence(m_from, m_readings.size());
        const auto count = static_cast<size_t>(std::count(present.begin(), present.end(), true));
        const std::vector<double> values = decodeNumbers(m_from, count);
        if (m_from.failed() || !field)
            return;
        ChunkColumn &column = chunk.column(*field);
        for (size_t reading = 0, next = 0; reading < present.size(); ++reading) {
            if (!present[reading])
                continue;
            column.values[m_readings[reading]] = values[next++];
            column.present[m_readings[reading]] = true;
        }
    }

    ByteReader m_from;
    const FieldNumbers &m_fields;
    std::vector<size_t> m_readings; // the polls that are readings
};

QByteArray Chunk::encode(Compression compression) const {
    ByteWriter to;
    to.varint(m_endpoint);
    to.varint(size());
    encodeIntegers(m_sequence, to);
    encodeIntegers(m_at, to);
    encodeIntegers(m_took, to);
    to.varint(m_texts.size());
    for (const PollText &text : m_texts)
        encodeText(text, to);
    encodeRuns(m_text, to);
    to.varint(m_columns.size());
    for (const ChunkColumn &column : m_columns) {
        std::vector<bool> present;
        std::vector<double> values;
        for (size_t i = 0; i < size(); ++i) {
            if (std::holds_alternative<ReadingText>(m_texts[m_text[i]]))
                present.push_back(column.present[i]);
            if (column.present[i])
                values.push_back(column.values[i]);
        }
        to.varint(static_cast<quint64>(column.field));
        encodePresence(present, to);
        encodeNumbers(values, to);
    }
    if (compression == Compression::Zstd)
        return compressed(to.bytes());
    return QByteArray(1, static_cast<char>(Compression::None)) + to.bytes();
}

std::optional<Chunk> Chunk::decode(QByteArrayView bytes, const FieldNumbers &fields) {
    const std::optional<QByteArray> plain = decompressed(bytes);
    return plain ? ChunkDecoder(*plain, fields).decode() : std::nullopt;
}

} // namespace spillway
