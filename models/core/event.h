#pragma once
// Everything a postmortem lists, in order: alert transitions, verdict changes, configuration changes,
// endpoint states and human notes. Values; the JSON form is in wire/eventjson.h.

#include "rule.h"
#include "verdict.h"

#include <QString>

#include <variant>
#include <vector>

namespace spillway {

enum class AlertState { Inactive, Pending, Firing, Resolved, Unknown };
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

struct NoteEvent {
    QString author;
    friend bool operator==(const NoteEvent &, const NoteEvent &) = default;
};

struct Event {
    Instant at;
    QString stack; // name; empty = concerns all
    QString text;  // the sentence that the screen shows
    std::variant<AlertEvent, Verdict, ConfigEvent, EndpointEvent, NoteEvent> what;

    friend bool operator==(const Event &, const Event &) = default;
};

} // namespace spillway
