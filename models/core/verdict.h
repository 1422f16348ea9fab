#pragma once
// Who causes the database load of a stack now, with the arithmetic, or honestly "cannot tell".

#include "instant.h"

#include <QString>

#include <optional>
#include <vector>

namespace spillway {

enum class Culprit { None, Cache, Traffic, Database, Background, Unknown };
QString culpritName(Culprit culprit); // "cache", "none", ...

enum class Cause {
    MaxMemory,
    MaxMemoryPolicy,
    Eviction,
    Expiry,
    Flush,
    Restart,
    ColdKeys,
    Bypass,
    CacheDown, // cache
    Surge,
    NewContent, // traffic
    QueryCost,
    Lock,
    Capacity,     // database
    OtherClients, // background
};
QString causeName(Cause cause); // "maxmemory-policy"
std::optional<Cause> causeFromName(const QString &name);

// Fractions of the added load; they sum to 1 when anything was added, else all are 0.
struct Shares {
    double cache = 0;
    double traffic = 0;
    double database = 0;
    double background = 0;
    friend bool operator==(const Shares &, const Shares &) = default;
};

enum class EvidenceKind { Config, Onset, Alert, For, Against, Missing };

struct Evidence {
    std::optional<Instant> at; // unset: not tied to a moment
    EvidenceKind kind = EvidenceKind::For;
    QString text; // a sentence with a number
    friend bool operator==(const Evidence &, const Evidence &) = default;
};

// What hangs on the cache while all is well. In multiples of the usual work of the database.
struct Dependence {
    double ifLost = 1;              // if every lookup went to the database
    std::optional<double> survived; // what its cores can bear; unset = capacity unknown
    friend bool operator==(const Dependence &, const Dependence &) = default;
};

// How far a cache incident is from its end.
struct Recovery {
    std::optional<double> refilled;  // share of the lost hit ratio that is back
    std::optional<Duration> usualIn; // until the hit ratio is usual; unset = cannot be told
    bool sustained = false;          // the trigger is gone, retries keep the load up
    bool mayLiftThrottling = false;  // the database bears the present misses at the usual traffic
    friend bool operator==(const Recovery &, const Recovery &) = default;
};

struct Verdict {
    Culprit culprit = Culprit::Unknown;
    std::optional<Cause> cause;
    std::optional<Instant> onset;
    double confidence = 0; // 0..1
    Shares shares;
    std::optional<double> load; // average active sessions
    std::optional<double> usualLoad;
    std::optional<double> loadAtUsualHitRatio;
    std::optional<double> hitRatio;
    std::optional<double> usualHitRatio;
    std::optional<double> capacity;
    std::optional<double> leastHitRatio; // that this stack must keep at the present traffic
    std::optional<Dependence> dependence;
    std::optional<Recovery> recovery;
    std::optional<Duration> saturatesWithin; // a bound, not an estimate: one minute, ten minutes
    QString outlook;    // what is to be expected: dependence in peace, recovery or saturation otherwise
    QString headline;   // "The cache is overloading the database"
    QString arithmetic; // "Misses caused 14.6 of the 16.2 added active sessions (90 %); ..."
    QString
        counterfactual; // "At the usual hit ratio of 95 % the database would now run at 3.0 sessions. ..."
    QString doNext;     // what to do, and what not
    std::vector<Evidence> evidence; // oldest first, then those without a moment

    friend bool operator==(const Verdict &, const Verdict &) = default;
};

} // namespace spillway
