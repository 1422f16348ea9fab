#pragma once
// The derived numbers that rules name, charts draw and the diagnosis reasons with. Definitions:
// hit ratio = d(hits) / d(hits + misses); load = average active sessions; rates per second.

#include "endpoint.h"
#include "field.h"
#include "instant.h"

#include <QLatin1String>
#include <QString>

#include <compare>
#include <optional>
#include <span>

namespace spillway {

enum class Metric : quint8 {
    HitRatio,
    Lookups,
    Hits,
    Misses,
    Evictions,
    Expiries,
    Stores,
    CacheCommands,
    CacheErrors,
    Rejected,
    Flushes,
    MemoryUse,
    UsedMemory,
    MaxMemory,
    Keys,
    AverageTtl,
    CacheClients,
    CacheCpu,
    Load,        // the mean of the last 10 s
    LoadSampled, // of one poll, for the diagnosis
    LoadCounted, // by the server itself; statements count when they end
    Capacity,
    LoadPerCore,
    Statements,
    LockShare,
    Connections,
    ConnectionUse,
    IdleInTransaction,
    LongestQuery,
    BufferHitRatio,
    RowsPerStatement,
    RoundTrip,
    // The load lane, stacked; their sum is Load. Written by the diagnosis.
    LoadUsual,
    LoadTraffic,
    LoadCache,
    LoadQueryCost,
    LoadBackground,
    LoadAtUsualHitRatio,
    LeastHitRatio, // that this stack must keep: below it the database is over its capacity
    UsualHitRatioLow,
    UsualHitRatioHigh,
    Count
};

struct MetricInfo {
    Metric metric;
    QLatin1String name; // in rules and exports: "hit_ratio"
    const char *label;  // for tr(): "Hit ratio"
    Unit unit;
    bool lowIsBad; // a rule on this metric usually asks "below"
};

std::span<const MetricInfo> metricTable(); // ordered by Metric
const MetricInfo &metricInfo(Metric metric);
QString metricLabel(Metric metric); // translated: "Hit ratio"
std::optional<Metric> metricFromName(const QString &name);

// Whose number: one endpoint's, or a whole stack's (all its caches or databases together).
struct SeriesId {
    static constexpr qint32 WholeStack = -1;
    StackId stack = 0;
    qint32 endpoint = WholeStack;
    Metric metric = Metric::HitRatio;

    friend auto operator<=>(const SeriesId &, const SeriesId &) = default;
};

// One derived number. It keeps its two halves so that a window of samples is total over total and
// never an average of averages: ratio = hits / lookups, rate = delta / seconds, gauge = value*dt / dt.
struct Sample {
    SeriesId series;
    Instant at;
    double total = 0;
    double weight = 0; // > 0

    double value() const { return total / weight; }
};

} // namespace spillway
