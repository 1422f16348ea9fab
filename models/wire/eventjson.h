#pragma once
// A timeline event as one line of JSON, the contract of `watch --json` and `diagnose --json`. Keys are
// sorted, so that equal events give equal bytes. Numbers carry full precision; absent values are null.
// No line feed at the end.

#include "event.h"

#include <QByteArray>
#include <QJsonObject>

namespace spillway {

QJsonObject toJson(const Event &event);
QByteArray toJsonLine(const Event &event);

} // namespace spillway
