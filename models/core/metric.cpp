#include "metric.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <cmath>

namespace spillway {

namespace {

constexpr MetricInfo metric(Metric id, const char *name, const char *label, Unit unit,
                            bool lowIsBad = false) {
    return {id, QLatin1String(name), label, unit, lowIsBad};
}

constexpr std::array<MetricInfo, static_cast<size_t>(Metric::Count)> table{{
    metric(Metric::HitRatio, "hit_ratio", QT_TRANSLATE_NOOP("Metric", "Hit ratio"), Unit::Ratio, true),
    metric(Metric::Lookups, "lookups", QT_TRANSLATE_NOOP("Metric", "Lookups"), Unit::PerSecond),
    metric(Metric::Hits, "hits", QT_TRANSLATE_NOOP("Metric", "Hits"), Unit::PerSecond),
    metric(Metric::Misses, "misses", QT_TRANSLATE_NOOP("Metric", "Misses"), Unit::PerSecond),
    metric(Metric::Evictions, "evictions", QT_TRANSLATE_NOOP("Metric", "Evictions"), Unit::PerSecond),
    metric(Metric::Expiries, "expiries", QT_TRANSLATE_NOOP("Metric", "Expiries"), Unit::PerSecond),
    metric(Metric::Stores, "stores", QT_TRANSLATE_NOOP("Metric", "Stores"), Unit::PerSecond),
    metric(Metric::CacheCommands, "cache_commands", QT_TRANSLATE_NOOP("Metric", "Cache commands"),
           Unit::PerSecond),
    metric(Metric::CacheErrors, "cache_errors", QT_TRANSLATE_NOOP("Metric", "Cache error replies"),
           Unit::PerSecond),
    metric(Metric::Rejected, "rejected", QT_TRANSLATE_NOOP("Metric", "Rejected connections"),
           Unit::PerSecond),
    metric(Metric::Flushes, "flushes", QT_TRANSLATE_NOOP("Metric", "Flushes"), Unit::PerSecond),
    metric(Metric::MemoryUse, "memory_use", QT_TRANSLATE_NOOP("Metric", "Memory use"), Unit::Ratio),
    metric(Metric::UsedMemory, "used_memory", QT_TRANSLATE_NOOP("Metric", "Used memory"), Unit::Bytes),
    metric(Metric::MaxMemory, "max_memory", QT_TRANSLATE_NOOP("Metric", "Memory limit"), Unit::Bytes),
    metric(Metric::Keys, "keys", QT_TRANSLATE_NOOP("Metric", "Keys"), Unit::Count),
    metric(Metric::AverageTtl, "average_ttl", QT_TRANSLATE_NOOP("Metric", "Average TTL"), Unit::Seconds),
    metric(Metric::CacheClients, "cache_clients", QT_TRANSLATE_NOOP("Metric", "Cache clients"), Unit::Count),
    metric(Metric::CacheCpu, "cache_cpu", QT_TRANSLATE_NOOP("Metric", "Cache main thread"), Unit::Ratio),
    metric(Metric::Load, "load", QT_TRANSLATE_NOOP("Metric", "Database load"), Unit::Sessions),
    metric(Metric::LoadSampled, "load_sampled", QT_TRANSLATE_NOOP("Metric", "Database load at one poll"),
           Unit::Sessions),
    metric(Metric::LoadCounted, "load_counted",
           QT_TRANSLATE_NOOP("Metric", "Database load by the server's count"), Unit::Sessions),
    metric(Metric::Capacity, "capacity", QT_TRANSLATE_NOOP("Metric", "Capacity"), Unit::Sessions),
    metric(Metric::LoadPerCore, "load_per_core", QT_TRANSLATE_NOOP("Metric", "Database load of capacity"),
           Unit::Ratio),
    metric(Metric::Statements, "statements", QT_TRANSLATE_NOOP("Metric", "Transactions"), Unit::PerSecond),
    metric(Metric::LockShare, "lock_share", QT_TRANSLATE_NOOP("Metric", "Load waiting on locks"),
           Unit::Ratio),
    metric(Metric::Connections, "connections", QT_TRANSLATE_NOOP("Metric", "Database connections"),
           Unit::Count),
    metric(Metric::ConnectionUse, "connection_use", QT_TRANSLATE_NOOP("Metric", "Connection use"),
           Unit::Ratio),
    metric(Metric::IdleInTransaction, "idle_in_transaction",
           QT_TRANSLATE_NOOP("Metric", "Idle in transaction"), Unit::Sessions),
    metric(Metric::LongestQuery, "longest_query", QT_TRANSLATE_NOOP("Metric", "Longest query"),
           Unit::Seconds),
    metric(Metric::BufferHitRatio, "buffer_hit_ratio",
           QT_TRANSLATE_NOOP("Metric", "Database buffer hit ratio"), Unit::Ratio, true),
    metric(Metric::RowsPerStatement, "rows_per_statement",
           QT_TRANSLATE_NOOP("Metric", "Rows read per transaction"), Unit::Count),
    metric(Metric::RoundTrip, "round_trip", QT_TRANSLATE_NOOP("Metric", "Poll round trip"),
           Unit::Milliseconds),
    metric(Metric::LoadUsual, "load_usual", QT_TRANSLATE_NOOP("Metric", "usual"), Unit::Sessions),
    metric(Metric::LoadTraffic, "load_traffic", QT_TRANSLATE_NOOP("Metric", "traffic"), Unit::Sessions),
    metric(Metric::LoadCache, "load_cache", QT_TRANSLATE_NOOP("Metric", "cache misses"), Unit::Sessions),
    metric(Metric::LoadQueryCost, "load_query_cost", QT_TRANSLATE_NOOP("Metric", "query cost"),
           Unit::Sessions),
    metric(Metric::LoadBackground, "load_background", QT_TRANSLATE_NOOP("Metric", "other clients"),
           Unit::Sessions),
    metric(Metric::LoadAtUsualHitRatio, "load_at_usual_hit_ratio",
           QT_TRANSLATE_NOOP("Metric", "load at the usual hit ratio"), Unit::Sessions),
    metric(Metric::LeastHitRatio, "least_hit_ratio", QT_TRANSLATE_NOOP("Metric", "Hit ratio to keep"),
           Unit::Ratio),
    metric(Metric::UsualHitRatioLow, "usual_hit_ratio_low", QT_TRANSLATE_NOOP("Metric", "usual, low"),
           Unit::Ratio),
    metric(Metric::UsualHitRatioHigh, "usual_hit_ratio_high", QT_TRANSLATE_NOOP("Metric", "usual, high"),
           Unit::Ratio),
}};

constexpr bool isOrdered() {
    for (size_t i = 0; i < table.size(); ++i)
        if (table[i].metric != static_cast<Metric>(i))
            return false;
    return true;
}
static_assert(isOrdered(), "the metric table must follow the order of the enumeration");

} // namespace

std::span<const MetricInfo> metricTable() {
    return table;
}

const MetricInfo &metricInfo(Metric id) {
    return table[static_cast<size_t>(id)];
}

QString metricLabel(Metric id) {
    return QCoreApplication::translate("Metric", metricInfo(id).label);
}

std::optional<Metric> metricFromName(const QString &name) {
    const auto found =
        std::find_if(table.begin(), table.end(), [&](const MetricInfo &info) { return info.name == name; });
    return found == table.end() ? std::nullopt : std::optional(found->metric);
}

} // namespace spillway
