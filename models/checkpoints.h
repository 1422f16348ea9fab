#pragma once
// States of a replay on its way through a recording, from which it can go on: to be anywhere takes the
// frames behind the nearest one, never all of them. Some lie evenly over the whole recording, and a few
// more close together where the replay last went back. Engines share what they have in common, so that
// one costs the newest block of each series. Owned by the player.

#include "notequeue.h"

#include <deque>
#include <map>

namespace spillway {

struct Checkpoint {
    std::optional<Instant> reached; // time of the newest frame in it; nullopt: nothing is consumed yet
    Instant next;                   // time of the frame that follows
    Engine engine;
    NoteQueue notes;
};

class Checkpoints {
public:
    static constexpr int Even = 48;         // over the whole recording
    static constexpr int Between = 16;      // two of those, where it goes back
    static constexpr size_t MostClose = 32; // kept of the latter

    explicit Checkpoints(Checkpoint origin);

    // From now on there are places for them.
    void spread(Duration recording) { m_spacing = recording / Even; }
    bool wantsEven(Instant next) const { return wants(next, m_spacing); }
    bool wantsClose(Instant next) const { return wants(next, m_spacing / Between); }
    void addEven(Checkpoint checkpoint);
    void addClose(Checkpoint checkpoint);

    // The newest without frames after `at`.
    const Checkpoint &latest(Instant at) const;
    const Checkpoint &origin() const { return m_origin; }
    // All know of it.
    void addNote(const Event &note);

private:
    bool wants(Instant next, Duration spacing) const;

    Checkpoint m_origin;
    std::map<Instant, Checkpoint> m_kept; // by the time that they have reached
    std::deque<Instant> m_close;          // which of them are close, in the order in which they came
    Duration m_spacing{0};
};

} // namespace spillway
