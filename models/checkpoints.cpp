#include "checkpoints.h"

namespace spillway {

Checkpoints::Checkpoints(Checkpoint origin)
    : m_origin(std::move(origin)) {}

bool Checkpoints::wants(Instant next, Duration spacing) const {
    if (spacing <= 0ms)
        return false;
    const std::optional<Instant> before = latest(next).reached;
    return !before || next - *before >= spacing;
}

void Checkpoints::addEven(Checkpoint checkpoint) {
    const Instant reached = *checkpoint.reached;
    m_kept.emplace(reached, std::move(checkpoint));
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
    m_origin.notes.add(note);
    for (auto &[reached, checkpoint] : m_kept) {
        checkpoint.notes.add(note);
        checkpoint.notes.settleBefore(reached, checkpoint.engine);
    }
}

} // namespace spillway
