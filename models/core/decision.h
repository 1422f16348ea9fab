#pragma once
// What a human decides about the open alerts of a stack. An input of the engine like a frame: it has a time,
// it is kept in the recording, and it is consumed in order, so that a replay decides the same. An alert that
// was decided about is shown and recorded as before; it only gives no notices.

#include "instant.h"

namespace spillway {

enum class DecisionKind {
    Acknowledge, // until it resolves
    Snooze,      // until a time; then it gives notice again if it still fires
    Unsnooze,
};
QString decisionKindName(DecisionKind kind); // "acknowledge", ...

struct Decision {
    Instant at;
    QString stack; // name
    QString rule;  // empty: every open alert of the stack
    DecisionKind kind = DecisionKind::Acknowledge;
    QString who;     // empty: not known
    QString comment; // may be empty
    Instant until;   // of a snooze
    friend bool operator==(const Decision &, const Decision &) = default;
};

} // namespace spillway
