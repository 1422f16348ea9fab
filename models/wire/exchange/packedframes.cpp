#include "exchange/packedframes.h"

#include <queue>

namespace spillway {

namespace {

constexpr size_t pollsPerPack = 300;

FieldNumbers numbersOfFields() {
    FieldNumbers numbers;
    for (const FieldInfo &info : fieldTable())
        numbers.emplace(static_cast<quint64>(info.field), info.field);
    return numbers;
}

// Where one endpoint's frames are being read.
struct Place {
    const std::vector<QByteArray> *packs;
    const Chunk *rest; // what was not packed yet
    size_t next = 0;   // pack
    Chunk chunk;
    size_t poll = 0;

    // Goes on to the next pack while this one is at its end; false at the very end.
    bool fill(const FieldNumbers &numbers) {
        while (poll >= chunk.size()) {
            if (next > packs->size())
                return false;
            poll = 0;
            std::optional<Chunk> decoded =
                next < packs->size() ? Chunk::decode((*packs)[next], numbers) : std::optional(*rest);
            chunk = decoded ? std::move(*decoded) : Chunk(chunk.endpoint());
            ++next;
        }
        return true;
    }
    qint64 sequence() const { return chunk.sequence()[poll]; }
};

} // namespace

void PackedFrames::add(const Frame &frame) {
    m_first = m_count == 0 ? frame.at : std::min(m_first, frame.at);
    m_last = m_count == 0 ? frame.at : std::max(m_last, frame.at);
    Strand &strand = m_strands.try_emplace(frame.endpoint, frame.endpoint).first->second;
    strand.open.append(++m_count, frame);
    if (strand.open.size() < pollsPerPack)
        return;
    strand.packs.push_back(strand.open.encode(Compression::Zstd));
    strand.open = Chunk(frame.endpoint);
}

void PackedFrames::forEach(const std::function<bool(const Frame &)> &take) const {
    const FieldNumbers numbers = numbersOfFields();
    std::vector<Place> places;
    for (const auto &[endpoint, strand] : m_strands)
        places.push_back({&strand.packs, &strand.open, 0, Chunk(endpoint), 0});
    const auto later = [&places](size_t a, size_t b) { return places[a].sequence() > places[b].sequence(); };
    std::priority_queue<size_t, std::vector<size_t>, decltype(later)> queue(later);
    for (size_t i = 0; i < places.size(); ++i)
        if (places[i].fill(numbers))
            queue.push(i);
    while (!queue.empty()) {
        const size_t i = queue.top();
        queue.pop();
        if (!take(places[i].chunk.frame(places[i].poll)))
            return;
        ++places[i].poll;
        if (places[i].fill(numbers))
            queue.push(i);
    }
}

} // namespace spillway
