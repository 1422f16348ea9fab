#include "drill/drill.h"

#include <QString>

#include <algorithm>

namespace spillway {

namespace {

using Move = DrillMove;

const std::vector<Drill> &table() {
    static const std::vector<Drill> drills{
        {"overloaded-database",
         "The database is at its limit and customers wait. The cache answers fewer commands than usual, "
         "and its memory is full, as ever.",
         "2025-02-03T09:12:00Z",
         Culprit::Cache,
         Cause::MaxMemory,
         {Move::RestoreMemory},
         "The database is overloaded, so scale it up; the cache is bored.",
         "The hit ratio fell and evictions began in the same seconds; what the database gained is what the "
         "cache missed; and maxmemory is not what it was.",
         "Set maxmemory back, write it to the file as well, and wait for the refill.",
         "change-control"},
        {"spike-at-night",
         "Each night at ten past three the database is at its limit for a moment, and nobody has ever "
         "seen it.",
         "2025-02-05T03:10:00Z",
         Culprit::Cache,
         Cause::Expiry,
         {Move::SpreadTtl, Move::GuardRefill},
         "A backup, or a query of cron.",
         "Keys that were loaded together ended together: expiries and misses peak in the same seconds as "
         "the load.",
         "Spread the TTLs at random by a quarter, so that they end apart.",
         "ttl-jitter"},
        {"calm-average",
         "Customers complain of hiccups every few seconds. The sampled load of the database looks calm.",
         "2025-02-06T09:12:00Z",
         Culprit::Cache,
         Cause::Expiry,
         {Move::GuardRefill, Move::SpreadTtl},
         "The network; the database is idle.",
         "The load is sampled at one instant of each poll and falls between the bursts. The database's own "
         "counter of active time and the misses see all of them.",
         "Let one caller refill the key under a lock and serve the old value meanwhile.",
         "stampede"},
        {"after-the-release",
         "Since the release of 09:12 the cache finds little. It holds as many bytes as before.",
         "2025-02-07T09:12:00Z",
         Culprit::Cache,
         Cause::Eviction,
         {Move::MoveSlabs},
         "It needs more memory.",
         "The release made the values larger, so they go into another slab class. That one has few pages "
         "and evicts at once, while the class of the old values keeps its memory and is asked for nothing.",
         "slabs automove 2 for a minute, then 1 again.",
         "eviction-policy-and-size"},
        {"good-hit-ratio",
         "The load of the database has doubled. The hit ratio is as good as ever.",
         "2025-02-10T09:12:00Z",
         Culprit::Cache,
         Cause::Bypass,
         {Move::RaiseClients, Move::UndoBypass},
         "Customers look at pages that no cache stands before.",
         "The cache refuses connections: clients are at their limit. Who got one hits as well as ever; "
         "the others go to the database, so the lookups fell.",
         "Raise maxclients and let the application pool its connections.",
         "connections"},
        {"after-the-failover",
         "The cache failed over to its replica at 09:12. Since then nearly nothing is found.",
         "2025-02-11T09:12:00Z",
         Culprit::Cache,
         Cause::Restart,
         {Move::DrainReplica, Move::AdmitInSteps},
         "Data are lost; restore the backup.",
         "The replica took over empty and says that it is loading. Misses fall by themselves as it fills.",
         "Take it out of rotation until it is filled, or admit traffic in steps.",
         "warming"},
        {"slow-checkout",
         "Checkout hangs and many sessions are active in the database.",
         "2025-02-12T09:12:00Z",
         Culprit::Database,
         Cause::Lock,
         {Move::EndBlocker},
         "The cache again.",
         "Hit ratio and misses are as usual. Most sessions wait for a lock, fewer statements end, and one "
         "session is idle in a transaction.",
         "End the session that holds the lock; leave the cache alone.",
         "locks"},
        {"idle-database",
         "A database was added to the monitor. It has shown a load of nothing for days.",
         nullptr,
         Culprit::Unknown,
         std::nullopt,
         {Move::GrantView},
         "It is well cached.",
         "The account of the monitor may not see the sessions of others: can_see is 0 and the sessions are "
         "hidden. What cannot be seen is unknown, not zero.",
         "GRANT pg_monitor TO the account of the monitor.",
         "reading-the-verdict"},
        {"more-misses",
         "Since 09:12 the hit ratio is a quarter lower. Nothing is evicted, memory and TTLs are as before.",
         "2025-02-14T09:12:00Z",
         Culprit::Traffic,
         Cause::NewContent,
         {Move::CacheAbsence},
         "The TTL is too short.",
         "The application asks for keys that are never stored: misses rise while stores and expiries stay. "
         "It used to keep that a row does not exist, and no longer does.",
         "Keep \"does not exist\" for half a minute again.",
         "negative-caching"},
    };
    return drills;
}

} // namespace

std::span<const Drill> drillTable() {
    return table();
}

const Drill *drillNamed(const QString &name) {
    const auto found = std::find_if(table().begin(), table().end(),
                                    [&](const Drill &drill) { return name == QLatin1String(drill.name); });
    return found == table().end() ? nullptr : &*found;
}

DrillTruth truthOf(const Drill &drill) {
    DrillTruth truth;
    if (drill.onset)
        truth.onset = Instant::fromIso(QLatin1String(drill.onset));
    truth.culprit = drill.culprit;
    truth.cause = drill.cause;
    truth.moves = drill.moves;
    return truth;
}

} // namespace spillway
