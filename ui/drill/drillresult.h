#pragma once
// What a drill says when it is over: the points and what they are made of, what was true and why, and the
// last drills of the same person. Pure text, as HTML for a page browser.

#include "drill/drillrecord.h"
#include "drillrun.h"

#include <QString>

namespace spillway {

// history: the oldest first; of it the last few are listed.
QString drillResultHtml(const DrillRun &run, const std::vector<DrillRecord> &history);

} // namespace spillway
