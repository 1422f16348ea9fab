#pragma once
// The drills of a person, one JSON object a line, as they are kept on this computer:
//   {"at":"2025-02-03T10:00:00.000Z","drill":"spike-at-night","person":"ada","points":80,"wrong_turns":1,
//    "onset_error_s":12,"diagnosis_s":95,"move_s":140,"cause":true}
// What never came to pass has no key.

#include "drill/drillrecord.h"
#include "outcome.h"

#include <vector>

namespace spillway {

QByteArray toJsonLine(const DrillRecord &record);
// In the order of the file; what is no such line is passed over.
std::vector<DrillRecord> readDrills(const QByteArray &text);

// Makes the folder and the file, which only their owner may read.
std::optional<Failure> keepDrill(const QString &path, const DrillRecord &record);
std::vector<DrillRecord> keptDrills(const QString &path); // none without the file

} // namespace spillway
