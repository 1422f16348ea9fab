#pragma once
// The pipeline below the frame: derive, keep, judge, diagnose, write the timeline, decide what to tell.
// Pure: no clock, no I/O, no thread; the same frames give the same timeline, live or replayed. Owned by
// models/session; views read it between two calls of consume().

#include "alert.h"
#include "alertboard.h"
#include "configuration.h"
#include "deriver.h"
#include "diagnosis/diagnosis.h"
#include "event.h"
#include "frame.h"
#include "history.h"
#include "notice.h"
#include "notifypolicy.h"
#include "sharedlist.h"

#include <vector>

namespace spillway {

enum class Health { Unknown, Healthy, Warning, Critical };

struct EndpointStatus {
    EndpointState state = EndpointState::Unknown;
    QString version;
    QString reason; // of the last failure, or of the reset
    Instant since;  // of the state
    std::optional<Instant> lastGood;
    std::optional<Duration> roundTrip; // of the last good poll
};

struct Consumed {
    std::vector<Event> events;   // in order; also in the timeline
    std::vector<Notice> notices; // what the user should be shown now

    void add(Consumed &&later);
};

using Timeline = SharedList<Event>;

class Engine {
public:
    // Then the oldest event goes, and a note at the beginning says how many have gone.
    static constexpr size_t mostEvents = 50'000;

    explicit Engine(Configuration configuration, Duration keepHistory = std::chrono::hours(24));

    // All state is consistent when it returns. Times of one endpoint must not go back.
    Consumed consume(const Frame &frame);
    // A human note, at its own time. An empty stack concerns all.
    Event addNote(const QString &stack, const QString &author, const QString &text, Instant at);
    // Behind the frames of its time. Nothing happens when no open alert is meant.
    Consumed decide(const Decision &decision);
    // Only before the first frame: goes on from what an engine before this one has left.
    Consumed restore(const Restored &restored);
    KeptState kept() const;

    const Configuration &configuration() const { return m_configuration; }
    Instant now() const { return m_now; } // of the newest frame
    const History &history() const { return m_history; }
    const Timeline &timeline() const { return m_timeline; }
    const std::vector<Alert> &alerts() const { return m_board.all(); } // in the order of the rules
    const Verdict &verdict(StackId stack) const { return m_diagnoses[stack].verdict(); }
    const EndpointStatus &endpoint(EndpointId id) const { return m_endpoints[id]; }
    // Critical, Warning, Healthy; Unknown while an endpoint is blind and nothing fires: never green when
    // blind.
    Health health(StackId stack) const;
    // The newest value, nullopt once it is older than three polls: a stale number is never shown.
    std::optional<double> current(StackId stack, Metric metric) const;
    std::optional<double> currentOfEndpoint(EndpointId endpoint, Metric metric) const;

private:
    void follow(const Frame &frame, Continuity continuity, Consumed &out);
    void compareSettings(const Frame &frame, Consumed &out);
    void findSilent(Consumed &out);
    void enter(EndpointId id, EndpointState state, Instant at, const QString &reason, Consumed &out);
    void push(Event event, Consumed &out);
    void makeRoom();
    void considerNotice(StackId stack, Instant at, Consumed &out, const QString &aside = QString());
    std::optional<double> newest(const SeriesId &id, Duration every) const;

    Configuration m_configuration;
    Instant m_now;
    Deriver m_deriver;
    History m_history;
    AlertBoard m_board;
    std::vector<Diagnosis> m_diagnoses; // one per stack
    NotifyPolicy m_policy;
    std::vector<EndpointStatus> m_endpoints;
    std::vector<Instant> m_lastHeard;               // per endpoint: of any frame
    std::vector<QMap<QString, QString>> m_settings; // last known, per endpoint
    Timeline m_timeline;
    int m_forgottenEvents = 0;
};

} // namespace spillway
