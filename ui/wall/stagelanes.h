#pragma once
// What the lanes of the stage show: fewer marks than the workstation's, as they are read from afar. Pure
// functions of the configuration, the theme and the timeline.

#include "charts/lanespec.h"
#include "engine.h"
#include "theme.h"

namespace spillway {

LaneSpec stageHitRatioLane(const Configuration &configuration, StackId stack, const Theme &theme);
LaneSpec stageLoadLane(const Configuration &configuration, StackId stack, const Theme &theme);
std::vector<Limit> capacityLimit(const Configuration &configuration, StackId stack, const Theme &theme);
// Changes of the configuration and notes from then on.
std::vector<Flag> stageFlags(const Engine &engine, StackId stack, Instant from, const Theme &theme);

} // namespace spillway
