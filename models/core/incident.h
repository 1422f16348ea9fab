#pragma once
// The incidents of a timeline: each from the first verdict that blames somebody to the next that says
// "usual". Pure; for the texts of `diagnose` and `report`.

#include "event.h"

#include <vector>

namespace spillway {

struct Incident {
    QString stack;
    Instant from;
    std::optional<Instant> named; // when the verdict first said it
    std::optional<Instant> to;    // unset: not over when the timeline ends
    Verdict verdict;              // the last that blamed
};

std::vector<Incident> incidentsOf(const std::vector<Event> &timeline);

} // namespace spillway
