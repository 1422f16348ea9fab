#pragma once
// The vertical scale of a plot: its range, and the round values that get a grid line and a label. A value.
// Ratios keep 0 to 100 %; everything else begins at 0 and ends at a round number above data and limits.

#include "field.h"

#include <QString>

#include <vector>

namespace spillway {

struct ValueScale {
    double bottom = 0;
    double top = 1;
    double step = 1; // between grid lines

    static ValueScale ratio(int intervals);
    // From 0 to a round value not below `highest`, in `intervals` equal steps.
    static ValueScale upTo(double highest, int intervals);
    // The same, but of the highest `nearby`, in and before what is in sight, while `highest` fills at least
    // half of that: a range that follows every peak would make a calm picture jump. What was shown before
    // has no say, so that the same moment has the same picture, however one came there.
    static ValueScale calm(double highest, double nearby, int intervals);

    // Distance from the plot's top, for a plot of this height.
    double y(double value, double height) const { return height * (top - value) / (top - bottom); }
    double valueAt(double y, double height) const { return top - y * (top - bottom) / height; }
    std::vector<double> ticks() const;

    friend bool operator==(const ValueScale &, const ValueScale &) = default;
};

// "75" for a ratio, "2 GiB", "1.5 k": short, for beside an axis.
QString tickText(Unit unit, double value);

} // namespace spillway
