#pragma once
// One metric of one subject over time on a fixed grid: slot k covers [k*step, (k+1)*step) since 1970.
// A bounded ring of floats; NaN = no sample. Above the slots lies a pyramid of {min, max} over 16, so
// that the extremes of any range cost O(16 log16 N) whatever the length. Owned by History.

#include "instant.h"

#include <vector>

namespace spillway {

struct Extremes {
    float min;
    float max;
    bool empty() const { return !(min <= max); }
};

// What one pixel column needs to draw a line without losing an extreme.
struct Column {
    float first, last, min, max; // all NaN when there is no sample in the column
    bool empty() const { return first != first; }
};

class Series {
public:
    // capacity: slots kept; older ones are forgotten.
    Series(Duration step, qint64 capacity);

    // Times may repeat a slot (the later sample wins) but never go back before it.
    void append(Instant at, double value);

    bool isEmpty() const { return m_end == m_begin; }
    qint64 slotOf(Instant at) const;
    Instant timeOf(qint64 slot) const;
    qint64 firstSlot() const { return m_begin; }
    qint64 endSlot() const { return m_end; } // one past the newest
    Duration step() const { return m_step; }

    float at(qint64 slot) const; // NaN outside
    Extremes extremes(qint64 from, qint64 to) const; // [from, to)
    Column column(qint64 from, qint64 to) const;

private:
    struct Level {
        std::vector<Extremes> nodes;
    };
    void put(qint64 slot, float value);

    Duration m_step;
    qint64 m_capacity; // a multiple of 16^levels
    qint64 m_begin = 0;
    qint64 m_end = 0;
    std::vector<float> m_slots;  // ring: index = slot mod capacity
    std::vector<Level> m_levels; // ring: node index = (slot / 16^(level+1)) mod size
};

} // namespace spillway
