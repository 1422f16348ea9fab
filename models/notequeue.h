#pragma once
// Human notes and their place among the frames: a note stands behind every frame of its own
// millisecond and before the next one, live and replayed alike, because a recording keeps notes and
// frames apart and only time can put them together again. A value; owned by the session.

#include "engine.h"

namespace spillway {

class NoteQueue {
public:
    void add(Event note); // any order
    // Gives the engine the waiting notes that are older than the frame to come; they are returned.
    std::vector<Event> settleBefore(Instant frame, Engine &engine);

private:
    std::vector<Event> m_notes; // ordered by time
    size_t m_next = 0;          // the first one that waits
};

} // namespace spillway
