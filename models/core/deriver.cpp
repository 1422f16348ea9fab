#include "deriver.h"

#include <algorithm>
#include <cmath>

namespace spillway {

namespace {

// An interval over more missed polls than this says nothing about "now" and has no value.
constexpr int longestInterval = 5;

Continuity continuityOf(const Reading &before, const Reading &now) {
    if (!before.identity.isEmpty() && before.identity != now.identity)
        return Continuity::Restarted;
    if (before.value(Field::StatsReset) != now.value(Field::StatsReset))
        return Continuity::CountersReset;
    // Servers without an identity show a restart as an uptime that runs back.
    const auto uptimeBefore = before.value(Field::Uptime);
    const auto uptimeNow = now.value(Field::Uptime);
    const bool younger = uptimeBefore && uptimeNow && *uptimeNow < *uptimeBefore;
    for (const FieldValue &entry : now.fields()) {
        if (fieldInfo(entry.field).kind != FieldKind::Counter)
            continue;
        const auto earlier = before.value(entry.field);
        if (earlier && entry.value < *earlier)
            return younger ? Continuity::Restarted : Continuity::CountersReset;
    }
    return Continuity::Continued;
}

// The numbers of one interval of one endpoint.
class Interval {
public:
    Interval(const Reading *before, const Reading &now, double seconds)
        : m_before(before)
        , m_now(now)
        , m_seconds(seconds) {}

    std::optional<double> gauge(Field field) const { return m_now.value(field); }

    std::optional<double> rate(Field field) const {
        if (!m_before || m_seconds <= 0)
            return std::nullopt;
        const auto earlier = m_before->value(field);
        const auto later = m_now.value(field);
        return earlier && later ? std::optional((*later - *earlier) / m_seconds) : std::nullopt;
    }

private:
    const Reading *m_before; // null: no interval, gauges only
    const Reading &m_now;
    double m_seconds;
};

void put(Rates &rates, Metric metric, std::optional<double> value) {
    if (value && std::isfinite(*value))
        rates.set(metric, *value);
}

std::optional<double> quotient(std::optional<double> part, std::optional<double> whole) {
    return part && whole && *whole > 0 ? std::optional(*part / *whole) : std::nullopt;
}

std::optional<double> total(std::optional<double> a, std::optional<double> b) {
    return a || b ? std::optional(a.value_or(0) + b.value_or(0)) : std::nullopt;
}

void deriveCache(const Interval &interval, Rates &rates) {
    const auto hits = interval.rate(Field::Hits);
    const auto misses = interval.rate(Field::Misses);
    put(rates, Metric::Hits, hits);
    put(rates, Metric::Misses, misses);
    if (hits && misses) {
        put(rates, Metric::Lookups, *hits + *misses);
        put(rates, Metric::HitRatio, quotient(hits, *hits + *misses));
    }
    put(rates, Metric::Evictions, interval.rate(Field::Evicted));
    put(rates, Metric::Expiries, interval.rate(Field::Expired));
    put(rates, Metric::Stores, interval.rate(Field::Stores));
    put(rates, Metric::CacheCommands, interval.rate(Field::Commands));
    put(rates, Metric::CacheErrors, interval.rate(Field::ErrorReplies));
    put(rates, Metric::Rejected, interval.rate(Field::ConnectionsRejected));
    put(rates, Metric::Flushes, interval.rate(Field::Flushes));
    put(rates, Metric::UsedMemory, interval.gauge(Field::UsedMemory));
    put(rates, Metric::MaxMemory, interval.gauge(Field::MaxMemory));
    put(rates, Metric::MemoryUse,
        quotient(interval.gauge(Field::UsedMemory), interval.gauge(Field::MaxMemory)));
    put(rates, Metric::Keys, interval.gauge(Field::Keys));
    if (const auto ttl = interval.gauge(Field::AverageTtl); ttl && *ttl > 0)
        put(rates, Metric::AverageTtl, *ttl / 1000.0);
    put(rates, Metric::CacheClients, interval.gauge(Field::Clients));
    put(rates, Metric::CacheCpu, interval.rate(Field::CpuSeconds));
}

void deriveDatabase(const Interval &interval, const Endpoint &endpoint, Rates &rates) {
    // Without the right to see other sessions the server reports none: that is unknown, not 0.
    const bool sees = interval.gauge(Field::CanSee).value_or(1) != 0;
    const auto load =
        sees ? total(interval.gauge(Field::Active), interval.gauge(Field::ActiveParallel)) : std::nullopt;
    put(rates, Metric::Load, load);
    // Milliseconds of activity in a second.
    if (const auto active = interval.rate(Field::ActiveTime))
        put(rates, Metric::LoadCounted, *active / 1000.0);
    put(rates, Metric::LoadPerCore, quotient(load, endpoint.vcpu));
    const auto statements = interval.gauge(Field::Statements)
                                ? interval.rate(Field::Statements)
                                : total(interval.rate(Field::Commits), interval.rate(Field::Rollbacks));
    put(rates, Metric::Statements, statements);
    const auto rows = total(interval.rate(Field::RowsReturned), interval.rate(Field::RowsFetched));
    put(rates, Metric::RowsPerStatement, quotient(rows, statements));
    const auto blocksHit = interval.rate(Field::BlocksHit);
    put(rates, Metric::BufferHitRatio,
        quotient(blocksHit, total(blocksHit, interval.rate(Field::BlocksRead))));
    if (!sees)
        return;
    put(rates, Metric::LockShare, quotient(interval.gauge(Field::OnLock), load));
    const auto connections = interval.gauge(Field::Connections);
    put(rates, Metric::Connections, connections);
    if (const auto most = interval.gauge(Field::MaxConnections))
        put(rates, Metric::ConnectionUse,
            quotient(connections, *most - interval.gauge(Field::ReservedConnections).value_or(0)));
    put(rates, Metric::IdleInTransaction, interval.gauge(Field::IdleInTransaction));
    put(rates, Metric::LongestQuery, interval.gauge(Field::LongestQuery));
}

} // namespace

Deriver::Deriver(const Configuration &configuration)
    : m_configuration(configuration)
    , m_last(configuration.endpoints.size()) {
    for (size_t i = 0; i < configuration.stacks.size(); ++i) {
        const auto id = static_cast<StackId>(i);
        const Stack &stack = configuration.stacks[i];
        const double unknown = std::nan("");
        const Duration every = configuration.cadenceOf(id);
        m_rounds.emplace_back(id, Role::Cache, stack.caches, every, unknown);
        m_rounds.emplace_back(id, Role::Database, stack.databases, every, configuration.capacityOf(id));
    }
}

Derived Deriver::derive(const Frame &frame) {
    Derived derived;
    derived.samples.reserve(2 * metricTable().size());
    const Endpoint &endpoint = m_configuration.endpoints[frame.endpoint];
    Last &last = m_last[frame.endpoint];
    std::optional<Rates> rates;
    if (frame.outcome.ok()) {
        const Reading &reading = frame.outcome.value();
        if (last.reading)
            derived.continuity = continuityOf(*last.reading, reading);
        const Duration elapsed = frame.at - last.at;
        const bool usable = last.reading && derived.continuity == Continuity::Continued && elapsed > 0ms &&
                            elapsed <= endpoint.every * longestInterval;
        const double seconds = usable ? toSeconds(elapsed) : toSeconds(endpoint.every);
        const Interval interval(usable ? &*last.reading : nullptr, reading, seconds);
        rates.emplace();
        if (endpoint.role == Role::Cache)
            deriveCache(interval, *rates);
        else
            deriveDatabase(interval, endpoint, *rates);
        rates->set(Metric::RoundTrip, static_cast<double>(frame.took.count()));
        for (const MetricInfo &info : metricTable())
            if (const auto value = rates->value(info.metric)) {
                // A ratio keeps its lookups as weight, so that a window of it is summed hits over summed
                // lookups.
                const double weight =
                    info.metric == Metric::HitRatio ? *rates->value(Metric::Lookups) * seconds : seconds;
                derived.samples.push_back(
                    {{endpoint.stack, frame.endpoint, info.metric}, frame.at, *value * weight, weight});
            }
        last.reading = reading;
        last.at = frame.at;
    }
    const size_t round = endpoint.stack * 2u + (endpoint.role == Role::Database ? 1u : 0u);
    m_rounds[round].report(frame.endpoint, frame.at, rates, derived.samples);
    return derived;
}

} // namespace spillway
