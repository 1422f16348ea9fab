#pragma once
// A system drawn at random from what is found in the field: cores, use, hit ratio, clients that wait or do
// not, retries, pools, noise. The same seed draws the same system. Pure.

#include "stacksimulation.h"

namespace spillway::lab {

struct System {
    StackTraits traits; // with harmless life in its script: bursts, a small job
    double use = 0;     // of the cores, before anything happens
    double missesPerSecond = 0;
    Instant start;
};

// quietFor: how long harmless life goes on; nothing of it falls into what comes after.
System drawSystem(Random &random, Duration quietFor);

// Uniform between two values, and uniform in the logarithm.
double between(Random &random, double low, double high);
double scaled(Random &random, double low, double high);

} // namespace spillway::lab
