#pragma once
// CSV -> frames. Reads what our export writes, and any CSV whose first line names the columns at, endpoint
// and kind and fields as they are called in recordings. Refuses with the number of the line.

#include "exchange/imported.h"
#include "outcome.h"

#include <functional>

QT_BEGIN_NAMESPACE
class QIODevice;
QT_END_NAMESPACE

namespace spillway {

struct CsvChoice {
    QString stack; // of lines that name none
    std::optional<Instant> from;
    std::optional<Instant> to;
    std::function<bool(qint64 bytes)> reached; // now and then; false: stop, and give what there is
};

Outcome<Imported> readCsv(QIODevice &text, const CsvChoice &choice);

} // namespace spillway
