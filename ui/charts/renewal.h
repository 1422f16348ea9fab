#pragma once
// Which columns of a kept picture must be computed anew: those that a scroll brought into view and those
// that new samples reach. Everything else is moved, not computed. One per kept series; reset it when the
// history is another one.

#include "plot.h"
#include "trace.h"

#include <algorithm>
#include <vector>

namespace spillway {

// Kept columns move left by `shift`; then [0, headEnd) and [tailBegin, count) are computed.
struct Renewal {
    qint64 shift = 0;
    int headEnd = 0;
    int tailBegin = 0;

    template <typename Value> void move(std::vector<Value> &columns, int count) const {
        if (headEnd < count && shift > 0)
            columns.erase(columns.begin(), columns.begin() + std::min<qint64>(shift, std::ssize(columns)));
        else if (headEnd < count && shift < 0)
            columns.insert(columns.begin(), static_cast<size_t>(-shift), Value{});
        columns.resize(static_cast<size_t>(count));
    }
    template <typename Compute> void each(int count, Compute compute) const {
        for (int i = 0; i < headEnd; ++i)
            compute(i);
        for (int i = std::max(headEnd, tailBegin); i < count; ++i)
            compute(i);
    }
};

class Renewer {
public:
    Renewal next(const Plot &plot, const Trace &trace);
    void reset() { m_series = nullptr; }

private:
    Plot m_plot;
    const Series *m_series = nullptr;
    qint64 m_end = 0;
};

} // namespace spillway
