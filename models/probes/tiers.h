#pragma once
// Which of the rarer questions a poll carries besides the usual one. Counted in polls, so that nobody
// reads a clock. The first poll of a connection carries all. Owned by a probe.

#include "instant.h"

#include <algorithm>

namespace spillway {

// Each carries the ones before it.
enum class Tier {
    Hot,  // counters and gauges, at every poll
    Warm, // what costs more, every fifteen seconds
    Cold, // settings, every five minutes
};

class Tiers {
public:
    explicit Tiers(Duration every)
        : m_warm(polls(15s, every))
        , m_cold(m_warm * polls(5min, every * m_warm)) {}

    void restart() { m_poll = 0; } // with Cold, at the next poll
    Tier next() {
        const qint64 poll = m_poll++;
        if (poll % m_cold == 0)
            return Tier::Cold;
        return poll % m_warm == 0 ? Tier::Warm : Tier::Hot;
    }

private:
    static qint64 polls(Duration period, Duration every) {
        return std::max<qint64>(1, period / std::max(every, Duration(1)));
    }

    qint64 m_warm; // in polls
    qint64 m_cold;
    qint64 m_poll = 0;
};

} // namespace spillway
