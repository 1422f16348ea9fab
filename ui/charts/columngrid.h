#pragma once
// The device pixel columns of a plot as stretches of time. Columns are numbered from 1970 on, so a scroll
// moves by whole columns and never alters one that is drawn (no shimmer), and what is drawn once can be
// kept. A value; times are milliseconds as in Instant.

#include "instant.h"

namespace spillway {

struct ColumnGrid {
    double width = 1; // milliseconds per column, real-valued
    qint64 first = 0; // number of the leftmost column
    int count = 0;

    // The columns that show [from, to); `to` falls into the last one or on its right edge.
    static ColumnGrid between(Instant from, Instant to, int count);

    qint64 end() const { return first + count; }
    qint64 columnOf(Instant at) const;
    Instant startOf(qint64 column) const;
    // Distance from the plot's left edge, in columns.
    double x(Instant at) const;
    Instant timeAt(double x) const;
    Instant from() const { return startOf(first); }
    Instant to() const { return startOf(end()); }
    // The first slot of a store with this step that begins within or after the column.
    qint64 slotOf(qint64 column, Duration step) const;
    double slotsPerColumn(Duration step) const { return width / static_cast<double>(step.count()); }

    friend bool operator==(const ColumnGrid &, const ColumnGrid &) = default;
};

} // namespace spillway
