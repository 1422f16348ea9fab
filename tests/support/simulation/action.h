#pragma once
// What is done to a simulated stack at a given time: faults, repairs and harmless changes. A script is
// a list of these in order; tests and the bundled outage are written with them.

#include "cachemodel.h"
#include "instant.h"
#include "outcome.h"

#include <variant>
#include <vector>

namespace spillway {

// In all of these `cache` is a position among the stack's caches, `endpoint` one among its endpoints, and
// `seconds` how long the thing lasts or takes.
struct SetMaxMemory {
    int cache;
    double bytes;
};
struct SetPolicy {
    int cache;
    EvictionPolicy policy;
};
struct SetTtl {
    int cache;
    double seconds;
};
struct FlushCache {
    int cache;
};
struct RestartCache { // empty, and not answering for so long
    int cache;
    double seconds;
};
struct ExpireKeys {
    int cache;
    double share;
};
struct RenameKeys {
    int cache;
    double share; // of the lookups
};
struct ResetStatistics {
    int cache;
};
struct Bypass { // lookups go to the database instead
    int cache;
    double share;
    double seconds;
};
struct ScaleTraffic { // of the usual
    double factor;
    double seconds;
};
struct NewContent { // lookups of keys never seen before
    double perSecond;
};
struct ScaleQueryCost {
    double factor;
    double seconds;
    double rows = 1; // factor on what each query reads: a lost index reads more
};
struct HoldLock { // 0 releases
    double share; // of the queries that wait for it
};
struct SetCores {
    double cores;
};
struct OtherClients {
    double sessions;
    double seconds;
    double secondsPerStatement = 0; // 0 = no statement of theirs ends, and none looks long
};
struct ScaleUncached { // queries of the application that no cache stands before
    double factor;
    double seconds;
};
struct RestartDatabase {
    double seconds;
    double cores;
    double maxConnections;
};
struct Unreachable { // only the monitor cannot reach it
    int endpoint;
    double seconds;
    Failure failure;
};

using Deed = std::variant<SetMaxMemory, SetPolicy, SetTtl, FlushCache, RestartCache, ExpireKeys, RenameKeys,
                          ResetStatistics, Bypass, ScaleTraffic, NewContent, ScaleQueryCost, HoldLock,
                          SetCores, OtherClients, ScaleUncached, RestartDatabase, Unreachable>;

struct Action {
    Instant at;
    Deed deed;
};

using Script = std::vector<Action>; // ascending by time

} // namespace spillway
