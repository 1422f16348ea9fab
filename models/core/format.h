#pragma once
// Numbers as the screen, the command line and the notices show them: three significant digits, a
// no-break space before the unit, "unknown" for what is not known. Always in the C locale.

#include "metric.h"

#include <QString>

#include <optional>

namespace spillway {

// 0.412 -> "41.2 %", 19.23 sessions -> "19.2", 728 per second -> "728/s", bytes in IEC units.
QString formatValue(Unit unit, std::optional<double> value);
QString formatValue(Metric metric, std::optional<double> value);
QString formatNumber(double value);  // three significant digits, thousands grouped: "1 240"
QString formatBytes(double bytes);   // "4 GiB", "400 MiB"
QString formatDuration(Duration d);  // "42 s", "4 m 1 s", "1 h 12 m", "3 d 4 h"
QString formatPercent(double ratio); // "41.2 %"

} // namespace spillway
