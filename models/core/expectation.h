#pragma once
// What somebody expects a rule to do over a recording: fire within some time, resolve by another, or not
// fire at all. A list of them is a test of rules.

#include "firing.h"

namespace spillway {

struct Expectation {
    QString recording; // its file name; empty: every recording
    QString rule;
    QString stack; // empty: any stack
    bool fires = true;
    std::optional<Instant> firesAfter; // the first firing not before this,
    std::optional<Instant> firesBy;    // nor after this
    std::optional<Instant> resolvesBy; // the last firing
    QString place;                     // "rules.expect.toml:3"

    friend bool operator==(const Expectation &, const Expectation &) = default;
};

// "fires at 09:44:52, expected by 09:44:30"; empty when it is met. `firings` in the order of time.
QString deviation(const Expectation &expectation, const std::vector<Firing> &firings);

} // namespace spillway
