#pragma once
// What the user is told because of events, and why. One per incident: a stack's notice keeps its key
// from the first breach until all is well, and every later event updates it in place.

#include "event.h"

#include <QString>

namespace spillway {

enum class Urgency { Low, Normal, Critical };

enum class NoticeReason {
    First,
    Worse,
    CulpritChanged,
    Acknowledged, // or snoozed, or silenced: nothing of the incident asks for attention any more
    Again,        // and now something does again
    Resolved,
    Removed, // its rule was edited: neither better nor worse is known
    Unknown,
};

// What a notice offers beside acknowledging.
constexpr Duration NoticeSnooze = 15min;

struct Notice {
    QString incident; // key: the same key replaces its predecessor
    Instant at;
    StackId stack = 0;
    Urgency urgency = Urgency::Normal;
    NoticeReason reason = NoticeReason::First;
    QString title;       // "checkout: the cache is overloading the database"
    QString body;        // value, threshold and what to look at; plain text, no markup
    bool closes = false; // the incident is over: withdraw or mark as resolved
    friend bool operator==(const Notice &, const Notice &) = default;
};

} // namespace spillway
