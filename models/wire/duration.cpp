#include "duration.h"

#include <QLatin1String>

#include <algorithm>
#include <array>

namespace spillway {

namespace {

struct UnitName {
    QLatin1String suffix;
    Duration length;
};

// "ms" before "m" and "s": the first suffix that fits is taken.
constexpr std::array<UnitName, 5> unitNames{{
    {QLatin1String("ms"), 1ms},
    {QLatin1String("s"), 1s},
    {QLatin1String("m"), 1min},
    {QLatin1String("h"), 1h},
    {QLatin1String("d"), 24h},
}};

constexpr double longestMs = 10.0 * 366 * 24 * 3600 * 1000;

bool isNumber(QStringView text) {
    return !text.isEmpty() && text.front() != u'.' && text.back() != u'.' &&
           std::all_of(text.begin(), text.end(),
                       [](QChar c) { return (c >= u'0' && c <= u'9') || c == u'.'; });
}

} // namespace

std::optional<Duration> parseDuration(QStringView text) {
    for (const UnitName &unit : unitNames) {
        if (!text.endsWith(unit.suffix))
            continue;
        const QStringView number = text.chopped(unit.suffix.size());
        bool ok = isNumber(number);
        const double ms = ok ? number.toDouble(&ok) * static_cast<double>(unit.length.count()) : 0;
        if (!ok || ms > longestMs)
            return std::nullopt;
        return Duration(qRound64(ms));
    }
    return std::nullopt;
}

} // namespace spillway
