#include "eventjson.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <array>
#include <cmath>

namespace spillway {

namespace {

QJsonValue orNull(std::optional<double> value) {
    return value && std::isfinite(*value) ? QJsonValue(*value) : QJsonValue();
}

QJsonValue orNull(std::optional<Instant> at) {
    return at ? QJsonValue(at->toIso()) : QJsonValue();
}

QJsonValue orNull(const QString &text) {
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

QString unitName(Unit unit) {
    static constexpr std::array<const char *, 9> names{"none",    "count",        "bytes",
                                                       "seconds", "milliseconds", "microseconds",
                                                       "ratio",   "per_second",   "sessions"};
    return QLatin1String(names[static_cast<size_t>(unit)]);
}

void describe(const AlertEvent &alert, QJsonObject &json) {
    json[u"kind"] = QStringLiteral("alert");
    json[u"rule"] = alert.rule;
    json[u"severity"] = severityName(alert.severity);
    json[u"state"] = alertStateName(alert.state);
    json[u"value"] = orNull(alert.value);
    json[u"threshold"] = orNull(alert.threshold);
    json[u"unit"] = unitName(metricInfo(alert.metric).unit);
}

void describe(const Verdict &verdict, QJsonObject &json) {
    json[u"kind"] = QStringLiteral("verdict");
    json[u"culprit"] = culpritName(verdict.culprit);
    json[u"cause"] = verdict.cause ? QJsonValue(causeName(*verdict.cause)) : QJsonValue();
    json[u"onset"] = orNull(verdict.onset);
    json[u"confidence"] = orNull(verdict.confidence);
    json[u"shares"] = QJsonObject{{QStringLiteral("cache"), orNull(verdict.shares.cache)},
                                  {QStringLiteral("traffic"), orNull(verdict.shares.traffic)},
                                  {QStringLiteral("database"), orNull(verdict.shares.database)},
                                  {QStringLiteral("background"), orNull(verdict.shares.background)}};
    json[u"load"] = orNull(verdict.load);
    json[u"usual_load"] = orNull(verdict.usualLoad);
    json[u"load_at_usual_hit_ratio"] = orNull(verdict.loadAtUsualHitRatio);
    json[u"least_hit_ratio"] = orNull(verdict.leastHitRatio);
    const auto &dependence = verdict.dependence;
    json[u"load_factor_if_cache_lost"] = dependence ? orNull(dependence->ifLost) : QJsonValue();
    json[u"load_factor_survived"] = dependence ? orNull(dependence->survived) : QJsonValue();
}

void describe(const ConfigEvent &config, QJsonObject &json) {
    json[u"kind"] = QStringLiteral("config");
    json[u"endpoint"] = config.endpoint;
    json[u"setting"] = config.setting;
    json[u"before"] = config.before;
    json[u"after"] = config.after;
}

void describe(const EndpointEvent &endpoint, QJsonObject &json) {
    json[u"kind"] = QStringLiteral("endpoint");
    json[u"endpoint"] = endpoint.endpoint;
    json[u"state"] = endpointStateName(endpoint.state);
    json[u"reason"] = orNull(endpoint.reason);
}

void describe(const NoteEvent &note, QJsonObject &json) {
    json[u"kind"] = QStringLiteral("note");
    json[u"author"] = orNull(note.author);
}

void describe(const DecisionEvent &decision, QJsonObject &json) {
    json[u"kind"] = QStringLiteral("decision");
    json[u"rule"] = decision.rule;
    json[u"decision"] = decisionEventName(decision.what);
    json[u"who"] = orNull(decision.who);
    json[u"comment"] = orNull(decision.comment);
    json[u"until"] =
        decision.what == DecisionEvent::What::Snoozed ? QJsonValue(decision.until.toIso()) : QJsonValue();
}

void describe(const BlindEvent &blind, QJsonObject &json) {
    json[u"kind"] = QStringLiteral("blind");
    json[u"from"] = blind.from.toIso();
    json[u"to"] = blind.to.toIso();
}

} // namespace

QJsonObject toJson(const Event &event) {
    QJsonObject json{{QStringLiteral("at"), event.at.toIso()},
                     {QStringLiteral("stack"), orNull(event.stack)},
                     {QStringLiteral("text"), event.text}};
    std::visit([&](const auto &what) { describe(what, json); }, event.what);
    return json;
}

QByteArray toJsonLine(const Event &event) {
    return QJsonDocument(toJson(event)).toJson(QJsonDocument::Compact);
}

} // namespace spillway
