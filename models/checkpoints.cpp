#include "checkpoints.h"

#include <algorithm>

namespace spillway {

namespace {

void takeNote(Checkpoint &checkpoint, const Event &note) {
    checkpoint.notes.add(note);
    if (checkpoint.reached)
        checkpoint.notes.settleBefore(*checkpoint.reached, checkpoint.engine);
}

} // namespace

Checkpoints::Checkpoints(Checkpoint origin)
    : m_origin(std::move(origin))
    , m_mostEven(MostEven / std::max<size_t>(m_origin.engine.configuration().stacks.size(), 1)) {}

void Checkpoints::addEven(Checkpoint checkpoint) {
    if (checkpoint.frames % m_spacing != 0)
        return;
    for (const Event &note : m_addedNotes)
        takeNote(checkpoint, note);
    const Instant reached = *checkpoint.reached;
    if (!m_kept.emplace(reached, std::move(checkpoint)).second)
        return; // a close one is there
    if (m_kept.size() - m_close.size() > m_mostEven)
        thinOut();
}

void Checkpoints::thinOut() {
    m_spacing *= 2;
    std::erase_if(m_kept, [this](const auto &kept) {
        return kept.second.frames % m_spacing != 0 && std::ranges::find(m_close, kept.first) == m_close.end();
    });
}

bool Checkpoints::wantsClose(Instant next, qint64 frames) const {
    return frames - latest(next).frames >= CloseSpacing;
}

void Checkpoints::addClose(Checkpoint checkpoint) {
    const Instant reached = *checkpoint.reached;
    if (!m_kept.emplace(reached, std::move(checkpoint)).second)
        return;
    m_close.push_back(reached);
    if (m_close.size() > MostClose) {
        m_kept.erase(m_close.front());
        m_close.pop_front();
    }
}

const Checkpoint &Checkpoints::latest(Instant at) const {
    const auto after = m_kept.upper_bound(at);
    return after == m_kept.begin() ? m_origin : std::prev(after)->second;
}

void Checkpoints::addNote(const Event &note) {
    m_addedNotes.push_back(note);
    takeNote(m_origin, note);
    for (auto &[reached, checkpoint] : m_kept)
        takeNote(checkpoint, note);
}

} // namespace spillway
