#include "notequeue.h"

#include <algorithm>

namespace spillway {

void NoteQueue::add(Event note) {
    // Never among those that the engine already has.
    const auto place =
        std::upper_bound(m_notes.begin() + static_cast<qptrdiff>(m_next), m_notes.end(), note.at,
                         [](Instant at, const Event &other) { return at < other.at; });
    m_notes.insert(place, std::move(note));
}

std::vector<Event> NoteQueue::settleBefore(Instant frame, Engine &engine) {
    std::vector<Event> settled;
    for (; m_next < m_notes.size() && m_notes[m_next].at < frame; ++m_next) {
        const Event &note = m_notes[m_next];
        settled.push_back(
            engine.addNote(note.stack, std::get<NoteEvent>(note.what).author, note.text, note.at));
    }
    return settled;
}

} // namespace spillway
