#include "recording/chunk.h"

#include <algorithm>
#include <limits>

namespace spillway {

void Chunk::append(qint64 sequence, const Frame &frame) {
    m_sequence.push_back(sequence);
    m_at.push_back(frame.at.ms());
    m_took.push_back(frame.took.count());
    for (ChunkColumn &column : m_columns) {
        column.values.push_back(std::numeric_limits<double>::quiet_NaN());
        column.present.push_back(false);
    }
    if (!frame.outcome) {
        appendText(frame.outcome.failure());
        return;
    }
    const Reading &reading = *frame.outcome;
    appendText(ReadingText{reading.identity, reading.version, reading.settings});
    for (const FieldValue &entry : reading.fields()) {
        ChunkColumn &target = column(entry.field);
        target.values.back() = entry.value;
        target.present.back() = true;
    }
}

void Chunk::appendText(PollText text) {
    if (!m_text.empty() && m_texts[m_text.back()] == text) {
        m_text.push_back(m_text.back());
        return;
    }
    const auto known = std::find(m_texts.begin(), m_texts.end(), text);
    m_text.push_back(static_cast<quint32>(known - m_texts.begin()));
    if (known == m_texts.end())
        m_texts.push_back(std::move(text));
}

ChunkColumn &Chunk::column(Field field) {
    const auto place = std::lower_bound(m_columns.begin(), m_columns.end(), field,
                                        [](const ChunkColumn &c, Field f) { return c.field < f; });
    if (place != m_columns.end() && place->field == field)
        return *place;
    return *m_columns.insert(place,
                             {field, std::vector<double>(size(), std::numeric_limits<double>::quiet_NaN()),
                              std::vector<bool>(size(), false)});
}

size_t Chunk::memory() const {
    size_t characters = 0;
    for (const PollText &text : m_texts) {
        if (const auto *failure = std::get_if<Failure>(&text)) {
            characters += static_cast<size_t>(failure->what.size() + failure->remedy.size());
            continue;
        }
        const ReadingText &words = std::get<ReadingText>(text);
        characters += static_cast<size_t>(words.identity.size() + words.version.size());
        for (auto setting = words.settings.begin(); setting != words.settings.end(); ++setting)
            characters += 64 + static_cast<size_t>(setting.key().size() + setting.value().size());
    }
    return 2 * characters + size() * (4 * sizeof(qint64) + m_columns.size() * (sizeof(double) + 1));
}

Frame Chunk::frame(size_t index) const {
    const Instant at = Instant::fromMs(m_at[index]);
    const Duration took(m_took[index]);
    const PollText &text = m_texts[m_text[index]];
    if (const auto *failure = std::get_if<Failure>(&text))
        return {at, m_endpoint, took, *failure};
    const ReadingText &words = std::get<ReadingText>(text);
    Reading reading;
    reading.identity = words.identity;
    reading.version = words.version;
    reading.settings = words.settings;
    for (const ChunkColumn &column : m_columns)
        if (column.present[index])
            reading.set(column.field, column.values[index]);
    return {at, m_endpoint, took, std::move(reading)};
}

} // namespace spillway
