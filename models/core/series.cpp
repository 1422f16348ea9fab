#include "series.h"

#include <algorithm>
#include <atomic>
#include <cmath>

namespace spillway {

namespace {

qint64 floorDivide(qint64 a, qint64 b) {
    return a / b - (a % b < 0 ? 1 : 0);
}

qint64 indexInBlock(qint64 slot) {
    return slot - floorDivide(slot, Series::blockSize) * Series::blockSize;
}

} // namespace

void Extremes::include(float value) {
    if (value < min)
        min = value;
    if (value > max)
        max = value;
}

void Extremes::include(const Extremes &other) {
    min = std::min(min, other.min);
    max = std::max(max, other.max);
}

Series::Series(Duration step, qint64 keep)
    : m_step(step)
    , m_keep(keep) {}

qint64 Series::slotOf(Instant at) const {
    return floorDivide(at.ms(), m_step.count());
}

void Series::append(Instant at, double value) {
    const qint64 slot = slotOf(at);
    if (!isEmpty() && slot < m_end - 1)
        return;
    if (isEmpty())
        m_first = slot;
    blockOf(slot).put(indexInBlock(slot), static_cast<float>(value));
    m_end = slot + 1;
}

Series::Block &Series::blockOf(qint64 slot) {
    const qint64 wanted = floorDivide(slot, blockSize);
    // A jump of more than what is kept (a stepped clock, a long pause) leaves nothing to keep.
    if (m_blocks.empty() ||
        wanted - m_firstBlock > m_keep / blockSize + static_cast<qint64>(m_blocks.size()) + 1) {
        m_blocks.clear();
        m_firstBlock = wanted;
        m_first = slot;
    }
    while (m_firstBlock + static_cast<qint64>(m_blocks.size()) <= wanted)
        m_blocks.push_back(std::make_shared<Block>());
    while ((static_cast<qint64>(m_blocks.size()) - 2) * blockSize >= m_keep) {
        m_blocks.pop_front();
        ++m_firstBlock;
        m_first = std::max(m_first, m_firstBlock * blockSize);
    }
    std::shared_ptr<Block> &block = m_blocks.change(static_cast<size_t>(wanted - m_firstBlock));
    if (block.use_count() > 1) // a copy of this series sees the block as it is
        block = std::make_shared<Block>(*block);
    else
        std::atomic_thread_fence(std::memory_order_acquire); // or did, on another thread
    return *block;
}

float Series::at(qint64 slot) const {
    if (isEmpty() || slot < m_first || slot >= m_end)
        return Column::none;
    const qint64 block = floorDivide(slot, blockSize) - m_firstBlock;
    return m_blocks[static_cast<size_t>(block)]->values[static_cast<size_t>(indexInBlock(slot))];
}

Extremes Series::extremes(qint64 from, qint64 to) const {
    Extremes result;
    if (isEmpty())
        return result;
    from = std::max(from, m_first);
    to = std::min(to, m_end);
    for (qint64 slot = from; slot < to;) {
        const qint64 block = floorDivide(slot, blockSize);
        const qint64 blockEnd = (block + 1) * blockSize;
        const qint64 stop = std::min(to, blockEnd);
        m_blocks[static_cast<size_t>(block - m_firstBlock)]->gather(slot - block * blockSize,
                                                                    stop - block * blockSize, result);
        slot = stop;
    }
    return result;
}

Column Series::column(qint64 from, qint64 to) const {
    const Extremes range = extremes(from, to);
    if (range.isEmpty())
        return {};
    Column column;
    column.min = range.min;
    column.max = range.max;
    qint64 slot = std::max(from, m_first);
    while (std::isnan(column.first = at(slot)))
        ++slot;
    slot = std::min(to, m_end) - 1;
    while (std::isnan(column.last = at(slot)))
        --slot;
    return column;
}

void Series::Block::put(qint64 index, float value) {
    float &place = values[static_cast<size_t>(index)];
    const bool replaces = !std::isnan(place);
    place = value;
    if (std::isnan(value) || replaces) {
        // An extreme may have gone; rebuild the nodes above this slot.
        const auto rebuild = [&](qint64 width, Extremes &node) {
            node = {};
            const qint64 start = index / width * width;
            for (qint64 i = start; i < start + width; ++i)
                node.include(values[static_cast<size_t>(i)]);
        };
        rebuild(16, by16[static_cast<size_t>(index / 16)]);
        rebuild(256, by256[static_cast<size_t>(index / 256)]);
        rebuild(blockSize, all);
        return;
    }
    by16[static_cast<size_t>(index / 16)].include(value);
    by256[static_cast<size_t>(index / 256)].include(value);
    all.include(value);
}

void Series::Block::gather(qint64 from, qint64 to, Extremes &into) const {
    if (from == 0 && to == blockSize) {
        into.include(all);
        return;
    }
    while (from < to) {
        if (from % 256 == 0 && from + 256 <= to) {
            into.include(by256[static_cast<size_t>(from / 256)]);
            from += 256;
        } else if (from % 16 == 0 && from + 16 <= to) {
            into.include(by16[static_cast<size_t>(from / 16)]);
            from += 16;
        } else {
            into.include(values[static_cast<size_t>(from)]);
            ++from;
        }
    }
}

} // namespace spillway
