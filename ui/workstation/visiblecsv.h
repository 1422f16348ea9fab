#pragma once
// The numbers that a stack's lanes show, as CSV for the clipboard: one row per slot of the time window,
// full precision, C locale, an empty field where there is no sample.

#include "charts/timewindow.h"
#include "configuration.h"
#include "history.h"

#include <QByteArray>
#include <QImage>

#include <span>

namespace spillway {

// What the lanes show, in their order.
std::span<const Metric> laneMetrics();

QByteArray visibleCsv(const History &history, StackId stack, const TimeSpan &shown);

// The numbers as text and as CSV, and their picture.
void copyToClipboard(const QByteArray &csv, const QImage &picture);

} // namespace spillway
