#include "replayrun.h"

#include "recording.h"

namespace spillway {

ReplayRun::ReplayRun(std::unique_ptr<RecordingReader> recording, const Configuration &configuration)
    : m_recording(recording.get())
    , m_session(configuration, Session::Mode::Replay, nullptr)
    , m_player(std::move(recording), &m_session) {}

ReplayRun::~ReplayRun() = default;

void ReplayRun::survey() {
    m_player.survey();
}

QStringList ReplayRun::damage() const {
    return m_recording->damage();
}

} // namespace spillway
