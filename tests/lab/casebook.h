#pragma once
// The kinds of incident that the verdict is scored on, with the truth of each: faults of every class,
// look-alikes, two at once, and quiet ones in which nobody is to be blamed. A kind and a seed make a case.

#include "system.h"
#include "verdict.h"

#include <QLatin1String>

#include <functional>
#include <set>
#include <span>

namespace spillway::lab {

struct Case {
    System system;
    Script fault;               // what is added to the system's own script; empty = quiet
    Instant onset;              // of the fault
    Instant end;                // of watching
    std::set<Culprit> culprits; // any of these is right; empty = nobody is to be named
    std::set<Cause> causes;
};

struct Kind {
    QLatin1String name;
    std::function<Case(Random &)> make;
};

std::span<const Kind> kinds();
Case makeCase(const Kind &kind, quint64 seed);
// A day of one system in which nothing happens that deserves a name.
Case quietDay(quint64 seed);

} // namespace spillway::lab
