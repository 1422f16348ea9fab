#pragma once
// A recording's name is taken by making its file. Private to the writer.

#include "outcome.h"

#include <optional>

namespace spillway {

// Makes the file, so that of two writers only one can have it. Only its owner may read it.
std::optional<Failure> takeRecordingName(const QString &path);

} // namespace spillway
