#pragma once
// A replay: a recording, a session and the player between them. The same for `diagnose`, `snapshot` and
// the window. GUI thread.

#include "player.h"
#include "session.h"

#include <memory>

namespace spillway {

class RecordingReader;

class ReplayRun {
public:
    // `configuration` is the recording's own, perhaps with other rules.
    ReplayRun(std::unique_ptr<RecordingReader> recording, const Configuration &configuration);
    ~ReplayRun();

    // Reads the whole recording ahead, for the overview of a window.
    void survey();

    Session &session() { return m_session; }
    Player &player() { return m_player; }
    // What could not be read so far, in words.
    QStringList damage() const;

private:
    RecordingReader *m_recording; // owned by the player
    Session m_session;
    Player m_player;
};

} // namespace spillway
