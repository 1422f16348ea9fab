#pragma once
// A stack to feed an Engine with by hand: one or more Redis caches in front of one PostgreSQL, and the
// frames that they would give for chosen rates. Header-only; used by tests of several layers.

#include "configuration.h"
#include "frame.h"

#include <cmath>
#include <random>

namespace spillway::fixture {

inline const Instant start = Instant::fromMs(1'709'458'200'000); // 2024-03-03T09:30:00Z

inline Configuration configuration(int caches = 1, double vcpu = 16) {
    Configuration made;
    Stack stack;
    stack.name = QStringLiteral("checkout");
    for (int i = 0; i < caches; ++i) {
        Endpoint cache;
        cache.name = QStringLiteral("cache-%1").arg(i + 1);
        cache.kind = EndpointKind::Redis;
        cache.role = Role::Cache;
        cache.address.host = QStringLiteral("127.0.0.1");
        cache.address.port = 6379;
        stack.caches.push_back(static_cast<EndpointId>(made.endpoints.size()));
        made.endpoints.push_back(cache);
    }
    Endpoint database;
    database.name = QStringLiteral("db-1");
    database.kind = EndpointKind::PostgreSql;
    database.role = Role::Database;
    database.address.host = QStringLiteral("127.0.0.1");
    database.address.port = 5432;
    if (vcpu > 0)
        database.vcpu = vcpu;
    stack.databases.push_back(static_cast<EndpointId>(made.endpoints.size()));
    made.endpoints.push_back(database);
    made.stacks.push_back(stack);
    made.rules = builtInRules();
    return made;
}

// What one second of the stack looks like.
struct Second {
    double hits = 950;
    double misses = 50;
    double evictions = 0;
    double statements = 60;
    double active = 3;
    double locked = 0;
    double keys = 100'000;
    double rowsPerStatement = 10;
};

// Counts up the servers' counters second by second, with a few percent of repeatable noise.
class Stack {
public:
    explicit Stack(Configuration configuration = fixture::configuration(), double noise = 0.02)
        : m_configuration(std::move(configuration))
        , m_noise(noise) {}

    const Configuration &configuration() const { return m_configuration; }
    Instant now() const { return m_now; }
    QMap<QString, QString> &cacheSettings() { return m_settings; }
    void restartCache() {
        m_hits = m_misses = m_evicted = m_commands = 0;
        m_uptime = 0;
        ++m_generation;
    }

    Frame cacheFrame(const Second &rates, EndpointId id = 0) {
        m_hits += std::floor(vary(rates.hits));
        m_misses += std::floor(vary(rates.misses));
        m_evicted += std::floor(vary(rates.evictions));
        m_commands += std::floor(rates.hits + 2 * rates.misses);
        ++m_uptime;
        Reading reading;
        reading.identity = QStringLiteral("run-%1").arg(m_generation);
        reading.version = QStringLiteral("redis 7.0.15");
        reading.settings = m_settings;
        reading.set(Field::Hits, m_hits);
        reading.set(Field::Misses, m_misses);
        reading.set(Field::Evicted, m_evicted);
        reading.set(Field::Commands, m_commands);
        reading.set(Field::Keys, rates.keys);
        reading.set(Field::Uptime, m_uptime);
        return {m_now, id, Duration{1}, reading};
    }

    Frame databaseFrame(const Second &rates) {
        const double statements = std::floor(vary(rates.statements));
        m_commits += statements;
        m_rows += std::floor(statements * rates.rowsPerStatement);
        Reading reading;
        reading.identity = QStringLiteral("1709000000");
        reading.version = QStringLiteral("postgresql 15.6");
        reading.set(Field::CanSee, 1);
        reading.set(Field::Commits, m_commits);
        reading.set(Field::Rollbacks, 0);
        reading.set(Field::RowsReturned, m_rows);
        reading.set(Field::Active, std::max(0.0, std::round(vary(rates.active * 10)) / 10));
        reading.set(Field::ActiveParallel, 0);
        reading.set(Field::OnLock, rates.locked);
        reading.set(Field::Connections, 40);
        reading.set(Field::MaxConnections, 100);
        reading.set(Field::ReservedConnections, 3);
        return {m_now, databaseId(), Duration{2}, reading};
    }

    Frame failure(EndpointId id, FailureKind kind = FailureKind::NoAnswer) const {
        return {m_now, id, Duration{900}, Failure{kind, QStringLiteral("no answer for 900 ms"), QString()}};
    }

    EndpointId databaseId() const { return m_configuration.stacks[0].databases[0]; }
    void tick(Duration by = Duration{1000}) { m_now = m_now + by; }
    void goTo(Instant at) { m_now = at; } // unwatched in between

private:
    double vary(double mean) { return mean * (1 + m_noise * m_normal(m_random)); }

    Configuration m_configuration;
    double m_noise;
    Instant m_now = start;
    std::mt19937 m_random{7};
    std::normal_distribution<double> m_normal;
    QMap<QString, QString> m_settings{{QStringLiteral("maxmemory"), QStringLiteral("4294967296")},
                                      {QStringLiteral("maxmemory-policy"), QStringLiteral("allkeys-lru")}};
    int m_generation = 1;
    double m_hits = 1e6, m_misses = 5e4, m_evicted = 0, m_commands = 2e6, m_uptime = 86'400;
    double m_commits = 1e6, m_rows = 1e7;
};

} // namespace spillway::fixture
