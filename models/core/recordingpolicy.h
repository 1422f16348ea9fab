#pragma once
// How a recording is kept: for how long, and what a power cut may take of it. A kill of the process
// never takes anything. Chosen on the command line; obeyed by the recording's writer.

#include "instant.h"

#include <optional>

namespace spillway {

// LosesAll until the recording is closed: for one that is made at once from what is elsewhere as well.
enum class PowerCut { LosesTenSeconds, LosesNothing, LosesAll };

struct RecordingPolicy {
    PowerCut powerCut = PowerCut::LosesTenSeconds;
    std::optional<Duration> keep; // older polls are deleted, in whole blocks; unset keeps all
    friend bool operator==(const RecordingPolicy &, const RecordingPolicy &) = default;
};

} // namespace spillway
