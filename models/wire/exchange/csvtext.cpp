#include "exchange/csvtext.h"

#include <QIODevice>

namespace spillway {

namespace {

constexpr qint64 longestRecord = 1 << 20;

Failure refused(const QString &what) {
    return {FailureKind::Protocol, what, QStringLiteral("quotes inside a quoted field are doubled")};
}

} // namespace

QByteArray csvField(const QByteArray &text) {
    if (!text.contains('"') && !text.contains(',') && !text.contains('\n') && !text.contains('\r'))
        return text;
    QByteArray quoted = text;
    return '"' + quoted.replace('"', "\"\"") + '"';
}

QByteArray csvRecord(const QByteArrayList &fields) {
    QByteArrayList quoted;
    for (const QByteArray &field : fields)
        quoted << csvField(field);
    return quoted.join(',') + '\n';
}

CsvRecords::CsvRecords(QIODevice &text)
    : m_text(text)
    , m_buffer(longestRecord + 3, Qt::Uninitialized) {}

Outcome<std::optional<QByteArrayList>> CsvRecords::next() {
    QByteArrayList fields;
    QByteArray field;
    bool isQuoted = false; // inside quotes
    bool wasQuoted = false;
    qint64 size = 0;
    m_line = m_lines + 1;
    while (true) {
        const qint64 length = m_text.readLine(m_buffer.data(), longestRecord + 3 - size);
        const QByteArrayView line(m_buffer.constData(), std::max<qint64>(length, 0));
        if (line.isEmpty()) {
            if (isQuoted)
                return refused(QStringLiteral("a quoted field does not end"));
            return std::optional<QByteArrayList>();
        }
        size += line.size();
        m_bytes += line.size();
        m_lines += line.endsWith('\n') ? 1 : 0;
        if (size > longestRecord)
            return refused(QStringLiteral("a record of more than %1 bytes").arg(longestRecord));
        for (qsizetype i = 0; i < line.size(); ++i) {
            const char c = line[i];
            const bool isNextQuote = i + 1 < line.size() && line[i + 1] == '"';
            if (isQuoted && c == '"' && isNextQuote) {
                field += '"';
                ++i;
            } else if (c == '"' && !isQuoted && (!field.isEmpty() || wasQuoted)) {
                return refused(QStringLiteral("a quote in the middle of a field"));
            } else if (c == '"') {
                isQuoted = !isQuoted;
                wasQuoted = true;
            } else if (isQuoted) {
                field += c;
            } else if (c == ',' || c == '\n') {
                fields << field;
                field.clear();
                wasQuoted = false;
                if (c == '\n')
                    return std::optional(fields);
            } else if (c == '\r' && i + 1 < line.size() && line[i + 1] == '\n') {
                continue;
            } else if (wasQuoted) {
                return refused(QStringLiteral("something follows the quote that ends a field"));
            } else {
                field += c;
            }
        }
        if (!isQuoted) // the last line has no end
            return std::optional(fields << field);
    }
}

} // namespace spillway
