#pragma once
// CSV as RFC 4180 has it: fields, quoted where they must be, and records, which may span lines. Pure, apart
// from reading the device.

#include "outcome.h"

#include <QByteArrayList>

#include <optional>

QT_BEGIN_NAMESPACE
class QIODevice;
QT_END_NAMESPACE

namespace spillway {

QByteArray csvField(const QByteArray &text);
QByteArray csvRecord(const QByteArrayList &fields); // with its end of line

class CsvRecords {
public:
    explicit CsvRecords(QIODevice &text);

    // Nullopt at the end. Refuses a quote that does not end, one in the middle of a field, and a record of
    // more than 1 MiB.
    Outcome<std::optional<QByteArrayList>> next();
    qint64 line() const { return m_line; } // where the last record began
    qint64 bytes() const { return m_bytes; }

private:
    QIODevice &m_text;
    QByteArray m_buffer; // for a line
    qint64 m_line = 0;
    qint64 m_lines = 0;
    qint64 m_bytes = 0;
};

} // namespace spillway
