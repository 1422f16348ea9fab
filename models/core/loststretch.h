#pragma once
// Polls of a recording that cannot be read, because the place where they stood is damaged or missing.

#include "instant.h"

namespace spillway {

struct LostStretch {
    QString endpoint; // its name; empty when it may be several
    qint64 polls = 0;
    Instant from;
    Instant to;
    friend bool operator==(const LostStretch &, const LostStretch &) = default;
};

} // namespace spillway
