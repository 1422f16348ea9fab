#include "liverun.h"

#include "factory.h"
#include "places.h"
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
    connect(&m_session, &Session::decided, &m_tape, &Tape::addDecision);
    connect(&m_poller, &Poller::frameReady, this, &LiveRun::take);
}

void LiveRun::goOn(const QString &configurationPath) {
    if (configurationPath.isEmpty())
        return;
    m_ledger = std::make_unique<Ledger>(Ledger::pathOf(stateFolder(), configurationPath), &m_session);
    connect(m_ledger.get(), &Ledger::troubled, &m_tape, &Tape::troubled);
    const auto kept = m_ledger->open();
    if (!kept) {
        emit m_tape.troubled(
            tr("alerts are not restored: %1; %2").arg(kept.failure().what, kept.failure().remedy));
    } else if (*kept) {
        const Restored restored{m_clock.now(), **kept};
        m_tape.setBeginning(restored);
        m_session.restore(restored);
    }
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
