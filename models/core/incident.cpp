#include "incident.h"

#include <QMap>

namespace spillway {

namespace {

bool blames(const Verdict &verdict) {
    return verdict.culprit != Culprit::None && verdict.culprit != Culprit::Unknown;
}

} // namespace

std::vector<Incident> incidentsOf(const std::vector<Event> &timeline) {
    std::vector<Incident> incidents;
    QMap<QString, size_t> open; // by stack
    for (const Event &event : timeline) {
        const auto *verdict = std::get_if<Verdict>(&event.what);
        if (!verdict)
            continue;
        const auto current = open.find(event.stack);
        if (verdict->culprit == Culprit::None && current != open.end()) {
            incidents[*current].to = event.at;
            open.erase(current);
        } else if (blames(*verdict) && current == open.end()) {
            open[event.stack] = incidents.size();
            incidents.push_back(
                {event.stack, verdict->onset.value_or(event.at), event.at, std::nullopt, *verdict});
        } else if (blames(*verdict)) {
            incidents[*current].verdict = *verdict;
        }
    }
    return incidents;
}

} // namespace spillway
