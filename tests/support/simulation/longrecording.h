#pragma once
// Writes frames as a finished recording, block by block and without a tail, which is
// some ten times as fast as recording it poll by poll. For tests and benchmarks of long recordings.

#include "outcome.h"
#include "simulation.h"

#include <functional>

namespace spillway {

// One cache and one database, polled every second for so many days, with an incident each afternoon.
StackTraits longRunStack(int days);
Simulation longRun(int days);
Instant longRunStart();

using FrameSource = std::function<std::optional<Frame>()>;
std::optional<Failure> writeBlocks(const QString &path, const Configuration &configuration,
                                   const FrameSource &next);

} // namespace spillway
