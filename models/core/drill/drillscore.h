#pragma once
// How well a drill was done: the deeds of a trainee, at the recording's own times, against what is true.
// Pure; the speed at which the recording was played does not count.

#include "drill/drillmove.h"
#include "instant.h"

#include <variant>
#include <vector>

namespace spillway {

// Unset onset: it was so from the beginning, and nobody is asked when.
struct DrillTruth {
    std::optional<Instant> onset;
    Culprit culprit = Culprit::Unknown; // unknown: that it cannot be told is the right answer
    std::optional<Cause> cause;
    std::vector<DrillMove> moves; // any of them is right
};

struct OnsetMarked {
    Instant onset;
};
struct CulpritNamed {
    Culprit culprit;
};
struct CauseNamed {
    std::optional<Cause> cause; // unset: not sure any more
};
struct MoveMade {
    DrillMove move;
};

struct DrillDeed {
    Instant at;
    std::variant<OnsetMarked, CulpritNamed, CauseNamed, MoveMade> what;
};

// Unset durations: it never came to that.
struct DrillScore {
    std::optional<Duration> onsetError;  // without a sign
    std::optional<Duration> toDiagnosis; // from the onset until the culprit was named to stay
    std::optional<Duration> toMove;      // from the onset to the right move
    bool isCauseRight = false;
    int wrongTurns = 0; // culprits and moves that were wrong
    int points = 0;     // 0 to 100
    friend bool operator==(const DrillScore &, const DrillScore &) = default;
};

// At most 40 points for the culprit, all of them within two minutes of the onset and none after thirty;
// 20 for the onset, all within half a minute and none beyond ten; 10 for the cause; 30 for the move, as
// for the culprit. Each wrong turn costs 10.
DrillScore scoreOf(const DrillTruth &truth, Instant start, const std::vector<DrillDeed> &deeds);

} // namespace spillway
