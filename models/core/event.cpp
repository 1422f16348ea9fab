#include "event.h"

#include <array>

namespace spillway {

QString alertStateName(AlertState state) {
    static constexpr std::array<const char *, 5> names{"inactive", "pending", "firing", "resolved",
                                                       "unknown"};
    return QLatin1String(names[static_cast<size_t>(state)]);
}

QString endpointStateName(EndpointState state) {
    static constexpr std::array<const char *, 5> names{"unknown", "up", "down", "stale", "reset"};
    return QLatin1String(names[static_cast<size_t>(state)]);
}

} // namespace spillway
