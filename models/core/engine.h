#pragma once
// The pipeline below the frame: derive, keep, judge, diagnose, record in the timeline, decide what to
// tell. Pure: no clock, no I/O, no thread; the same frames give the same timeline, live or replayed.
// Owned by models/session (through its shell); views read it between two calls of consume().

#include "alert.h"
#include "alertboard.h"
#include "configuration.h"
#include "diagnosis/diagnosis.h"
#include "deriver.h"
#include "event.h"
#include "frame.h"
#include "history.h"
#include "notice.h"
#include "notifypolicy.h"

#include <vector>

namespace spillway {

enum class Health { Unknown, Healthy, Warning, Critical };

struct EndpointStatus {
    EndpointState state = EndpointState::Unknown;
    QString version;
    QString reason;            // of the last failure
    Instant since;             // of the state
    std::optional<Instant> lastGood;
    std::optional<Duration> roundTrip;
};

struct Consumed {
    std::vector<Event> events;   // in order; also appended to the timeline
    std::vector<Notice> notices; // what the user should be shown now
};

class Engine {
public:
    explicit Engine(Configuration configuration, Duration keepHistory = std::chrono::hours(24));

    // All state is consistent when it returns. Frames must not go back in time per endpoint.
    Consumed consume(const Frame &frame);
    // A human note; at the newest frame's time unless given.
    Event addNote(const QString &stack, const QString &author, const QString &text, Instant at);
    Consumed acknowledge(StackId stack, const QString &rule, const QString &who, Instant at);

    const Configuration &configuration() const { return m_configuration; }
    Instant now() const { return m_now; } // of the newest frame
    const History &history() const { return m_history; }
    const std::vector<Event> &timeline() const { return m_timeline; }
    const std::vector<Alert> &alerts() const { return m_alerts.all(); } // in the order of the rules
    const Verdict &verdict(StackId stack) const;
    Health health(StackId stack) const; // Unknown while any endpoint is blind: never green when blind
    const EndpointStatus &endpoint(EndpointId id) const { return m_endpoints[id]; }
    std::optional<double> current(StackId stack, Metric metric) const; // nullopt when stale
    std::optional<double> current(EndpointId endpoint, Metric metric) const;

private:
    void updateEndpoint(const Frame &frame, const Derived &derived, Consumed &out);
    void noteSettings(const Frame &frame, Consumed &out);
    void markStale(Consumed &out);
    void push(Event event, Consumed &out);

    Configuration m_configuration;
    Instant m_now;
    Deriver m_deriver;
    History m_history;
    AlertBoard m_alerts;
    std::vector<Diagnosis> m_diagnoses; // one per stack
    NotifyPolicy m_policy;
    std::vector<EndpointStatus> m_endpoints;
    std::vector<QMap<QString, QString>> m_settings; // last known, per endpoint
    std::vector<Event> m_timeline;
};

} // namespace spillway
