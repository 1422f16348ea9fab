#include "stacksimulation.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace spillway {

namespace {

constexpr Duration stepLength{100};

const Failure refused{FailureKind::Refused, QStringLiteral("connection refused"),
                      QStringLiteral("check that the server runs and listens there")};

template <class... Ts> struct Overloaded : Ts... { using Ts::operator()...; };
template <class... Ts> Overloaded(Ts...) -> Overloaded<Ts...>;

double dailyWave(const TrafficTraits &traits, Instant at) {
    const double hours = double(at.ms() % 86'400'000) / 3'600'000.0 - traits.peakHour;
    return 1 + traits.daily * std::cos(hours / 24 * 2 * std::numbers::pi);
}

double secondsOf(Instant at) {
    return double(at.ms()) / 1000.0;
}

} // namespace

StackSimulation::StackSimulation(const StackTraits &traits, Instant start, quint64 seed)
    : m_traits(traits)
    , m_random(seed)
    , m_wander(traits.traffic.noise, 20)
    , m_now(start)
    , m_database(traits.database, Random(seed ^ 0x5eed'da7a), secondsOf(start))
    , m_quiet(traits.caches.size() + 1) {
    const double lookups = traits.traffic.lookupsPerSecond * dailyWave(traits.traffic, start);
    for (const CacheTraits &cache : traits.caches)
        m_caches.push_back({CacheModel(cache, lookups * cache.share, Random(m_random.bits())), Ramp(0), {}});
    advance(start + 60s); // the queues settle; the monitor was not watching yet
    m_now = start;
}

void StackSimulation::advance(Instant to) {
    while (m_now + stepLength <= to) {
        m_now = m_now + stepLength;
        while (m_nextAction < m_traits.script.size() && m_traits.script[m_nextAction].at <= m_now)
            perform(m_traits.script[m_nextAction++].deed);
        step();
    }
}

void StackSimulation::step() {
    const double seconds = toSeconds(stepLength);
    const TrafficTraits &traffic = m_traits.traffic;
    const double perRequest = traffic.lookupsPerRequest;
    const double first = slowedByWaiting(traffic.lookupsPerSecond * dailyWave(traffic, m_now) *
                                         m_factor.step(seconds) * m_wander.step(seconds, m_random));
    const double waits = traffic.backoff + m_traits.database.clientTimeout;
    const double retries = m_retrying / waits; // requests per second
    const double sure = retries * m_sureShare;
    const double plain = first + retries * perRequest - sure;
    const double missed = askCaches(plain, sure, seconds);
    const double other = m_random.poisson((plain + sure) * m_database.traits().otherPerLookup *
                                          m_uncached.step(seconds) * seconds);
    m_answered = m_now < m_databaseDownUntil ? 0 : m_database.serve(missed + other, seconds);

    // A request fails when any of its lookups misses and the query for it comes too late.
    const double missShare = m_truth.hitRatio < 1 ? 1 - m_truth.hitRatio : 0;
    const double lookupFails = missShare * (1 - m_answered);
    const double failing = 1 - std::pow(1 - lookupFails, perRequest);
    const double requests = (plain + sure) / perRequest;
    m_sureShare = failing > 1e-9 ? std::min(perRequest, perRequest * lookupFails / failing) : 0;
    m_retrying += (requests * failing * traffic.retryShare - retries) * seconds;
    m_truth.requests = requests;
    m_truth.firstLookups = first;
    m_truth.failing = failing * (1 - traffic.staticShare);
    m_truth.sessions = m_database.sessions();
}

// Users of a closed loop who wait for an answer do not ask meanwhile.
double StackSimulation::slowedByWaiting(double lookups) const {
    const TrafficTraits &traffic = m_traits.traffic;
    if (traffic.users <= 0 || lookups <= 0)
        return lookups;
    const double usual = m_database.traits().secondsPerQuery;
    const double turn = traffic.users * traffic.lookupsPerRequest / lookups; // seconds per request of a user
    const double missed = traffic.lookupsPerRequest * (1 - m_truth.hitRatio);
    return lookups * turn / (turn + missed * std::max(0.0, m_database.answerTime() - usual));
}

// Returns the queries that the caches could not spare the database.
double StackSimulation::askCaches(double plain, double sure, double seconds) {
    double queries = 0;
    double hits = 0;
    double all = 0;
    for (Cache &cache : m_caches) {
        const double share = cache.model.traits().share;
        const double around = cache.bypass.step(seconds);
        const double asked = plain * share * (1 - around);
        queries += m_random.poisson((plain + sure) * share * around * seconds);
        all += (plain + sure) * share;
        if (m_now < cache.downUntil) {
            queries += m_random.poisson((asked + sure * share * (1 - around)) * seconds);
            continue;
        }
        const double fresh = sure * share * (1 - around) + m_newContent * share;
        const auto served = cache.model.serve(asked, fresh, m_answered, seconds);
        queries += served.misses;
        hits += asked * cache.model.hitRatio();
    }
    m_truth.hitRatio = all > 0 ? hits / (all + m_newContent) : 1;
    return queries;
}

void StackSimulation::perform(const Deed &deed) {
    const auto later = [this](double seconds) { return m_now + Duration(qint64(seconds * 1000)); };
    std::visit(Overloaded{
                   [&](const SetMaxMemory &d) { m_caches[d.cache].model.setMaxMemory(d.bytes); },
                   [&](const SetPolicy &d) { m_caches[d.cache].model.setPolicy(d.policy); },
                   [&](const SetTtl &d) { m_caches[d.cache].model.setTtl(d.seconds); },
                   [&](const FlushCache &d) { m_caches[d.cache].model.flush(); },
                   [&](const RestartCache &d) {
                       m_caches[d.cache].model.restart();
                       m_caches[d.cache].downUntil = later(d.seconds);
                   },
                   [&](const ExpireKeys &d) { m_caches[d.cache].model.expire(d.share); },
                   [&](const RenameKeys &d) { m_caches[d.cache].model.renameKeys(d.share); },
                   [&](const ResetStatistics &d) { m_caches[d.cache].model.resetStatistics(); },
                   [&](const Bypass &d) { m_caches[d.cache].bypass.aim(d.share, d.seconds); },
                   [&](const ScaleTraffic &d) { m_factor.aim(d.factor, d.seconds); },
                   [&](const NewContent &d) { m_newContent = d.perSecond; },
                   [&](const ScaleQueryCost &d) { m_database.aimCost(d.factor, d.seconds, d.rows); },
                   [&](const HoldLock &d) { m_database.lock(d.share); },
                   [&](const SetCores &d) { m_database.setCores(d.cores); },
                   [&](const OtherClients &d) {
                       m_database.aimOthers(d.sessions, d.seconds, d.secondsPerStatement);
                   },
                   [&](const ScaleUncached &d) { m_uncached.aim(d.factor, d.seconds); },
                   [&](const RestartDatabase &d) {
                       m_databaseDownUntil = later(d.seconds);
                       m_database.restart(secondsOf(m_databaseDownUntil));
                       m_database.setCores(d.cores);
                       m_database.setMaxConnections(d.maxConnections);
                   },
                   [&](const Unreachable &d) {
                       m_quiet[d.endpoint] = {later(d.seconds), d.failure};
                   },
               },
               deed);
}

Outcome<Reading> StackSimulation::poll(int endpoint, Instant at) {
    advance(at);
    if (at < m_quiet[endpoint].until)
        return m_quiet[endpoint].failure;
    if (endpoint == int(m_caches.size())) {
        if (at < m_databaseDownUntil)
            return refused;
        return m_database.reading(secondsOf(at));
    }
    if (at < m_caches[endpoint].downUntil)
        return refused;
    return m_caches[endpoint].model.reading();
}

} // namespace spillway
