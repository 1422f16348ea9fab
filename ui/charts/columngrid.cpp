#include "columngrid.h"

#include <algorithm>
#include <cmath>

namespace spillway {

ColumnGrid ColumnGrid::between(Instant from, Instant to, int count) {
    count = std::max(count, 1);
    const Duration span = std::max(to - from, Duration{1});
    ColumnGrid grid;
    grid.width = static_cast<double>(span.count()) / count;
    grid.first = static_cast<qint64>(std::ceil(static_cast<double>(to.ms()) / grid.width)) - count;
    grid.count = count;
    return grid;
}

qint64 ColumnGrid::columnOf(Instant at) const {
    return static_cast<qint64>(std::floor(static_cast<double>(at.ms()) / width));
}

Instant ColumnGrid::startOf(qint64 column) const {
    return Instant::fromMs(static_cast<qint64>(std::ceil(static_cast<double>(column) * width)));
}

double ColumnGrid::x(Instant at) const {
    return static_cast<double>(at.ms()) / width - static_cast<double>(first);
}

Instant ColumnGrid::timeAt(double x) const {
    return Instant::fromMs(std::llround((static_cast<double>(first) + x) * width));
}

qint64 ColumnGrid::slotOf(qint64 column, Duration step) const {
    return static_cast<qint64>(
        std::ceil(static_cast<double>(column) * width / static_cast<double>(step.count())));
}

} // namespace spillway
