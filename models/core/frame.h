#pragma once
// The only currency between asking servers and everything else. Every poll that starts yields
// exactly one frame: a reading, a failure or a time-out.

#include "endpoint.h"
#include "outcome.h"
#include "reading.h"

namespace spillway {

struct Frame {
    Instant at; // stamped once, by the poller, when the outcome was known
    EndpointId endpoint = 0;
    Duration took{0}; // from the start of the poll to its outcome
    Outcome<Reading> outcome;

    friend bool operator==(const Frame &, const Frame &) = default;
};

} // namespace spillway
