#pragma once
// When an endpoint is asked: slots of equal length, shifted by a phase that comes from the endpoint's
// name, so that many endpoints spread over the cadence and stay where they are when others are added
// or removed. A value; owned by the poller.

#include "instant.h"

namespace spillway {

class Schedule {
public:
    Schedule(Duration every, Duration phase); // every > 0
    static Schedule forName(const QString &name, Duration every);

    Duration every() const { return m_every; }
    Duration phase() const { return m_phase; } // [0, every)
    qint64 slotAt(Instant at) const;           // the slot that contains `at`
    Instant startOf(qint64 slot) const;
    // From `at` to the start of the next slot; never 0.
    Duration untilNext(Instant at) const;

private:
    Duration m_every;
    Duration m_phase;
};

// The total time one poll may take, from resolving the name to the last byte of the reply. Below the
// cadence, so that slots stay free, and at most 2 s: at a cadence of 1 s a stopped server is known
// after at most 1.9 s.
Duration deadlineFor(Duration every);

} // namespace spillway
