#include "decision.h"

#include <array>

namespace spillway {

QString decisionKindName(DecisionKind kind) {
    static constexpr std::array<const char *, 3> names{"acknowledge", "snooze", "unsnooze"};
    return QLatin1String(names[static_cast<size_t>(kind)]);
}

} // namespace spillway
