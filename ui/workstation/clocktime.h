#pragma once
// A moment as a person types it: "10:02:41", "10:02", or with its date, "2024-03-03 10:02:41". UTC, as
// everywhere on the screen. Pure.

#include "charts/timewindow.h"

#include <QString>

#include <optional>

namespace spillway {

// Without a date, the day within `extent` that lies nearest to `near`. nullopt: not a time.
std::optional<Instant> typedMoment(const QString &text, const TimeSpan &extent, Instant near);

} // namespace spillway
