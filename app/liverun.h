#pragma once
// A live run: the endpoints of a configuration are asked, and their frames go to a tape and to a session.
// The same for `watch`, `record`, the window and the wall. GUI thread.

#include "clock.h"
#include "ledger.h"
#include "poller.h"
#include "session.h"
#include "tape.h"

#include <memory>

namespace spillway {

// A probe for each endpoint, in their order; one that cannot be asked says why at every poll.
std::vector<Poller::Target> targetsOf(const Configuration &configuration);

class LiveRun : public QObject {
    Q_OBJECT
public:
    // The notifier, which may be null, must outlive the run.
    LiveRun(const Configuration &configuration, Notifier *notifier, QObject *parent = nullptr);

    Session &session() { return m_session; }
    const Clock &clock() const { return m_clock; }
    Tape &tape() { return m_tape; }
    // Before the start: goes on with the alerts as the last run of that configuration file left them, and
    // keeps them for the next one. Nothing for a configuration of no file.
    void goOn(const QString &configurationPath);
    // For whoever opens the same configuration next.
    void letGo() { m_ledger.reset(); }
    void start() { m_poller.start(); }
    qint64 polls() const { return m_polls; }       // each one a frame
    qint64 missedPolls() const;                    // that could not start in time
    bool hasAnswer() const { return m_hasAnswer; } // some endpoint answered with a reading

private:
    void take(const Frame &frame);

    SystemClock m_clock;
    Tape m_tape;
    Session m_session;
    Poller m_poller;
    std::unique_ptr<Ledger> m_ledger;
    qint64 m_polls = 0;
    bool m_hasAnswer = false;
};

} // namespace spillway
