#pragma once
// What is to be expected: what hangs on the cache in peace, the hit ratio that a stack must keep, when the
// database will be full, and how far an incident of the cache is from its end. Pure; the words stand in
// Outlook::text.

#include "diagnosis/quantities.h"
#include "verdict.h"

#include <deque>
#include <optional>

namespace spillway {

// What misses cost the database, learned in peace. In busy cores.
struct Demand {
    double perMiss = 0; // times misses per second
    double base = 0;    // whatever the misses
    double usual = 0;

    double at(double missesPerSecond) const { return base + perMiss * missesPerSecond; }
};
std::optional<Demand> demandOf(const Usual &usual);

// Below it the database is over its cores at so many lookups per second; 0 = it needs no cache.
double leastHitRatio(const Demand &demand, double lookups, double cores);
// cores: 0 = unknown.
Dependence dependenceOf(const Demand &demand, double lookups, double cores);

// A bound of one or ten minutes by which the load reaches the cores; unset when it does not rise, or has.
std::optional<Duration> saturationWithin(const std::deque<Tick> &ticks, double cores);

struct RecoveryInput {
    const Usual &usual;
    std::optional<Demand> demand;
    Tick now = {};    // means of the last seconds
    Tick before = {}; // the same half a minute earlier
    double lowestHitRatio = 1;
    double cores = 0; // 0 = unknown
    Duration sinceOnset{0};
    Duration saturatedFor{0};
    bool triggerIsPast = false; // what began it does not act any more
};
Recovery recoveryOf(const RecoveryInput &input);

// One or two calm sentences; empty when nothing can be said.
QString outlookText(const Verdict &verdict);

} // namespace spillway
