#pragma once
// Plays one scenario: opens the shop, runs `spillway watch --json` beside it, waits until it knows what is
// usual, lets the scenario happen, and notes what was said. Takes one to two minutes of real time.

#include "live/scenario.h"
#include "outcome.h"
#include "trial.h"

namespace spillway::lab {

struct LiveTrial {
    Case made; // when it was quiet, when it began, the truth
    Trial trial;
};

// Records into SCENARIO.spill of that folder unless it is empty.
Outcome<LiveTrial> playLive(const Scenario &scenario, const QString &recordings);

} // namespace spillway::lab
