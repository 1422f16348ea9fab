#pragma once
// What an import has gathered, whatever its source, until it becomes a recording. Plain values.

#include "exchange/foundendpoints.h"
#include "exchange/packedframes.h"
#include "recording.h"

#include <optional>
#include <vector>

namespace spillway {

struct Imported {
    PackedFrames frames; // ids are those of `endpoints`
    FoundEndpoints endpoints;
    std::optional<Configuration> recorded; // that the source carried
    std::vector<RecordingNote> notes;
};

} // namespace spillway
