#include "workstation/clocktime.h"

#include <QDateTime>
#include <QStringList>
#include <QTimeZone>

#include <algorithm>

namespace spillway {

namespace {

constexpr Duration day = 24h;

std::optional<Duration> typedClock(const QString &text) {
    for (const char *format : {"H:mm", "H:mm:ss", "H:mm:ss.z"}) {
        const QTime time = QTime::fromString(text, QLatin1String(format));
        if (time.isValid())
            return Duration(time.msecsSinceStartOfDay());
    }
    return std::nullopt;
}

Duration distance(Instant a, Instant b) {
    return a < b ? b - a : a - b;
}

} // namespace

std::optional<Instant> typedMoment(const QString &text, const TimeSpan &extent, Instant near) {
    QString plain = text.trimmed();
    if (const auto exact = Instant::fromIso(plain))
        return exact;
    plain.replace(u'T', u' ');
    const QStringList words = plain.split(u' ', Qt::SkipEmptyParts);
    if (words.isEmpty() || words.size() > 2)
        return std::nullopt;
    const auto clock = typedClock(words.last());
    if (!clock)
        return std::nullopt;
    if (words.size() == 2) {
        const QDate date = QDate::fromString(words.first(), Qt::ISODate);
        if (!date.isValid())
            return std::nullopt;
        return Instant::fromMs(date.startOfDay(QTimeZone::utc()).toMSecsSinceEpoch()) + *clock;
    }
    const auto onDayOf = [&](Instant at) {
        return Instant::fromMs(at.ms() - ((at.ms() % day.count()) + day.count()) % day.count()) + *clock;
    };
    std::optional<Instant> best;
    for (const Duration away : {-day, Duration(0), day}) {
        const Instant candidate = onDayOf(near) + away;
        const bool isInside = candidate >= extent.from && candidate <= extent.to;
        const bool bestIsInside = best && *best >= extent.from && *best <= extent.to;
        if (!best || isInside > bestIsInside ||
            (isInside == bestIsInside && distance(candidate, near) < distance(*best, near)))
            best = candidate;
    }
    return best;
}

} // namespace spillway
