#pragma once
// The file in which the state of the alerts outlives the program: one JSON object with the state and a
// checksum over it, replaced as a whole. Waits for the disk.

#include "keptstate.h"
#include "outcome.h"

namespace spillway {

// Nothing when there is no such file; a failure when there is one that is damaged, or of a later version.
Outcome<std::optional<KeptState>> readLedger(const QString &path);
// Makes its folder, for nobody else to look into.
std::optional<Failure> writeLedger(const QString &path, const KeptState &state);

} // namespace spillway
