#include "diagnosis/alarm.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace spillway {

namespace {

struct Tier {
    int seconds;
    double times; // of the usual load
    double cores; // at least this share of the cores more
    double spreads;
};

constexpr std::array<Tier, 3> tiers{{{3, 2.0, 0.15, 6.0}, {8, 1.6, 0.12, 5.0}, {25, 1.35, 0.10, 4.5}}};
constexpr Tier corroborated{8, 1.35, 0.10, 2.5};

constexpr double leastSessions = 0.8; // a smaller rise is not worth a word
constexpr double agreement = 4;       // spreads in another quantity

Tick meanOverLast(const std::deque<Tick> &ticks, int seconds) {
    const Instant now = ticks.back().at;
    return meanOf(ticks, now - Duration{seconds * 1000 - 500}, now);
}

bool otherQuantityAgrees(const Tick &mean, const Usual &usual) {
    using enum Quantity;
    for (const Quantity quantity : {Statements, Misses, Lookups, Locked})
        if (usual.baseline(quantity).deviation(valueOf(mean, quantity), 8, isCount(quantity)) >= agreement)
            return true;
    return usual.baseline(Hits).deviation(mean.hits, 8, true) <= -agreement;
}

} // namespace

bool Alarm::raisedBy(const std::deque<Tick> &ticks, const Usual &usual) const {
    const auto &level = usual.level(Quantity::Load);
    if (!level || ticks.empty())
        return false;
    const Tick recent = meanOverLast(ticks, 8);
    const bool agrees = otherQuantityAgrees(recent, usual);
    const double caution = agrees ? 1.0 : 1.3;
    const auto exceeds = [&](const Tier &tier) {
        if (ticks.size() < static_cast<size_t>(tier.seconds))
            return false;
        const double load = meanOverLast(ticks, tier.seconds).load;
        const double spread =
            level->spread * (level->median + 0.25) / std::sqrt(tier.seconds) * (agrees ? 1.0 : 1.4);
        const double excess = std::max({tier.cores * m_cores, leastSessions, tier.spreads * spread});
        return load >= level->median * (1 + (tier.times - 1) * caution) &&
               load >= level->median + excess * caution;
    };
    if (std::any_of(tiers.begin(), tiers.end(), exceeds))
        return true;
    const auto &statements = usual.level(Quantity::Statements);
    return statements && recent.statements >= 1.5 * statements->median && exceeds(corroborated);
}

bool Alarm::quietFor(double seconds, const std::deque<Tick> &ticks, const Usual &usual) const {
    const auto &level = usual.level(Quantity::Load);
    if (!level || ticks.empty())
        return false;
    const double limit = std::max(level->median * 1.15, level->median + leastSessions / 2);
    const Instant now = ticks.back().at;
    const Instant from = now - Duration{static_cast<qint64>(seconds * 1000)};
    if (ticks.front().at > from)
        return false;
    // Means of five seconds, so that one sampled spike does not hold an incident open.
    for (Instant end = now; end > from; end = end - 5s)
        if (const double load = meanOf(ticks, end - 4500ms, end).load; !(load <= limit))
            return false;
    return true;
}

} // namespace spillway
