#include "databasemodel.h"

#include <algorithm>
#include <cmath>

namespace spillway {

namespace {

// Mean number in a queue of `servers` at utilisation `busy` (Sakasegawa 1977).
double inSystemAt(double busy, double servers) {
    return servers * busy + std::pow(busy, std::sqrt(2 * (servers + 1))) / (1 - busy);
}

constexpr double statisticsLag = 0.6; // seconds: a backend flushes about once a second
constexpr double pooledBusy = 0.965;  // the rest of its time a wanted connection is between two queries
constexpr double coldMemory = 240;    // seconds until the buffers are warm again

} // namespace

DatabaseModel::DatabaseModel(const DatabaseTraits &traits, Random random, double serverTime)
    : m_traits(traits)
    , m_random(random)
    , m_others(traits.sessionsOfOthers)
    , m_open(traits.pool / 2.0) {
    m_startTime = serverTime - 61.0 * 86'400;
    const double life = 3e6; // seconds of history in the counters
    m_counters.commits = std::round(life * 140);
    m_counters.rollbacks = std::round(life * 0.02);
    m_counters.blocksHit = std::round(life * 140 * 118);
    m_counters.blocksRead = std::round(life * 9);
    m_counters.rows = std::round(life * 140 * traits.rowsPerQuery);
    m_counters.written = std::round(life * 31);
    m_counters.sessions = 48'211;
    m_counters.bad = 37;
    m_counters.activeMs = life * 2'700;
    m_counters.sessionMs = life * m_open * 1000;
    m_counters.idleMs = life * 11;
}

void DatabaseModel::aimCost(double factor, double seconds, double rows) {
    m_cost.aim(factor, seconds);
    m_rows.aim(rows, seconds);
}

void DatabaseModel::aimOthers(double sessions, double seconds, double secondsPerStatement) {
    m_others.aim(sessions, seconds);
    m_othersStatement = secondsPerStatement;
    m_othersFor = 0;
}

double DatabaseModel::queryCost() const {
    const double crowd = 1 + 0.003 * std::max(0.0, m_active - m_traits.cores); // contention among runnables
    return m_traits.secondsPerQuery * m_cost.value() * (1 + 1.6 * m_cold) * crowd;
}

double DatabaseModel::serversForPool() const {
    const double others = m_others.value();
    const double fair = m_traits.cores / std::max(m_traits.cores, m_active + others);
    const double cores = m_traits.cores - others * fair;
    return std::max(0.5, std::min(cores, m_traits.pool - m_locked));
}

double DatabaseModel::serve(double queries, double seconds) {
    m_cost.step(seconds);
    m_others.step(seconds);
    m_rows.step(seconds);
    m_othersFor += seconds;
    m_cold *= std::exp(-seconds / coldMemory);
    // Lock waiters hold their connection but no core until the lock is released.
    const double caught = std::min(queries * m_lockedShare, std::max(0.0, m_traits.pool - 1 - m_locked));
    m_locked += caught;
    m_lockedFor = m_lockedShare > 0 ? m_lockedFor + seconds : 0;
    double arrived = queries - caught;
    if (m_lockedShare <= 0) {
        arrived += m_locked;
        m_locked = 0;
    }
    const double servers = serversForPool();
    const double fastest = servers / queryCost(); // queries per second when all cores are busy
    // An implicit step: the utilisation at which what stays is what came minus what was done.
    double idle = 0;
    double full = 1 - 1e-7;
    for (int i = 0; i < 40; ++i) {
        const double busy = (idle + full) / 2;
        const double excess = inSystemAt(busy, servers) - m_inSystem - arrived + busy * fastest * seconds;
        (excess < 0 ? idle : full) = busy;
    }
    const double completed = std::min(idle * fastest * seconds, m_inSystem + arrived);
    m_inSystem = std::max(0.0, m_inSystem + arrived - completed);
    const double free = std::max(1.0, m_traits.pool - m_locked) * pooledBusy;
    // The mean of a count that fluctuates below a ceiling bends before it reaches it.
    m_active = m_inSystem / std::pow(1 + std::pow(m_inSystem / free, 8), 1.0 / 8);
    const double waiting = m_inSystem - m_active; // for a pooled connection
    const double left = waiting * std::min(1.0, seconds / m_traits.patience);
    m_inSystem -= left;
    count(completed, seconds);
    const double perSecond = std::max(completed / seconds, 1e-6);
    const double answerTime = completed > 0 ? std::max(m_inSystem / perSecond, queryCost()) : 1e9;
    m_answerTime = std::min(answerTime, m_traits.patience + m_traits.clientTimeout);
    // Answer times are log-logistic around their mean: processes and queries are not all alike.
    const double inTime = 1 / (1 + std::pow(answerTime / m_traits.clientTimeout, m_traits.spread));
    return inTime * (queries > 0 ? 1 - caught / queries : 1);
}

// What the server's count of active time learns of the other clients: a statement counts when it ends.
double DatabaseModel::endedWork(double seconds) {
    if (m_othersStatement < 1)
        return m_others.value();
    if (m_othersFor < m_othersStatement)
        return 0;
    return m_random.poisson(m_others.value() / m_othersStatement * seconds) * m_othersStatement / seconds;
}

void DatabaseModel::count(double completed, double seconds) {
    m_open += std::clamp(m_active * 1.25 + 6 - m_open, -seconds / 60, seconds * 4);
    m_open = std::clamp(m_open, 6.0, double(m_traits.pool));
    m_late += completed;
    m_lateActive += (m_active + endedWork(seconds)) * seconds * 1000;
    const double flushed = 1 - std::exp(-seconds / statisticsLag);
    const double done = m_late * flushed;
    const double others = m_othersStatement > 0 ? m_others.value() / m_othersStatement * seconds : 0;
    m_counters.commits += done + others + seconds; // and the monitor's own statement
    m_counters.rollbacks += m_random.poisson(seconds * 0.02);
    m_counters.rows +=
        (done * m_rows.value() + others) * m_traits.rowsPerQuery * (1 + 0.01 * m_random.normal());
    m_counters.blocksHit += done * 118;
    m_counters.blocksRead += done * (0.06 + 70 * m_cold);
    m_counters.written += done * 0.22;
    m_counters.sessionMs += (m_open + 4 + m_others.value()) * seconds * 1000;
    m_counters.activeMs += m_lateActive * flushed;
    m_counters.idleMs += 11 * seconds;
    m_counters.sessions += m_random.poisson(seconds * 0.02);
    m_late -= done;
    m_lateActive *= 1 - flushed;
}

void DatabaseModel::restart(double serverTime) {
    m_startTime = serverTime;
    m_counters = {};
    m_late = m_lateActive = 0;
    m_inSystem = m_active = m_locked = 0;
    m_cold = 1;
    m_open = 6;
}

Reading DatabaseModel::reading(double serverTime) {
    const int pooled = m_random.binomial(m_traits.pool, m_active / m_traits.pool);
    const double others = std::floor(m_others.value() + m_random.uniform());
    const double locked = std::floor(m_locked);
    const double active = std::min(pooled + locked, double(m_traits.pool)) + others;
    const double onIo = m_random.binomial(pooled, 0.05 + 0.5 * m_cold);
    const double onLightLock = m_random.binomial(pooled - int(onIo), m_active > m_traits.cores ? 0.07 : 0.01);
    const double onClient = m_random.binomial(pooled - int(onIo + onLightLock), 0.02);
    const double query = m_active > 0.5 ? m_inSystem / m_active * queryCost() : 0;
    Reading reading;
    reading.identity = QString::number(m_startTime, 'f', 3);
    reading.version = m_traits.version;
    reading.settings = {
        {QStringLiteral("max_connections"), QString::number(m_traits.maxConnections, 'f', 0)}};
    reading.set(Field::ServerTime, serverTime);
    reading.set(Field::StartTime, m_startTime);
    reading.set(Field::Replica, 0);
    reading.set(Field::MaxConnections, m_traits.maxConnections);
    reading.set(Field::ReservedConnections, 3);
    reading.set(Field::CanSee, 1);
    reading.set(Field::Commits, std::floor(m_counters.commits));
    reading.set(Field::Rollbacks, m_counters.rollbacks);
    reading.set(Field::BlocksHit, std::floor(m_counters.blocksHit));
    reading.set(Field::BlocksRead, std::floor(m_counters.blocksRead));
    reading.set(Field::BlockReadTime, 0);
    reading.set(Field::RowsReturned, std::floor(m_counters.rows * 1.31));
    reading.set(Field::RowsFetched, std::floor(m_counters.rows));
    reading.set(Field::RowsWritten, std::floor(m_counters.written));
    reading.set(Field::TempBytes, 0);
    reading.set(Field::Deadlocks, 0);
    reading.set(Field::StatsReset, m_startTime);
    reading.set(Field::SessionTime, std::round(m_counters.sessionMs));
    reading.set(Field::ActiveTime, std::round(m_counters.activeMs));
    reading.set(Field::IdleInTransactionTime, std::round(m_counters.idleMs));
    reading.set(Field::Sessions, m_counters.sessions);
    reading.set(Field::SessionsBad, m_counters.bad);
    reading.set(Field::Connections, std::max(std::floor(m_open), pooled + locked) + 4 + others);
    reading.set(Field::Active, active);
    reading.set(Field::ActiveParallel, 0);
    reading.set(Field::OnCpu, active - onIo - onLightLock - onClient - locked);
    reading.set(Field::OnIo, onIo);
    reading.set(Field::OnLock, locked);
    reading.set(Field::OnLightLock, onLightLock);
    reading.set(Field::OnClient, onClient);
    reading.set(Field::IdleInTransaction, m_random.uniform() < 0.05 ? 1 : 0);
    reading.set(Field::Hidden, 0);
    if (active > 0) {
        const double theirs = others > 0 ? std::min(m_othersFor, m_othersStatement) : 0;
        const double longest = std::max({query * (0.5 + 1.5 * m_random.uniform()), m_lockedFor, theirs});
        reading.set(Field::LongestQuery, std::round(longest * 1000) / 1000);
        reading.set(Field::LongestTransaction, std::round(longest * 1100) / 1000);
    }
    return reading;
}

} // namespace spillway
