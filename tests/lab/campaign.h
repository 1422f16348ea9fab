#pragma once
// Many trials at once: every kind with every seed, and quiet days, on all cores. The result does not depend
// on the order in which they end.

#include "scorecard.h"

#include <functional>

namespace spillway::lab {

struct Campaign {
    quint64 firstSeed = 1;
    int seeds = 20; // of each kind
    int days = 0;   // quiet ones
    Method method = Method::Whole;
    QString only; // kinds whose name contains it; empty = all
    // Called for each trial in turn, by one thread at a time, in no certain order.
    std::function<void(QLatin1String kind, quint64 seed, const Case &, const Trial &, const Mark &)> watch;
};

Scorecard run(const Campaign &campaign);

} // namespace spillway::lab
