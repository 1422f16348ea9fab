#include "eventtext.h"

#include "terminal.h"

#include <QMap>

#include <optional>

namespace spillway {

namespace {

constexpr qsizetype stackWidth = 12;
constexpr qsizetype wordWidth = 9;

struct Word {
    QString operator()(const AlertEvent &alert) const {
        return alert.state == AlertState::Firing ? severityName(alert.severity) : alertStateName(alert.state);
    }
    QString operator()(const Verdict &) const { return QStringLiteral("verdict"); }
    QString operator()(const ConfigEvent &) const { return QStringLiteral("config"); }
    QString operator()(const EndpointEvent &endpoint) const { return endpointStateName(endpoint.state); }
    QString operator()(const NoteEvent &) const { return QStringLiteral("note"); }
};

bool blames(const Verdict &verdict) {
    return verdict.culprit != Culprit::None && verdict.culprit != Culprit::Unknown;
}

struct Incident {
    QString stack;
    Instant from;
    std::optional<Instant> to; // unset: not over when the timeline ends
    Verdict verdict;
};

// An incident lasts from the first verdict that blames somebody to the next that says "usual".
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
            incidents.push_back({event.stack, verdict->onset.value_or(event.at), std::nullopt, *verdict});
        } else if (blames(*verdict)) {
            incidents[*current].verdict = *verdict;
        }
    }
    return incidents;
}

} // namespace

QStringList EventText::linesOf(const Event &event) {
    QStringList lines;
    const QString date = event.at.toIso().left(10);
    if (date != m_date)
        lines << date + QStringLiteral(" UTC");
    m_date = date;
    const QString stack = event.stack.isEmpty() ? QStringLiteral("all") : oneLine(event.stack);
    lines << QStringLiteral("%1  %2  %3  %4")
                 .arg(event.at.clockText(), stack.leftJustified(stackWidth),
                      std::visit(Word(), event.what).leftJustified(wordWidth), oneLine(event.text));
    return lines;
}

QStringList incidentText(const std::vector<Event> &timeline) {
    QStringList lines;
    for (const Incident &incident : incidentsOf(timeline)) {
        const QString end =
            incident.to ? incident.to->clockText() : QStringLiteral("the end of the recording");
        lines << QStringLiteral("%1, %2 to %3: %4")
                     .arg(oneLine(incident.stack), incident.from.clockText(), end,
                          oneLine(incident.verdict.headline));
        for (const QString &text : {incident.verdict.arithmetic, incident.verdict.counterfactual,
                                    incident.verdict.outlook, incident.verdict.doNext})
            if (!text.isEmpty())
                lines << QStringLiteral("  ") + oneLine(text);
    }
    return lines;
}

} // namespace spillway
