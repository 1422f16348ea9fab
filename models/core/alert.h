#pragma once
// One rule on one subject, as views see it. The state machine that moves it is in alertmachine.h.

#include "event.h"

#include <optional>

namespace spillway {

struct Alert {
    Rule rule;
    SeriesId subject;
    QString stack;                           // name
    QString endpoint;                        // name; empty = the whole stack
    AlertState state = AlertState::Inactive; // Inactive, Pending, Firing or Resolved (for a while)
    bool known = false;          // false: no fresh data; the state is the last known one and must be shown so
    Instant since;               // of the state
    std::optional<double> value; // over the rule's window
    std::optional<double> limit; // the threshold in the metric's unit; unset while the usual is unknown
    QString acknowledgedBy;      // empty = not acknowledged
    QString demotedBecause;      // empty, or why another alert names the cause

    bool isOpen() const { return state == AlertState::Pending || state == AlertState::Firing; }
};

} // namespace spillway
