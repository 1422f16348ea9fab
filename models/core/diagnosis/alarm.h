#pragma once
// Whether the database load has risen enough to ask who did it: three windows, the shorter the stricter,
// and one that asks for less when another quantity agrees. Thresholds from the measured prototype.

#include "diagnosis/quantities.h"

namespace spillway {

class Alarm {
public:
    // cores: 0 = unknown. every: between two ticks.
    explicit Alarm(double cores, Duration every = 1s)
        : m_cores(cores)
        , m_every(every) {}

    bool raisedBy(const std::deque<Tick> &ticks, const Usual &usual) const;
    // Back near the usual, for the last `seconds`, or four ticks where these come more rarely.
    bool quietFor(double seconds, const std::deque<Tick> &ticks, const Usual &usual) const;

private:
    double m_cores;
    Duration m_every;
};

} // namespace spillway
