#pragma once
// How durations are written in the configuration file and on the command line: a number and one unit,
// "250ms", "90s", "15m", "24h", "7d".

#include "instant.h"

#include <QStringView>

#include <optional>

namespace spillway {

// nullopt for anything else, a sign included. At most ten years, so that sums with instants stay exact.
std::optional<Duration> parseDuration(QStringView text);

} // namespace spillway
