#pragma once
// The bundled outage: Sunday 2024-03-03, 09:30 to 14:00 UTC. A change of configuration shrinks the
// memory of one cache; a small hourly job tips the database over at 10:00; retries hold it there. Its
// recording stands in resources/recordings/march-3.spill.

#include "recording.h"
#include "simulation.h"

#include <vector>

namespace spillway {

Simulation marchThird();
std::vector<RecordingNote> marchThirdNotes();

} // namespace spillway
