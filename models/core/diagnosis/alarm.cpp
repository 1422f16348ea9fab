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
// Where the server itself counts, less is certain.
constexpr Tier certain{14, 1.32, 0.08, 4.5};

constexpr double leastSessions = 0.8;  // a smaller rise is not worth a word
constexpr double sampledCaution = 2.5; // standard errors
constexpr double agreement = 4;        // spreads in another quantity

Tick meanOverLast(const std::deque<Tick> &ticks, int seconds) {
    const Instant now = ticks.back().at;
    return meanOf(ticks, now - Duration{seconds * 1000 - 500}, now);
}

bool otherQuantityAgrees(const Tick &mean, const Usual &usual) {
    using enum Quantity;
    if (const auto &longest = usual.level(Longest);
        longest && mean.longest > std::max(longStatement, 3 * longest->high))
        return true;
    for (const Quantity quantity : {Statements, Misses, Lookups, Locked, Rows})
        if (usual.baseline(quantity).deviation(valueOf(mean, quantity), 8, isCount(quantity)) >= agreement)
            return true;
    return usual.baseline(Hits).deviation(mean.hits, 8, true) <= -agreement;
}

} // namespace

bool Alarm::raisedBy(const std::deque<Tick> &ticks, const Usual &usual) const {
    const auto &level = usual.level(Quantity::Load);
    if (!level || ticks.empty())
        return false;
    Tick recent = meanOverLast(ticks, 8);
    recent.longest = ticks.back().longest;
    const bool agrees = otherQuantityAgrees(recent, usual);
    const double caution = agrees ? 1.0 : 1.3;
    const auto exceeds = [&](const Tier &tier) {
        if (ticks.size() < static_cast<size_t>(tier.seconds))
            return false;
        const AddedLoad added = addedLoad(meanOverLast(ticks, tier.seconds), tier.seconds, usual);
        if (tier.times == certain.times && !added.counted)
            return false;
        const double error = added.error * (agrees ? 1.0 : 1.4);
        // What the samples may mislead by comes on top of what matters.
        const double least =
            std::max(tier.cores * m_cores, leastSessions) + (added.counted ? 0 : sampledCaution * error);
        const double excess = std::max(least, tier.spreads * error);
        return added.sessions >= level->mean * (tier.times - 1) * caution &&
               added.sessions >= excess * caution;
    };
    if (std::any_of(tiers.begin(), tiers.end(), exceeds) || exceeds(certain))
        return true;
    const auto &statements = usual.level(Quantity::Statements);
    return statements && recent.statements >= 1.5 * statements->median && exceeds(corroborated);
}

bool Alarm::quietFor(double seconds, const std::deque<Tick> &ticks, const Usual &usual) const {
    const auto &level = usual.level(Quantity::Load);
    if (!level || ticks.empty())
        return false;
    const double limit = std::max(level->mean * 0.15, leastSessions / 2);
    const Instant now = ticks.back().at;
    const Duration step = std::max(Duration(5s), m_every);
    const Instant from = now - std::max(Duration{static_cast<qint64>(seconds * 1000)}, 4 * m_every);
    if (ticks.front().at > from)
        return false;
    const double polls = toSeconds(step) / toSeconds(m_every);
    // Means of five seconds, so that one sampled spike does not hold an incident open.
    for (Instant end = now; end > from; end = end - step) {
        const Tick mean = meanOf(ticks, end - step + 500ms, end);
        if (std::isnan(mean.load) || addedLoad(mean, polls, usual).sessions > limit)
            return false;
    }
    return true;
}

} // namespace spillway
