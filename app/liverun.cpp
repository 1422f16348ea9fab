#include "liverun.h"

#include "factory.h"
#include "unableprobe.h"

namespace spillway {

std::vector<Poller::Target> targetsOf(const Configuration &configuration) {
    std::vector<Poller::Target> targets;
    for (const Endpoint &endpoint : configuration.endpoints) {
        Outcome<std::unique_ptr<Probe>> probe = makeProbe(endpoint);
        targets.push_back({endpoint, probe.ok() ? std::move(probe).value()
                                                : std::make_unique<UnableProbe>(probe.failure())});
    }
    return targets;
}

LiveRun::LiveRun(const Configuration &configuration, Notifier *notifier, QObject *parent)
    : QObject(parent)
    , m_tape(configuration)
    , m_session(configuration, Session::Mode::Live, notifier)
    , m_poller(targetsOf(configuration), &m_clock) {
    m_session.setTape(&m_tape);
    connect(&m_session, &Session::noteAdded, &m_tape, &Tape::addNote);
    connect(&m_poller, &Poller::frameReady, this, &LiveRun::take);
}

qint64 LiveRun::missedPolls() const {
    qint64 missed = 0;
    for (size_t id = 0; id < m_session.configuration().endpoints.size(); ++id)
        missed += m_poller.skippedSlots(static_cast<EndpointId>(id));
    return missed;
}

// Kept first: what anybody is told is on its way to the file.
void LiveRun::take(const Frame &frame) {
    ++m_polls;
    m_hasAnswer = m_hasAnswer || frame.outcome.ok();
    m_tape.take(frame);
    m_session.consume(frame);
}

} // namespace spillway
