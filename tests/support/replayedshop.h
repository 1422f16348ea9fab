#pragma once
// The two simulated stacks of watchedshop.h as a recording that is replayed, with its survey, for tests
// of everything that moves through time. The file is made once and copied for each replay.

#include "player.h"
#include "recording.h"
#include "watchedshop.h"

#include <QFile>
#include <QTemporaryDir>

namespace spillway {

// From 09:30 to `end`.
inline bool recordShop(const QString &path, const Script &script, Instant end) {
    Simulation simulation = WatchedShop::simulated(script);
    auto writer = RecordingWriter::create(path, simulation.configuration());
    if (!writer)
        return false;
    for (auto frame = simulation.next(); frame && frame->at <= end; frame = simulation.next())
        if ((*writer)->append(*frame))
            return false;
    return !(*writer)->close();
}

class ReplayedShop {
public:
    explicit ReplayedShop(const QString &path)
        : ReplayedShop(std::move(RecordingReader::open(path)).value()) {}

    Session &session() { return m_session; }
    Player &player() { return m_player; }

private:
    explicit ReplayedShop(std::unique_ptr<RecordingReader> recording)
        : m_session(recording->configuration(), Session::Mode::Replay, nullptr)
        , m_player(std::move(recording), &m_session) {
        m_player.survey();
    }

    Session m_session;
    Player m_player;
};

} // namespace spillway
