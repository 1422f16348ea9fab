#pragma once
// What a lane says in words: the read-out at its right, and the description for those who do not see it.
// Pure functions of what the lane shows.

#include "lanespec.h"

#include <optional>

namespace spillway {

// "average active sessions · now 19.2", "now 41.3 % · usual 95.3 %", "per second · 1 240 lookups · 728
// misses"; under a crosshair the same of that moment: "09:58:40 · 41.3 % · usual 95.3 %".
QString readoutText(const LaneSpec &spec, const History &history, Instant now,
                    std::optional<Instant> crosshair);
// "last 96.1 %, falling, threshold 90 %, 2 gaps"
QString descriptionText(const LaneSpec &spec, const History &history, Instant now,
                        const std::vector<Limit> &limits, int gaps);
// One number of this lane, in its unit.
QString laneNumber(const LaneSpec &spec, std::optional<double> value);

} // namespace spillway
