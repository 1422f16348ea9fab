#pragma once
// A history as the design's picture has it: five calm minutes, then a cache that loses its memory and a
// database that follows. The same on every run.

#include "history.h"

#include <cmath>
#include <random>

namespace spillway {

struct SyntheticOutage {
    static constexpr StackId stack = 0;
    static constexpr EndpointId cache = 0;
    static constexpr EndpointId database = 1;

    Instant start = Instant::fromMs(1'709'459'592'000); // 2024-03-03 09:53:12 UTC
    Instant onset = start + std::chrono::minutes(5);
    Instant now = onset + std::chrono::minutes(5);
    History history{std::chrono::seconds(1), std::chrono::hours(48)};
    std::mt19937 random{7};

    static SeriesId id(Metric metric) { return {stack, SeriesId::WholeStack, metric}; }

    void put(Metric metric, Instant at, double value) { history.append({id(metric), at, value, 1}); }

    double noise(double width) { return std::uniform_real_distribution<>(-width, width)(random); }

    // All metrics of one moment.
    void sample(Instant at) {
        const double since = toSeconds(at - onset);
        const double fall = since < 0 ? 0 : 1 - std::exp(-since / 25);
        const double ratio = 0.953 - 0.54 * fall + noise(0.006);
        const double lookups = 1240 + noise(40);
        const double usual = 3.0;
        const double traffic = std::max(0.0, (since < 0 ? 0.1 : 1.0 * fall) + noise(0.15));
        const double misses = std::max(0.0, 14.6 * fall + (since < 0 ? 0.05 : noise(0.4)));
        const double cost = std::max(0.0, (since < 0 ? 0.1 : 0.6 * fall) + noise(0.3));
        put(Metric::HitRatio, at, ratio);
        put(Metric::UsualHitRatioLow, at, 0.942);
        put(Metric::UsualHitRatioHigh, at, 0.964);
        put(Metric::Lookups, at, lookups);
        put(Metric::Misses, at, lookups * (1 - ratio));
        put(Metric::Evictions, at, 610 * fall + noise(fall > 0 ? 20 : 0));
        put(Metric::LoadUsual, at, usual);
        put(Metric::LoadTraffic, at, traffic);
        put(Metric::LoadCache, at, misses);
        put(Metric::LoadQueryCost, at, cost);
        put(Metric::LoadBackground, at, 0);
        put(Metric::Load, at, usual + traffic + misses + cost);
        put(Metric::LoadAtUsualHitRatio, at, usual + noise(0.05));
    }

    void fill(Instant from, Instant to) {
        for (Instant at = from; at <= to; at = at + std::chrono::seconds(1))
            sample(at);
    }
    void fill() { fill(start, now); }
};

} // namespace spillway
