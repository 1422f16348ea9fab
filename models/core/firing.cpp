#include "firing.h"

namespace spillway {

std::vector<Firing> firingsOf(const std::vector<Event> &timeline, const QString &rule, const QString &stack) {
    std::vector<Firing> firings;
    for (const Event &event : timeline) {
        const auto *alert = std::get_if<AlertEvent>(&event.what);
        if (!alert || alert->rule != rule || event.stack != stack)
            continue;
        const bool isOpen = !firings.empty() && !firings.back().to;
        if (alert->state == AlertState::Firing && !isOpen)
            firings.push_back({event.at, std::nullopt});
        else if ((alert->state == AlertState::Resolved || alert->state == AlertState::Removed) && isOpen)
            firings.back().to = event.at;
    }
    return firings;
}

} // namespace spillway
