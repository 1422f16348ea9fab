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

Outcome<LiveTrial> playLive(const Scenario &scenario);

} // namespace spillway::lab
