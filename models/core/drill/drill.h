#pragma once
// The bundled drills: what a trainee is told at first, what is true, and why. Their recordings are made
// by tests/support/simulation and stand in resources/recordings/drills/NAME.spill.

#include "drill/drillscore.h"

#include <span>

namespace spillway {

struct Drill {
    const char *name;  // "overloaded-database": what is seen, not what it is
    const char *story; // how it begins for whoever is on call
    const char *onset; // ISO 8601; null: it was so from the beginning
    Culprit culprit;
    std::optional<Cause> cause; // unset: none of those that a verdict names
    std::vector<DrillMove> moves;
    const char *tempting; // the wrong thought
    const char *proof;    // what tells the right one
    const char *remedy;
    const char *topic; // of the built-in documentation
};

std::span<const Drill> drillTable();
const Drill *drillNamed(const QString &name); // null when there is none
DrillTruth truthOf(const Drill &drill);

} // namespace spillway
