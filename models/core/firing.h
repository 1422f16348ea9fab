#pragma once
// From when to when an alert fired, read off a timeline. Pure.

#include "event.h"

#include <optional>
#include <vector>

namespace spillway {

struct Firing {
    Instant from;
    std::optional<Instant> to; // nullopt: to the end
    friend bool operator==(const Firing &, const Firing &) = default;
};

// When a rule fired for a stack.
std::vector<Firing> firingsOf(const std::vector<Event> &timeline, const QString &rule, const QString &stack);

} // namespace spillway
