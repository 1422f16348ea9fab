#pragma once
// What is usual at each hour of the week (UTC), once two weeks or more are known: the median and the usual
// range of the hour's quiet minutes, for what the diagnosis compares. Taught by quiet ticks and by rises of
// traffic that the database bore, never by an incident. Owned by the Diagnosis; copies share their hours.

#include "diagnosis/quantities.h"

#include <array>
#include <memory>
#include <vector>

namespace spillway {

class Week {
public:
    static constexpr size_t fewestWeeks = 2;   // that must know an hour before it is believed
    static constexpr size_t longestMemory = 4; // weeks

    struct Range {
        double low = Tick::none; // 5 % quantile of the means of a minute
        double median = Tick::none;
        double high = Tick::none; // 95 %
    };

    Week();

    void learn(const Tick &tick);
    // How many weeks know the hour around `at`.
    size_t weeksKnown(Instant at) const;
    // The middle of those weeks; nullopt when too few know it. In the quantity's own unit.
    std::optional<Range> usual(Quantity quantity, Instant at) const;
    // By which factor the usual of a quantity moves from one moment to another, between a fifth and five
    // times; 1 where an hour on the way is not known.
    double growth(Quantity quantity, Instant from, Instant to) const;
    // Whether load, statements, lookups, misses and hit ratio are all where they usually are at that hour.
    bool explains(const Tick &mean) const;

private:
    static constexpr size_t followed = 7;
    static constexpr size_t hoursOfWeek = 168;
    static constexpr std::array<Quantity, followed> quantities{
        Quantity::Lookups,    Quantity::Hits, Quantity::Misses, Quantity::HitRatio,
        Quantity::Statements, Quantity::Load, Quantity::Counted};
    using Means = std::array<double, followed>;
    using Hour = std::array<Range, followed>;
    using Hours = std::array<std::shared_ptr<const std::vector<Hour>>, hoursOfWeek>; // newest week last

    void closeMinute();
    void closeHour();
    std::optional<double> medianAround(Quantity quantity, Instant at) const;

    std::shared_ptr<const Hours> m_hours;
    std::vector<Means> m_minutes; // of the running hour
    Means m_sums{};
    std::array<int, followed> m_counts{};
    std::optional<qint64> m_minute; // since 1970
};

} // namespace spillway
