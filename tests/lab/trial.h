#pragma once
// Plays one case through an engine, or through a rival that is to be compared with it, and notes what was
// said when. A twin without the fault says from when on the fault matters: a fault that adds less than a
// third to the load, or less than an eighth of the cores, is no incident. Pure.

#include "casebook.h"
#include "rival.h"

#include <optional>
#include <vector>

namespace spillway::lab {

struct Said {
    Instant at;
    Culprit culprit;
    std::optional<Cause> cause;
    QString arithmetic;
};

struct Trial {
    std::optional<Instant> impact; // nullopt: no incident
    std::vector<Said> said;        // each change of the verdict, in order
    Instant end;
};

enum class Method { Whole, Decomposition, Onset, DecompositionAndOnset };

Trial play(const Case &made, quint64 seed, Method method);

} // namespace spillway::lab
