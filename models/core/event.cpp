#include "event.h"

#include <array>

namespace spillway {

QString alertStateName(AlertState state) {
    static constexpr std::array<const char *, 6> names{"inactive", "pending", "firing",
                                                       "resolved", "unknown", "removed"};
    return QLatin1String(names[static_cast<size_t>(state)]);
}

QString endpointStateName(EndpointState state) {
    static constexpr std::array<const char *, 5> names{"unknown", "up", "down", "stale", "reset"};
    return QLatin1String(names[static_cast<size_t>(state)]);
}

QString decisionEventName(DecisionEvent::What what) {
    static constexpr std::array<const char *, 4> names{"acknowledged", "snoozed", "unsnoozed",
                                                       "snooze_ended"};
    return QLatin1String(names[static_cast<size_t>(what)]);
}

} // namespace spillway
