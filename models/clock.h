#pragma once
// The only place that reads a clock. Wall time for the instants that frames carry, derived from a
// monotonic source so that it never runs backwards while the program lives. Injected; tests move a
// ManualClock by hand.

#include "instant.h"

namespace spillway {

class Clock {
public:
    virtual ~Clock() = default;
    virtual Instant now() const = 0;
};

class SystemClock : public Clock {
public:
    SystemClock();
    Instant now() const override;

private:
    Instant m_wallAtStart;
    Duration m_bootAtStart; // CLOCK_BOOTTIME: goes on during suspend
};

class ManualClock : public Clock {
public:
    explicit ManualClock(Instant start) : m_now(start) {}
    Instant now() const override { return m_now; }
    void advance(Duration d) { m_now = m_now + d; }

private:
    Instant m_now;
};

} // namespace spillway
