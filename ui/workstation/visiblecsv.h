#pragma once
// The numbers that a stack's lanes show, as CSV for the clipboard: one row per slot of the time window,
// full precision, C locale, an empty field where there is no sample. A pure function.

#include "charts/timewindow.h"
#include "configuration.h"
#include "history.h"

#include <QByteArray>

namespace spillway {

QByteArray visibleCsv(const History &history, StackId stack, const TimeSpan &shown);

} // namespace spillway
