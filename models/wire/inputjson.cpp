#include "inputjson.h"

#include "event.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace spillway {

namespace {

constexpr int version = 1;

QString text(const QJsonObject &json, const char *name) {
    return json.value(QLatin1String(name)).toString();
}

std::optional<Instant> time(const QJsonObject &json, const char *name) {
    return Instant::fromIso(text(json, name));
}

QByteArray compact(const QJsonObject &json) {
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

std::optional<QJsonObject> objectOf(const QByteArray &body) {
    const QJsonObject json = QJsonDocument::fromJson(body).object();
    return json.value(u"version").toInt() == version ? std::optional(json) : std::nullopt;
}

QJsonObject toJson(const KeptAlert &alert) {
    const Attention &attention = alert.attention;
    QJsonObject json{{QStringLiteral("rule"), alert.rule},
                     {QStringLiteral("stack"), alert.stack},
                     {QStringLiteral("condition"), alert.condition},
                     {QStringLiteral("severity"), severityName(alert.severity)},
                     {QStringLiteral("state"), alertStateName(alert.state)},
                     {QStringLiteral("since"), alert.since.toIso()},
                     {QStringLiteral("breached_ms"), static_cast<double>(alert.breached.count())}};
    if (!attention.acknowledgedBy.isEmpty()) {
        json[u"acknowledged_by"] = attention.acknowledgedBy;
        json[u"comment"] = attention.comment;
        json[u"acknowledged_at"] = attention.acknowledgedAt.toIso();
    }
    if (attention.snoozedUntil) {
        json[u"snoozed_by"] = attention.snoozedBy;
        json[u"snoozed_until"] = attention.snoozedUntil->toIso();
    }
    return json;
}

std::optional<KeptAlert> alertFromJson(const QJsonObject &json) {
    KeptAlert alert;
    alert.rule = text(json, "rule");
    alert.stack = text(json, "stack");
    alert.condition = text(json, "condition");
    const auto since = time(json, "since");
    const QString state = text(json, "state");
    const double breached = json.value(u"breached_ms").toDouble(-1);
    const bool isFiring = state == alertStateName(AlertState::Firing);
    if (!since || alert.rule.isEmpty() || breached < 0 || breached > 1e15 ||
        (!isFiring && state != alertStateName(AlertState::Pending)))
        return std::nullopt;
    alert.severity =
        text(json, "severity") == severityName(Severity::Critical) ? Severity::Critical : Severity::Warning;
    alert.state = isFiring ? AlertState::Firing : AlertState::Pending;
    alert.since = *since;
    alert.breached = Duration(static_cast<qint64>(breached));
    alert.attention.acknowledgedBy = text(json, "acknowledged_by");
    alert.attention.comment = text(json, "comment");
    alert.attention.acknowledgedAt = time(json, "acknowledged_at").value_or(Instant{});
    alert.attention.snoozedUntil = time(json, "snoozed_until");
    alert.attention.snoozedBy = text(json, "snoozed_by");
    return alert;
}

QJsonObject toJson(const KeptIncident &incident) {
    return {{QStringLiteral("stack"), incident.stack},
            {QStringLiteral("number"), static_cast<double>(incident.number)},
            {QStringLiteral("open"), incident.isOpen},
            {QStringLiteral("worst"), severityName(incident.worst)}};
}

} // namespace

QByteArray toJsonBody(const Decision &decision) {
    QJsonObject json{{QStringLiteral("version"), version},
                     {QStringLiteral("decision"), decisionKindName(decision.kind)},
                     {QStringLiteral("stack"), decision.stack},
                     {QStringLiteral("rule"), decision.rule},
                     {QStringLiteral("who"), decision.who},
                     {QStringLiteral("comment"), decision.comment}};
    if (decision.kind == DecisionKind::Snooze)
        json[u"until"] = decision.until.toIso();
    return compact(json);
}

std::optional<Decision> decisionFromJson(Instant at, const QByteArray &body) {
    const std::optional<QJsonObject> json = objectOf(body);
    if (!json)
        return std::nullopt;
    for (const DecisionKind kind :
         {DecisionKind::Acknowledge, DecisionKind::Snooze, DecisionKind::Unsnooze}) {
        if (text(*json, "decision") != decisionKindName(kind))
            continue;
        const auto until = time(*json, "until");
        if (kind == DecisionKind::Snooze && !until)
            return std::nullopt;
        return Decision{at,
                        text(*json, "stack"),
                        text(*json, "rule"),
                        kind,
                        text(*json, "who"),
                        text(*json, "comment"),
                        until.value_or(Instant{})};
    }
    return std::nullopt;
}

QByteArray toJsonBody(const KeptState &state) {
    QJsonArray alerts;
    for (const KeptAlert &alert : state.alerts)
        alerts.append(toJson(alert));
    QJsonArray incidents;
    for (const KeptIncident &incident : state.incidents)
        incidents.append(toJson(incident));
    return compact({{QStringLiteral("version"), version},
                    {QStringLiteral("watched_until"), state.watchedUntil.toIso()},
                    {QStringLiteral("alerts"), alerts},
                    {QStringLiteral("incidents"), incidents}});
}

std::optional<KeptState> keptStateFromJson(const QByteArray &body) {
    const std::optional<QJsonObject> json = objectOf(body);
    const auto watchedUntil = json ? time(*json, "watched_until") : std::nullopt;
    if (!watchedUntil || !json->value(u"alerts").isArray() || !json->value(u"incidents").isArray())
        return std::nullopt;
    KeptState state{*watchedUntil, {}, {}};
    for (const QJsonValue &value : json->value(u"alerts").toArray()) {
        auto alert = alertFromJson(value.toObject());
        if (!alert)
            return std::nullopt;
        state.alerts.push_back(std::move(*alert));
    }
    for (const QJsonValue &value : json->value(u"incidents").toArray()) {
        const QJsonObject incident = value.toObject();
        const double number = incident.value(u"number").toDouble();
        if (number < 1 || number > 1e15)
            return std::nullopt;
        state.incidents.push_back(
            {text(incident, "stack"), static_cast<qint64>(number), incident.value(u"open").toBool(),
             text(incident, "worst") == severityName(Severity::Critical) ? Severity::Critical
                                                                         : Severity::Warning});
    }
    return state;
}

} // namespace spillway
