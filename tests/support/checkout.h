#pragma once
// The stack "checkout" for tests: cache-1 in front of db-1, asked every second, with three rules; and
// the frames of its servers, whose counters go on from call to call.

#include "configuration.h"
#include "frame.h"

#include <vector>

namespace spillway {

class Checkout {
public:
    static constexpr EndpointId Cache = 0;
    static constexpr EndpointId Database = 1;

    static Configuration configuration();
    static Instant start() { return *Instant::fromIso(QStringLiteral("2024-03-03T09:58:00Z")); }

    // One second of lookups at that hit ratio, and sessions at work.
    Frame cache(Instant at, double hitRatio, double lookups = 1000);
    Frame database(Instant at, double active, double commits = 900);
    static Frame failed(EndpointId endpoint, Instant at, const QString &what);
    // Both, for each second in [from, from + seconds), cache first; each miss is a transaction.
    std::vector<Frame> steady(Instant from, int seconds, double hitRatio, double active);

    QString maxMemory = QStringLiteral("4294967296"); // a setting of the cache

private:
    double m_hits = 1e6;
    double m_misses = 1e5;
    double m_commits = 1e6;
};

inline Configuration Checkout::configuration() {
    const auto endpoint = [](const QString &name, EndpointKind kind, Role role) {
        Endpoint e;
        e.name = name;
        e.kind = kind;
        e.role = role;
        e.address.host = QStringLiteral("127.0.0.1");
        return e;
    };
    const auto rule = [](const QString &name, Metric metric, Comparison comparison, double threshold,
                         Severity severity, Duration hold) {
        Rule r;
        r.name = name;
        r.metric = metric;
        r.comparison = comparison;
        r.threshold = threshold;
        r.severity = severity;
        r.hold = hold;
        r.window = Duration(1000);
        return r;
    };
    Configuration configuration;
    configuration.stacks = {Stack{QStringLiteral("checkout"), {Cache}, {Database}}};
    configuration.endpoints = {endpoint(QStringLiteral("cache-1"), EndpointKind::Redis, Role::Cache),
                               endpoint(QStringLiteral("db-1"), EndpointKind::PostgreSql, Role::Database)};
    configuration.endpoints[Database].vcpu = 16;
    configuration.rules = {rule(QStringLiteral("Hit ratio low"), Metric::HitRatio, Comparison::Below, 0.8,
                                Severity::Warning, Duration(3000)),
                           rule(QStringLiteral("Load high"), Metric::Load, Comparison::Above, 16,
                                Severity::Critical, Duration(0)),
                           rule(QStringLiteral("Misses on cache-1"), Metric::Misses, Comparison::Above, 500,
                                Severity::Critical, Duration(0))};
    configuration.rules[2].endpoint = QStringLiteral("cache-1");
    return configuration;
}

inline Frame Checkout::cache(Instant at, double hitRatio, double lookups) {
    m_hits += hitRatio * lookups;
    m_misses += (1 - hitRatio) * lookups;
    Reading reading;
    reading.identity = QStringLiteral("run-1");
    reading.version = QStringLiteral("redis 7.0.15");
    reading.settings.insert(QStringLiteral("maxmemory"), maxMemory);
    reading.set(Field::Hits, m_hits);
    reading.set(Field::Misses, m_misses);
    return {at, Cache, Duration(4), reading};
}

inline Frame Checkout::database(Instant at, double active, double commits) {
    m_commits += commits;
    Reading reading;
    reading.identity = QStringLiteral("run-2");
    reading.version = QStringLiteral("postgresql 15.18");
    reading.set(Field::Commits, m_commits);
    reading.set(Field::Rollbacks, 0);
    reading.set(Field::Active, active);
    reading.set(Field::CanSee, 1);
    return {at, Database, Duration(7), reading};
}

inline Frame Checkout::failed(EndpointId endpoint, Instant at, const QString &what) {
    return {at, endpoint, Duration(0), Failure{FailureKind::Refused, what, QString()}};
}

inline std::vector<Frame> Checkout::steady(Instant from, int seconds, double hitRatio, double active) {
    std::vector<Frame> frames;
    for (int i = 0; i < seconds; ++i) {
        const Instant at = from + std::chrono::seconds(i);
        frames.push_back(cache(at + Duration(100), hitRatio));
        frames.push_back(database(at + Duration(400), active, 850 + (1 - hitRatio) * 1000));
    }
    return frames;
}

} // namespace spillway
