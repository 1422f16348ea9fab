#pragma once
// One metric of one subject over time on a fixed grid: slot k covers [k*step, (k+1)*step) since 1970.
// Floats, NaN = no sample, in blocks of 1024; each block carries {min, max} over 16 and 256 slots
// and over itself, so that the extremes of any range cost O(16 log16 N + blocks). 4.54 bytes per slot.
// Copies share their blocks; the one that appends first makes its own of the newest. Owned by History, which
// drops the oldest blocks.

#include "instant.h"
#include "sharedlist.h"

#include <array>
#include <limits>
#include <memory>

namespace spillway {

struct Extremes {
    float min = std::numeric_limits<float>::infinity();
    float max = -std::numeric_limits<float>::infinity();

    bool isEmpty() const { return !(min <= max); }
    void include(float value);
    void include(const Extremes &other);
};

// What one pixel column needs to draw a line without losing an extreme. All NaN = no sample.
struct Column {
    static constexpr float none = std::numeric_limits<float>::quiet_NaN();
    float first = none;
    float last = none;
    float min = none;
    float max = none;

    bool isEmpty() const { return first != first; }
};

class Series {
public:
    static constexpr qint64 blockSize = 1024;

    // keep: slots kept at least; older ones are forgotten a block at a time.
    Series(Duration step, qint64 keep);

    // Times may repeat a slot (the later sample wins); a time before the newest slot is ignored.
    void append(Instant at, double value);

    bool isEmpty() const { return m_blocks.empty(); }
    Duration step() const { return m_step; }
    qint64 slotOf(Instant at) const;
    Instant timeOf(qint64 slot) const { return Instant::fromMs(slot * m_step.count()); }
    qint64 firstSlot() const { return m_first; }
    qint64 endSlot() const { return m_end; } // one past the newest

    float at(qint64 slot) const; // NaN outside
    // Over the slots [from, to).
    Extremes extremes(qint64 from, qint64 to) const;
    Column column(qint64 from, qint64 to) const;

private:
    struct Block {
        std::array<float, blockSize> values;
        std::array<Extremes, blockSize / 16> by16;
        std::array<Extremes, blockSize / 256> by256;
        Extremes all;

        Block() { values.fill(Column::none); }
        void put(qint64 index, float value);
        void gather(qint64 from, qint64 to, Extremes &into) const;
    };
    Block &blockOf(qint64 slot);

    Duration m_step;
    qint64 m_keep;
    qint64 m_first = 0;
    qint64 m_end = 0;
    qint64 m_firstBlock = 0; // slot number / blockSize of m_blocks.front()
    SharedList<std::shared_ptr<Block>> m_blocks;
};

} // namespace spillway
