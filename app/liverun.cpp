#include "liverun.h"

#include "factory.h"
#include "recorder.h"
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
    , m_session(configuration, Session::Mode::Live, notifier)
    , m_poller(targetsOf(configuration), &m_clock) {
    connect(&m_poller, &Poller::frameReady, this, &LiveRun::take);
}

LiveRun::~LiveRun() = default;

std::optional<Failure> LiveRun::recordTo(const QString &path, const RecordingPolicy &policy) {
    Outcome<std::unique_ptr<Recorder>> recorder = Recorder::start(path, m_session.configuration(), policy);
    if (!recorder)
        return recorder.failure();
    m_recorder = std::move(recorder).value();
    follow(m_recorder.get());
    return std::nullopt;
}

QString LiveRun::recordingPath() const {
    return m_recorder ? m_recorder->path() : QString();
}

std::optional<Failure> LiveRun::closeRecording() {
    return m_recorder ? m_recorder->close() : std::nullopt;
}

// Recorded first: what anybody is told is on its way to the file.
void LiveRun::take(const Frame &frame) {
    m_hasAnswer = m_hasAnswer || frame.outcome.ok();
    if (m_recorder)
        m_recorder->record(frame);
    m_session.consume(frame);
}

void LiveRun::follow(Recorder *recorder) {
    connect(&m_session, &Session::noteAdded, recorder, &Recorder::addNote);
    connect(recorder, &Recorder::paused, this, [this, recorder](const Failure &why) {
        emit recordingTroubled(tr("%1: %2; polls wait in memory").arg(recorder->path(), why.what));
    });
    connect(recorder, &Recorder::resumed, this, [this, recorder](qsizetype lost) {
        emit recordingTroubled(
            lost == 0 ? tr("%1: recording goes on, nothing is lost").arg(recorder->path())
                      : tr("%1: recording goes on, %n poll(s) are lost", nullptr, static_cast<int>(lost))
                            .arg(recorder->path()));
    });
    connect(recorder, &Recorder::continuedIn, this,
            [this](const QString &path) { emit recordingTroubled(tr("recording goes on in %1").arg(path)); });
}

} // namespace spillway
