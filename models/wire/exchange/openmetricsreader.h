#pragma once
// An OpenMetrics text with times -> its series. Refuses with the number of the line what is not of the
// format, what has no time, what goes back in time, and a text without its end; and what would take more
// memory than it says here, before taking it.

#include "exchange/metricseries.h"
#include "instant.h"
#include "outcome.h"

#include <functional>
#include <optional>
#include <vector>

QT_BEGIN_NAMESPACE
class QIODevice;
QT_END_NAMESPACE

namespace spillway {

struct OpenMetricsLimits {
    qsizetype longestLine = 1 << 20; // bytes
    size_t mostSeries = 200'000;
    size_t mostPoints = 50'000'000; // 16 bytes each
};

struct OpenMetricsChoice {
    std::optional<Instant> from;
    std::optional<Instant> to;
    std::function<bool(const QByteArray &name)> wanted; // of the name of a sample; unset: all
    std::function<bool(qint64 bytes)> reached;          // now and then; false: stop, and give what there is
    OpenMetricsLimits limits;
};

Outcome<std::vector<MetricSeries>> readOpenMetrics(QIODevice &text, const OpenMetricsChoice &choice);

} // namespace spillway
