#pragma once
// The arithmetic of the verdict: how much of the added database load comes from lost cache hits, from
// traffic, from dearer queries and from other clients. Exact: the parts add up to what was added.
//
// Load counts sessions, which queueing inflates; the split is done in busy cores (sessions capped at the
// cores), where it is additive. Statements Q that the extra misses explain are E = f * dM with the usual
// fan-out f = Q0 / M0; what remains unexplained is a bypass, new traffic, or other clients. Offered work
// W = Q * cost is split by logarithmic means (LMDI): X_Q = L(W0, W1) * ln(Q1 / Q0), likewise for cost.

#include "diagnosis/tick.h"
#include "verdict.h"

namespace spillway {

struct AttributionInput {
    Tick before;                       // usual means
    Tick beforeError;                  // standard errors of a mean over eight seconds, same units
    Tick wander;                       // the same of one second: slow noise does not average out
    Tick now;                          // means over the last seconds
    double lookupsOfLate = Tick::none; // the last seconds, whatever `now` covers
    double seconds = 0;                // since the onset
    double cores = 0;                  // 0 = unknown
    bool saturated = false;            // the load has been near the cores since the onset
    bool cacheUnavailable = false;
    bool cacheSilent = false;        // a poll of it failed just now: what it says may be old
    bool lookupsLed = false;         // they changed before the load did
    bool longStatements = false;     // were seen in this incident before saturation
    double persistence = Tick::none; // of the added misses: now over those of the first seconds
    double eventEvidence = 0;        // logits for "hits were lost": a flush, a restart, a cut ...
};

struct Attribution {
    // In busy cores; their sum is the added offered work.
    double cache = 0;
    double traffic = 0;
    double queryCost = 0;
    double locks = 0; // part of queryCost
    double background = 0;
    double unended = 0;        // part of background: statements that go on and on
    double unexplained = 0;    // application queries that are neither misses nor traffic
    bool bypass = false;       // most of the cache's part never reached it
    double lostHits = 0.5;     // probability that the added misses are lost hits rather than new traffic
    double addedMisses = 0;    // per second
    bool eventful = false;     // a discrete event speaks for lost hits
    bool missesDecide = false; // misses explain it, but lost hits or new content cannot be told apart
    double busyBefore = 0;

    double added() const { return cache + traffic + queryCost + background + unexplained; }
    Shares shares() const;
};

Attribution attribute(const AttributionInput &input);

} // namespace spillway
