#include "recentframes.h"

#include <algorithm>

namespace spillway {

namespace {

constexpr size_t pollsPerPack = 60; // a minute, by which the oldest pack may reach too far back

FieldNumbers numbersOfFields() {
    FieldNumbers numbers;
    for (const FieldInfo &info : fieldTable())
        numbers.emplace(static_cast<quint64>(info.field), info.field);
    return numbers;
}

struct Numbered {
    qint64 sequence;
    Frame frame;
};

void unpack(const Chunk &chunk, Instant from, std::vector<Numbered> &to) {
    for (size_t i = 0; i < chunk.size(); ++i)
        if (Instant::fromMs(chunk.at()[i]) >= from)
            to.push_back({chunk.sequence()[i], chunk.frame(i)});
}

Instant latestOf(const Chunk &chunk) {
    return Instant::fromMs(*std::max_element(chunk.at().begin(), chunk.at().end()));
}

} // namespace

void RecentFrames::add(const Frame &frame) {
    m_newest = m_count == 0 ? frame.at : std::max(m_newest, frame.at);
    Strand &strand = m_strands.try_emplace(frame.endpoint, frame.endpoint).first->second;
    strand.open.append(++m_count, frame);
    if (strand.open.size() >= pollsPerPack) {
        strand.packs.push_back({latestOf(strand.open), strand.open.encode(Compression::Zstd)});
        strand.open = Chunk(frame.endpoint);
    }
    while (!strand.packs.empty() && strand.packs.front().to < m_newest - Reach)
        strand.packs.pop_front();
}

std::vector<Frame> RecentFrames::frames() const {
    const FieldNumbers numbers = numbersOfFields();
    const Instant from = m_newest - Reach;
    std::vector<Numbered> numbered;
    for (const auto &[endpoint, strand] : m_strands) {
        for (const Pack &pack : strand.packs)
            if (const std::optional<Chunk> chunk = Chunk::decode(pack.bytes, numbers))
                unpack(*chunk, from, numbered);
        unpack(strand.open, from, numbered);
    }
    std::sort(numbered.begin(), numbered.end(),
              [](const Numbered &a, const Numbered &b) { return a.sequence < b.sequence; });
    std::vector<Frame> frames;
    frames.reserve(numbered.size());
    for (Numbered &one : numbered)
        frames.push_back(std::move(one.frame));
    return frames;
}

size_t RecentFrames::memory() const {
    size_t bytes = 0;
    for (const auto &[endpoint, strand] : m_strands) {
        bytes += strand.open.memory();
        for (const Pack &pack : strand.packs)
            bytes += sizeof(Pack) + static_cast<size_t>(pack.bytes.capacity());
    }
    return bytes;
}

} // namespace spillway
