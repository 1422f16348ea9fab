#pragma once
// A stack in motion: clients that ask the caches, queries for what was missing, time-outs and retries
// that come back as more lookups. Advances in steps of 100 ms and reads no clock; the same traits,
// script and seed give the same readings. Owned by Simulation.

#include "action.h"
#include "cachemodel.h"
#include "databasemodel.h"
#include "random.h"

#include <QString>

#include <vector>

namespace spillway {

struct TrafficTraits {
    double lookupsPerSecond = 1240; // at its daily mean
    double daily = 0.06;            // amplitude of the daily wave
    double peakHour = 14;           // UTC
    double noise = 0.012;
    int lookupsPerRequest = 3;
    double staticShare = 0.18; // of the requests looks nothing up and cannot fail
    double retryShare = 0.6;   // of failed requests is tried again
    double backoff = 1.0;      // seconds between the time-out and the retry
    double users = 0;          // > 0: a closed loop of so many, who wait for an answer before they go on
};

struct StackTraits {
    QString name;
    Duration every{1000}; // how often the monitor polls each endpoint
    TrafficTraits traffic;
    std::vector<CacheTraits> caches;
    DatabaseTraits database;
    double statedCores = 1; // what the monitor was told, times the true cores; 0 = nothing
    Script script;
};

// What really goes on, for the tests of the model; no server would tell.
struct Truth {
    double requests = 0;     // per second, retries included
    double firstLookups = 0; // per second, without retries
    double failing = 0;      // share of the requests
    double hitRatio = 0;     // expected, over all lookups
    double sessions = 0;     // expected, active
};

class StackSimulation {
public:
    StackSimulation(const StackTraits &traits, Instant start, quint64 seed);

    void advance(Instant to);
    // Position: the caches in order, then the database.
    int endpointCount() const { return int(m_caches.size()) + 1; }
    Outcome<Reading> poll(int endpoint, Instant at);
    const StackTraits &traits() const { return m_traits; }
    const Truth &truth() const { return m_truth; }

private:
    struct Cache {
        CacheModel model;
        Ramp bypass{0};
        Instant downUntil;
    };
    struct Quiet {
        Instant until;
        Failure failure;
    };
    void step();
    double slowedByWaiting(double lookups) const;
    void perform(const Deed &deed);
    double askCaches(double plain, double sure, double seconds);

    StackTraits m_traits;
    Random m_random;
    Wander m_wander;
    Instant m_now;
    std::vector<Cache> m_caches;
    DatabaseModel m_database;
    Instant m_databaseDownUntil;
    std::vector<Quiet> m_quiet; // per endpoint
    size_t m_nextAction = 0;
    Ramp m_factor{1};
    Ramp m_uncached{1};
    double m_newContent = 0;
    double m_answered = 1;  // share of the queries answered in time, last step
    double m_retrying = 0;  // requests that wait for their retry
    double m_sureShare = 0; // lookups per retry whose key was missing before
    Truth m_truth;
};

} // namespace spillway
