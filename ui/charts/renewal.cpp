#include "renewal.h"

namespace spillway {

Renewal Renewer::next(const Plot &plot, const Trace &trace) {
    const Series *series = trace.series();
    const qint64 end = series ? series->endSlot() : 0;
    const int count = plot.time.count;

    Plot moved = m_plot;
    moved.time.first = plot.time.first;
    const qint64 shift = plot.time.first - m_plot.time.first;
    const bool keeps =
        series && series == m_series && end >= m_end && moved == plot && std::abs(shift) < count;

    Renewal renewal{.shift = shift, .headEnd = count, .tailBegin = count};
    if (keeps) {
        renewal.headEnd = static_cast<int>(std::max<qint64>(-shift, 0));
        renewal.tailBegin = static_cast<int>(std::min<qint64>(count - shift, count));
        if (end > m_end) {
            // The newest sample may have been replaced, and the line to it begins up to a reach before.
            const Instant touched = series->timeOf(m_end - 1 - trace.reach());
            const qint64 column = plot.time.columnOf(touched) - plot.time.first;
            renewal.tailBegin = static_cast<int>(std::clamp<qint64>(column, 0, renewal.tailBegin));
        }
    }
    m_plot = plot;
    m_series = series;
    m_end = end;
    return renewal;
}

} // namespace spillway
