#include "clock.h"

#include <ctime>

namespace spillway {

namespace {

Duration read(clockid_t id) {
    timespec time{};
    clock_gettime(id, &time);
    return std::chrono::duration_cast<Duration>(std::chrono::seconds(time.tv_sec) +
                                                std::chrono::nanoseconds(time.tv_nsec));
}

} // namespace

Instant WallAnchor::at(Instant wall, Duration monotonic) {
    const Instant carried = m_wall + (monotonic - m_monotonic);
    if (wall - carried <= TolerableLead)
        return carried;
    m_wall = wall;
    m_monotonic = monotonic;
    return wall;
}

SystemClock::SystemClock()
    : m_anchor(Instant{read(CLOCK_REALTIME)}, read(CLOCK_BOOTTIME)) {}

Instant SystemClock::now() const {
    return m_anchor.at(Instant{read(CLOCK_REALTIME)}, read(CLOCK_BOOTTIME));
}

} // namespace spillway
