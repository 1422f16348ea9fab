#include "notequeue.h"

#include <algorithm>
#include <utility>

namespace spillway {

void NoteQueue::add(Event note) {
    insert(std::move(note));
}

void NoteQueue::add(Decision decision) {
    insert(std::move(decision));
}

void NoteQueue::insert(Entry entry) {
    const auto rank = [](const Entry &one) {
        const Instant at = std::visit([](const auto &what) { return what.at; }, one);
        return std::pair(at, one.index());
    };
    // Never among those that the engine already has.
    const auto place =
        std::upper_bound(m_entries.begin() + static_cast<qptrdiff>(m_next), m_entries.end(), entry,
                         [&](const Entry &a, const Entry &b) { return rank(a) < rank(b); });
    m_entries.insert(place, std::move(entry));
}

Consumed NoteQueue::settleBefore(Instant frame, Engine &engine) {
    Consumed settled;
    for (; m_next < m_entries.size(); ++m_next) {
        const Entry &entry = m_entries[m_next];
        if (const auto *decision = std::get_if<Decision>(&entry)) {
            if (decision->at >= frame)
                break;
            settled.add(engine.decide(*decision));
            continue;
        }
        const Event &note = std::get<Event>(entry);
        if (note.at >= frame)
            break;
        settled.events.push_back(
            engine.addNote(note.stack, std::get<NoteEvent>(note.what).author, note.text, note.at));
    }
    return settled;
}

} // namespace spillway
