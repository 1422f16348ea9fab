#pragma once
// One rule on one subject, as views see it. The state machine that moves it is in alertmachine.h.

#include "event.h"

#include <optional>

namespace spillway {

// What has been said about an alert by people and by the clock. It stops notices, nothing else, and is over
// when the alert is.
struct Attention {
    QString acknowledgedBy; // empty = not acknowledged
    QString comment;        // of the acknowledgement
    Instant acknowledgedAt;
    std::optional<Instant> snoozedUntil;
    QString snoozedBy;
    friend bool operator==(const Attention &, const Attention &) = default;
};

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
    Attention attention;
    QString silencedBecause;              // by the configuration, while silencedUntil is set
    std::optional<Instant> silencedUntil; // set while a [[silence]] holds
    QString demotedBecause;               // empty, or why another alert names the cause

    bool isOpen() const { return state == AlertState::Pending || state == AlertState::Firing; }
    bool isAcknowledged() const { return !attention.acknowledgedBy.isEmpty(); }
    // It gives no notices.
    bool isHushed() const { return isAcknowledged() || attention.snoozedUntil || silencedUntil; }
};

// Of a hushed one, why and until when: "acknowledged by ada at 10:02:11 UTC: it is the import", "snoozed
// until 10:15:00 UTC".
QString hushText(const Alert &alert);

} // namespace spillway
