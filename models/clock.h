#pragma once
// The only place that reads a clock. Wall time for the instants that frames carry, derived from a
// monotonic source so that it never runs backwards while the program lives. Injected; tests move a
// ManualClock by hand. GUI thread.

#include "instant.h"

namespace spillway {

class Clock {
public:
    virtual ~Clock() = default;
    virtual Instant now() const = 0;
};

// Wall time at the start plus the progress of a monotonic source. Decision: when the wall clock is
// found more than two seconds ahead (somebody set it forward, or it was wrong at the start), the
// anchor follows it; a backward step is never followed, because frames must not go back in time. A
// smaller lead is left alone: CLOCK_BOOTTIME is slewed by NTP just as the wall clock is.
class WallAnchor {
public:
    static constexpr Duration TolerableLead{2000};

    WallAnchor(Instant wall, Duration monotonic)
        : m_wall(wall)
        , m_monotonic(monotonic) {}
    Instant at(Instant wall, Duration monotonic);

private:
    Instant m_wall;
    Duration m_monotonic;
};

// Anchored on CLOCK_BOOTTIME, which goes on during suspend: a suspend shows as a jump forward.
class SystemClock : public Clock {
public:
    SystemClock();
    Instant now() const override;

private:
    mutable WallAnchor m_anchor;
};

class ManualClock : public Clock {
public:
    explicit ManualClock(Instant start)
        : m_now(start) {}
    Instant now() const override { return m_now; }
    void advance(Duration d) { m_now = m_now + d; }

private:
    Instant m_now;
};

} // namespace spillway
