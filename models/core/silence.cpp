#include "silence.h"

namespace spillway {

namespace {

constexpr qint64 msPerDay = 86'400'000;
constexpr qint64 msPerMinute = 60'000;

} // namespace

bool Silence::concerns(const QString &ofStack, const QString &ofRule) const {
    return (stack.isEmpty() || stack == ofStack) && (rule.isEmpty() || rule == ofRule);
}

// It belongs to the day on which it began: today's, or yesterday's that goes past midnight.
std::optional<Instant> Silence::endAt(Instant at) const {
    const qint64 today = at.ms() / msPerDay - (at.ms() % msPerDay < 0 ? 1 : 0);
    const qint64 length = (to > from ? to - from : to - from + 24 * 60) * msPerMinute;
    std::optional<Instant> end;
    for (const qint64 day : {today - 1, today}) {
        const qint64 weekday = ((day + 3) % 7 + 7) % 7; // 1970-01-01 was a Thursday
        const qint64 begin = day * msPerDay + from * msPerMinute;
        if (days[static_cast<size_t>(weekday)] && at.ms() >= begin && at.ms() < begin + length)
            end = Instant::fromMs(begin + length);
    }
    return end;
}

} // namespace spillway
