#pragma once
// States of a replay on its way through a recording, from which it can go on: to be anywhere takes the
// frames behind the nearest one, never all of them. The survey lays them evenly; a few more lie close
// together where the replay last went back. Engines share what they have in common, so that one costs
// what its diagnosis remembers and the newest block of each series. Owned by the player.

#include "notequeue.h"

#include <deque>
#include <map>
#include <vector>

namespace spillway {

struct Checkpoint {
    std::optional<Instant> reached; // time of the newest frame in it; nullopt: nothing is consumed yet
    Instant next;                   // time of the frame that follows
    qint64 frames = 0;              // consumed so far
    Engine engine;
    NoteQueue notes;
};

class Checkpoints {
public:
    // Frames from one to the next, as the survey lays them: some 40 ms of catching up.
    static constexpr qint64 Spacing = 4096;
    static constexpr qint64 CloseSpacing = Spacing / 16;
    static constexpr size_t MostClose = 32;
    // Kept of the even ones, divided by the number of stacks. Then every second one is dropped, and from
    // now on every second one is kept.
    static constexpr size_t MostEven = 2048;

    explicit Checkpoints(Checkpoint origin);

    void addEven(Checkpoint checkpoint);
    bool wantsClose(Instant next, qint64 frames) const;
    void addClose(Checkpoint checkpoint);

    // The newest without frames after `at`.
    const Checkpoint &latest(Instant at) const;
    const Checkpoint &origin() const { return m_origin; }
    size_t size() const { return m_kept.size(); }
    // All know of it, and those that are added later.
    void addNote(const Event &note);
    const std::vector<Event> &addedNotes() const { return m_addedNotes; }

private:
    void thinOut();

    Checkpoint m_origin;
    size_t m_mostEven;
    qint64 m_spacing = Spacing;
    std::map<Instant, Checkpoint> m_kept; // by the time that they have reached
    std::deque<Instant> m_close;          // which of them are close, in the order in which they came
    std::vector<Event> m_addedNotes;
};

} // namespace spillway
