#pragma once
// Up to some hundred polls of one endpoint, column by column: what a recording stores as one block and
// what whole-recording computations can read without building frames. Self-contained: it repeats the
// texts it needs, so that damage elsewhere cannot reach it. A value; owned by writer or reader.

#include "frame.h"

#include <QByteArray>
#include <QByteArrayView>

#include <optional>
#include <unordered_map>
#include <variant>
#include <vector>

namespace spillway {

// The texts of a reading. They rarely change from poll to poll, so that a chunk keeps each once.
struct ReadingText {
    QString identity;
    QString version;
    QMap<QString, QString> settings;
    friend bool operator==(const ReadingText &, const ReadingText &) = default;
};
using PollText = std::variant<ReadingText, Failure>;

struct ChunkColumn {
    Field field;
    std::vector<double> values; // one per poll; NaN where absent
    std::vector<bool> present;
};

// The number that stands for a field in a file -> the field, unless this version does not know it.
using FieldNumbers = std::unordered_map<quint64, Field>;

enum class Compression : quint8 { None, Zstd };

class Chunk {
public:
    // Beyond these no honest recording goes: nothing that is reckoned with them can overflow.
    static constexpr qint64 MaxSequence = qint64(1) << 53;
    static constexpr qint64 MaxMs = 8'640'000'000'000'000; // 100 million days around 1970, as ECMAScript

    static constexpr size_t MaxPolls = 4096;
    static constexpr quint64 MaxBytes = 16 << 20; // decompressed
    static constexpr size_t MaxValues = 1 << 20;  // polls times columns

    explicit Chunk(EndpointId endpoint)
        : m_endpoint(endpoint) {}

    // `sequence` grows with every frame of the recording, whatever its endpoint.
    void append(qint64 sequence, const Frame &frame);

    EndpointId endpoint() const { return m_endpoint; }
    size_t size() const { return m_sequence.size(); }
    const std::vector<qint64> &sequence() const { return m_sequence; }
    const std::vector<qint64> &at() const { return m_at; }                // ms since 1970
    const std::vector<ChunkColumn> &columns() const { return m_columns; } // ascending by field
    Frame frame(size_t index) const;
    size_t memory() const; // bytes, about

    QByteArray encode(Compression compression) const;
    // nullopt for anything that encode() does not write; what a later version added behind is skipped.
    // Costs no more memory than the limits above allow.
    static std::optional<Chunk> decode(QByteArrayView bytes, const FieldNumbers &fields);

private:
    void appendText(PollText text);
    ChunkColumn &column(Field field);

    EndpointId m_endpoint;
    std::vector<qint64> m_sequence;
    std::vector<qint64> m_at;
    std::vector<qint64> m_took;
    std::vector<PollText> m_texts;
    std::vector<quint32> m_text; // per poll, an index of m_texts
    std::vector<ChunkColumn> m_columns;

    friend class ChunkDecoder;
};

} // namespace spillway
