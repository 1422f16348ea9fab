#pragma once
// A live run: the endpoints of a configuration are asked, and their frames go to a session, and to a
// recording if one is wished. The same for `watch`, `record` and the window. GUI thread.

#include "clock.h"
#include "poller.h"
#include "recordingpolicy.h"
#include "session.h"

#include <QString>

#include <memory>
#include <optional>

namespace spillway {

class Recorder;

// A probe for each endpoint, in their order; one that cannot be asked says why at every poll.
std::vector<Poller::Target> targetsOf(const Configuration &configuration);

class LiveRun : public QObject {
    Q_OBJECT
public:
    // The notifier, which may be null, must outlive the run.
    LiveRun(const Configuration &configuration, Notifier *notifier, QObject *parent = nullptr);
    ~LiveRun() override; // closes the recording

    Session &session() { return m_session; }
    const Clock &clock() const { return m_clock; }
    // Before start(), so that the file holds every frame.
    std::optional<Failure> recordTo(const QString &path, const RecordingPolicy &policy = {});
    void start() { m_poller.start(); }
    QString recordingPath() const; // empty without one
    // Waits for the disk. Without it the destructor closes, and nobody hears of a failure.
    std::optional<Failure> closeRecording();
    bool hasAnswer() const { return m_hasAnswer; } // some endpoint answered with a reading

signals:
    // Nothing is lost so far, or what is, in words.
    void recordingTroubled(const QString &what);

private:
    void take(const Frame &frame);
    void follow(Recorder *recorder);

    SystemClock m_clock;
    Session m_session;
    Poller m_poller;
    std::unique_ptr<Recorder> m_recorder;
    bool m_hasAnswer = false;
};

} // namespace spillway
