#pragma once
// Human notes and decisions and their place among the frames: they stand behind every frame of their own
// millisecond and before the next one, live and replayed alike, because a recording keeps them and the frames
// apart and only time can put them together again. Of one millisecond the notes come first. A value; owned by
// the session.

#include "engine.h"

#include <variant>

namespace spillway {

class NoteQueue {
public:
    void add(Event note);        // any order
    void add(Decision decision); // any order
    // Gives the engine what waits and is older than the frame to come, and returns what came of it.
    Consumed settleBefore(Instant frame, Engine &engine);

private:
    using Entry = std::variant<Event, Decision>;
    void insert(Entry entry);

    std::vector<Entry> m_entries; // ordered by time
    size_t m_next = 0;            // the first one that waits
};

} // namespace spillway
