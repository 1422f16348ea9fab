#pragma once
// Frames and notes -> CSV: a line for each poll, a column for each field, and what it takes to make the
// same recording of it again. A field that was not in the answer is empty, never 0.

#include "configuration.h"
#include "frame.h"
#include "recording.h"

#include <QByteArrayList>

#include <vector>

QT_BEGIN_NAMESPACE
class QIODevice;
QT_END_NAMESPACE

namespace spillway {

namespace csvcolumn {
constexpr const char *at = "at"; // ISO 8601 with zone
constexpr const char *stack = "stack";
constexpr const char *endpoint = "endpoint";
constexpr const char *kind = "kind";
constexpr const char *role = "role";
constexpr const char *took = "took_ms";
constexpr const char *outcome = "outcome"; // "ok", a kind of failure, "note" or "configuration"
constexpr const char *what = "what";       // of a failure; the text of a note
constexpr const char *remedy = "remedy";
constexpr const char *author = "author";
constexpr const char *identity = "identity";
constexpr const char *version = "version";
constexpr const char *settings = "settings"; // JSON, where they differ from the line before
} // namespace csvcolumn

class CsvWriter {
public:
    // `fields`: the columns, since a CSV names them before its first line. Starts with header and
    // configuration.
    CsvWriter(const Configuration &configuration, std::vector<Field> fields, Instant start, QIODevice &to);

    bool add(const Frame &frame); // false: it cannot be written
    bool add(const RecordingNote &note);
    bool isGood() const { return m_isGood; }

private:
    bool write(const QByteArrayList &record);

    const Configuration &m_configuration;
    std::vector<Field> m_fields;
    QIODevice &m_to;
    std::vector<QMap<QString, QString>> m_settings; // as said last, per endpoint
    bool m_isGood = true;
};

} // namespace spillway
