#pragma once
// Everything a postmortem lists, in order: alert transitions, decisions about them, verdict changes,
// configuration changes, endpoint states, blind stretches and human notes. Values; the JSON form is in
// wire/eventjson.h.

#include "decision.h"
#include "rule.h"
#include "verdict.h"

#include <QString>

#include <variant>
#include <vector>

namespace spillway {

// Removed: its rule was edited or taken away while it was open; whether it is well is not known.
enum class AlertState { Inactive, Pending, Firing, Resolved, Unknown, Removed };
QString alertStateName(AlertState state); // "pending", "firing", ...

struct AlertEvent {
    QString rule;
    Severity severity = Severity::Warning;
    AlertState state = AlertState::Pending;
    std::optional<double> value;
    std::optional<double> threshold;
    Metric metric = Metric::HitRatio;
    QString endpoint; // empty = the whole stack
    friend bool operator==(const AlertEvent &, const AlertEvent &) = default;
};

struct ConfigEvent {
    QString endpoint;
    QString setting;
    QString before;
    QString after;
    friend bool operator==(const ConfigEvent &, const ConfigEvent &) = default;
};

enum class EndpointState {
    Unknown, // no frame yet
    Up,
    Down,  // the last poll failed
    Stale, // nothing heard for longer than three polls
    Reset, // answered, but restarted or its counters were reset: one interval has no value
};
QString endpointStateName(EndpointState state);

struct EndpointEvent {
    QString endpoint;
    EndpointState state = EndpointState::Unknown;
    QString reason;
    friend bool operator==(const EndpointEvent &, const EndpointEvent &) = default;
};

struct DecisionEvent {
    enum class What { Acknowledged, Snoozed, Unsnoozed, SnoozeEnded };
    QString rule;
    What what = What::Acknowledged;
    QString who;     // empty: nobody; the time had come
    QString comment; // of an acknowledgement
    Instant until;   // of a snooze
    friend bool operator==(const DecisionEvent &, const DecisionEvent &) = default;
};
QString decisionEventName(DecisionEvent::What what); // "acknowledged", "snooze_ended", ...

// Nobody watched: Spillway did not run.
struct BlindEvent {
    Instant from;
    Instant to;
    friend bool operator==(const BlindEvent &, const BlindEvent &) = default;
};

struct NoteEvent {
    QString author;
    friend bool operator==(const NoteEvent &, const NoteEvent &) = default;
};

struct Event {
    Instant at;
    QString stack; // name; empty = concerns all
    QString text;  // the sentence that the screen shows
    std::variant<AlertEvent, Verdict, ConfigEvent, EndpointEvent, NoteEvent, DecisionEvent, BlindEvent> what;

    friend bool operator==(const Event &, const Event &) = default;
};

} // namespace spillway
