#pragma once
// One aligned second of a stack, as the diagnosis sees it: the caches' and the databases' numbers of one
// round of polls. NaN = not known in this round.

#include "instant.h"

#include <cmath>
#include <limits>

namespace spillway {

struct Tick {
    static constexpr double none = std::numeric_limits<double>::quiet_NaN();

    Instant at;
    double lookups = none;    // per second, R
    double hits = none;       // per second, H
    double misses = none;     // per second, M
    double statements = none; // per second, Q
    double load = none;       // active sessions at the poll, L
    double counted = none;   // the same by the server's own count: exact, but a statement counts when it ends
    double locked = none;    // of these, waiting for a lock
    double keys = none;      // resident in the caches
    double ttl = none;       // seconds, average
    double evictions = none; // per second
    double expiries = none;  // per second
    double rows = none;      // read per statement
    double connections = none;
    double longest = none; // seconds that the oldest running statement has taken
};

} // namespace spillway
