#include "eventtext.h"

#include "incident.h"
#include "terminal.h"

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
    QString operator()(const DecisionEvent &) const { return QStringLiteral("decision"); }
    QString operator()(const BlindEvent &) const { return QStringLiteral("blind"); }
};

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
