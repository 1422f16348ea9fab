#pragma once
// The text that Redis, Valkey, KeyDB and Dragonfly answer to INFO -> a Reading. Fields are found by
// name; unknown ones are ignored, the first of duplicates counts, and what is not a proper number is
// absent. Pure.

#include "outcome.h"
#include "reading.h"

#include <QByteArrayView>

namespace spillway {

// Fails when the text is not INFO at all, or when the server says that it is still loading its data.
Outcome<Reading> readRedisInfo(QByteArrayView text);

} // namespace spillway
