#pragma once
// One drill that somebody has done, as it is kept in his history. A value; wire/drillhistory.h reads and
// writes it.

#include "drill/drillscore.h"

namespace spillway {

struct DrillRecord {
    Instant at; // when it was done, not the recording's time
    QString person;
    QString drill; // its name, or the recording's file name
    DrillScore score;
    friend bool operator==(const DrillRecord &, const DrillRecord &) = default;
};

} // namespace spillway
