#include "diagnosis/quantities.h"

#include <algorithm>
#include <cmath>

namespace spillway {

namespace {

constexpr size_t count = static_cast<size_t>(Quantity::Count);

struct Trait {
    double Tick::*member;
    double floor; // smallest meaningful amount, in the quantity's unit
    bool isCount;
};

constexpr std::array<Trait, count> traits{{
    {&Tick::lookups, 1, true},
    {&Tick::hits, 1, true},
    {&Tick::misses, 1, true},
    {nullptr, 0.01, false},
    {&Tick::statements, 1, true},
    {&Tick::load, 0.25, false},
    {&Tick::counted, 0.05, false},
    {&Tick::locked, 0.25, false},
    {&Tick::keys, 100, false},
    {&Tick::ttl, 1, false},
    {&Tick::evictions, 1, true},
    {&Tick::expiries, 1, true},
    {&Tick::rows, 1, false},
    {&Tick::connections, 1, false},
    {&Tick::longest, 0.05, false},
}};

const Trait &traitOf(Quantity quantity) {
    return traits[static_cast<size_t>(quantity)];
}

constexpr double agreeing = 3.5; // spreads; a mean of 4 ticks beyond it has left its level
constexpr double drift = 0.45;   // of the present deviation, subtracted at each step

template <size_t... I> std::array<Baseline, count> makeBaselines(std::index_sequence<I...>) {
    return {Baseline(traits[I].floor)...};
}

} // namespace

double valueOf(const Tick &tick, Quantity quantity) {
    if (quantity == Quantity::HitRatio)
        return tick.lookups > 0 ? tick.hits / tick.lookups : Tick::none;
    return tick.*traitOf(quantity).member;
}

bool isCount(Quantity quantity) {
    return traitOf(quantity).isCount;
}

std::optional<Quantity> quantityOf(Metric metric) {
    switch (metric) {
    case Metric::HitRatio:
        return Quantity::HitRatio;
    case Metric::Lookups:
        return Quantity::Lookups;
    case Metric::Hits:
        return Quantity::Hits;
    case Metric::Misses:
        return Quantity::Misses;
    case Metric::Evictions:
        return Quantity::Evictions;
    case Metric::Expiries:
        return Quantity::Expiries;
    case Metric::Load:
        return Quantity::Load;
    case Metric::Statements:
        return Quantity::Statements;
    case Metric::Keys:
        return Quantity::Keys;
    case Metric::AverageTtl:
        return Quantity::Ttl;
    case Metric::RowsPerStatement:
        return Quantity::Rows;
    default:
        return std::nullopt;
    }
}

Usual::Usual()
    : m_baselines(makeBaselines(std::make_index_sequence<count>())) {}

void Usual::learn(const Tick &tick) {
    for (size_t i = 0; i < count; ++i)
        m_baselines[i].learn(tick.at, valueOf(tick, static_cast<Quantity>(i)));
}

void Usual::update(Instant before) {
    for (Baseline &baseline : m_baselines)
        baseline.update(before);
}

void Usual::forgetSince(Instant from) {
    for (Baseline &baseline : m_baselines)
        baseline.forgetSince(from);
}

void Usual::shift(Quantity quantity, double factor) {
    const double highest = quantity == Quantity::HitRatio ? 1 : std::numeric_limits<double>::max();
    m_baselines[static_cast<size_t>(quantity)].shift(factor, highest);
}

Tick Usual::means() const {
    Tick tick;
    for (size_t i = 0; i < count; ++i)
        if (traits[i].member && m_baselines[i].level())
            // The median of a small count is 0 or 1; its mean is what a longer look would give.
            tick.*traits[i].member = static_cast<Quantity>(i) == Quantity::Load
                                         ? m_baselines[i].level()->mean
                                         : m_baselines[i].level()->median;
    return tick;
}

Tick Usual::errors(double seconds) const {
    Tick tick;
    for (size_t i = 0; i < count; ++i) {
        const auto &level = m_baselines[i].level();
        if (!traits[i].member || !level)
            continue;
        const double spread = level->spread * (level->median + traits[i].floor);
        const double counted = traits[i].isCount ? level->median : 0;
        tick.*traits[i].member = std::sqrt((spread * spread + counted) / std::max(seconds, 1.0));
    }
    return tick;
}

Tick meanOf(const std::deque<Tick> &ticks, Instant from, Instant to) {
    std::array<double, count> sums{};
    std::array<int, count> known{};
    for (auto it = ticks.rbegin(); it != ticks.rend() && it->at >= from; ++it) {
        if (it->at > to)
            continue;
        for (size_t i = 0; i < count; ++i)
            if (const auto member = traits[i].member; member && !std::isnan((*it).*member)) {
                sums[i] += (*it).*member;
                ++known[i];
            }
    }
    Tick mean;
    mean.at = to;
    for (size_t i = 0; i < count; ++i)
        if (known[i] > 0)
            mean.*traits[i].member = sums[i] / known[i];
    // One long statement does not average out, and the server may count it seconds after its end.
    double longest = Tick::none;
    for (auto it = ticks.rbegin(); it != ticks.rend() && it->at >= from - 4s; ++it)
        if (it->at <= to && it->longest > (std::isnan(longest) ? 0 : longest))
            longest = it->longest;
    mean.longest = longest;
    return mean;
}

double unendedSessions(const Tick &mean, const Tick &before) {
    const double uncounted = mean.load - mean.counted - (before.load - before.counted);
    const double locked = mean.locked - before.locked;
    return std::max(0.0, std::isnan(locked) ? uncounted : uncounted - std::max(locked, 0.0));
}

AddedLoad addedLoad(const Tick &mean, double polls, const Usual &usual) {
    const auto &load = usual.level(Quantity::Load);
    const auto &counted = usual.level(Quantity::Counted);
    if (!load)
        return {};
    // Sessions of one poll scatter like a Poisson count.
    const double scatter = std::sqrt(std::max(std::max(mean.load, load->mean), 0.1) / polls);
    const double sampled = mean.load - load->mean;
    const double exact = counted ? mean.counted - counted->median : Tick::none;
    // Only a long statement or a lock hides work from the count; and one that ends is counted all at once.
    const bool mayHide = mean.longest > longStatement || mean.locked > 0.5;
    if (!std::isnan(exact) && exact <= sampled + 3 * scatter && !mayHide)
        return {exact, counted->spreadOver(polls) * (counted->median + 0.05), true};
    const double wander = load->spreadOver(polls) * (load->mean + 0.25);
    return {sampled, std::max(wander, std::sqrt(std::max(load->mean, 0.1) / polls)), false};
}

std::optional<Instant> onsetOf(const std::deque<Tick> &ticks, Quantity quantity, const Baseline &baseline) {
    if (!baseline.level() || ticks.size() < 4)
        return std::nullopt;
    const bool counted = isCount(quantity);
    double now = 0;
    for (size_t i = ticks.size() - 4; i < ticks.size(); ++i)
        now += baseline.deviation(valueOf(ticks[i], quantity), 1, counted) / 4;
    if (std::abs(now) < agreeing)
        return std::nullopt;
    const double sign = now > 0 ? 1 : -1;
    double sum = 0;
    std::optional<Instant> lastZero;
    for (const Tick &tick : ticks) {
        sum = std::max(0.0, sum + sign * baseline.deviation(valueOf(tick, quantity), 1, counted) -
                                drift * std::abs(now));
        if (sum <= 0)
            lastZero = tick.at;
    }
    if (!lastZero)
        return std::nullopt;
    for (const Tick &tick : ticks)
        if (tick.at > *lastZero)
            return tick.at;
    return std::nullopt;
}

} // namespace spillway
