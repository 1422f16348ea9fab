#include "deliveryjson.h"

#include "eventjson.h"
#include "format.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace spillway {

namespace {

QByteArray compact(const auto &json) {
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

QJsonValue orNull(std::optional<double> value) {
    return value ? QJsonValue(*value) : QJsonValue();
}

QJsonValue orNull(const QString &text) {
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

QString urgencyName(Urgency urgency) {
    switch (urgency) {
    case Urgency::Low:
        return QStringLiteral("low");
    case Urgency::Normal:
        return QStringLiteral("normal");
    case Urgency::Critical:
        break;
    }
    return QStringLiteral("critical");
}

QString reasonName(NoticeReason reason) {
    switch (reason) {
    case NoticeReason::First:
        return QStringLiteral("first");
    case NoticeReason::Worse:
        return QStringLiteral("worse");
    case NoticeReason::CulpritChanged:
        return QStringLiteral("culprit-changed");
    case NoticeReason::Acknowledged:
        return QStringLiteral("acknowledged");
    case NoticeReason::Again:
        return QStringLiteral("again");
    case NoticeReason::Resolved:
        return QStringLiteral("resolved");
    case NoticeReason::Removed:
        return QStringLiteral("removed");
    case NoticeReason::Unknown:
        break;
    }
    return QStringLiteral("unknown");
}

// Labels are who it is and never change while it fires; what changes is an annotation.
QJsonObject labelsOf(const Alert &alert) {
    QJsonObject labels{{QStringLiteral("alertname"), alert.rule.name},
                       {QStringLiteral("severity"), severityName(alert.rule.severity)},
                       {QStringLiteral("metric"), QString(metricInfo(alert.rule.metric).name)},
                       {QStringLiteral("stack"), alert.stack}};
    if (!alert.endpoint.isEmpty())
        labels[u"endpoint"] = alert.endpoint;
    return labels;
}

QJsonObject annotationsOf(const HandedAlert &handed) {
    const Alert &alert = handed.alert;
    const QString measured =
        QStringLiteral("%1, limit %2")
            .arg(alert.known ? formatValue(alert.rule.metric, alert.value) : QStringLiteral("no data"),
                 formatValue(alert.rule.metric, alert.limit));
    QJsonObject annotations{
        {QStringLiteral("summary"), alert.rule.summary.isEmpty() ? alert.rule.name : alert.rule.summary},
        {QStringLiteral("measured"), measured},
        {QStringLiteral("culprit"), culpritName(handed.verdict.culprit)}};
    const auto add = [&](const char *name, const QString &text) {
        if (!text.isEmpty())
            annotations[QLatin1String(name)] = text;
    };
    add("verdict", handed.verdict.headline);
    add("arithmetic", handed.verdict.arithmetic);
    add("do_next", handed.verdict.doNext);
    add("demoted_because", alert.demotedBecause);
    add("acknowledged_by", alert.attention.acknowledgedBy);
    add("hushed", hushText(alert));
    add("runbook", alert.rule.runbook);
    return annotations;
}

QJsonObject openAlert(const Alert &alert) {
    return {{QStringLiteral("rule"), alert.rule.name},
            {QStringLiteral("endpoint"), orNull(alert.endpoint)},
            {QStringLiteral("severity"), severityName(alert.rule.severity)},
            {QStringLiteral("state"), alertStateName(alert.known ? alert.state : AlertState::Unknown)},
            {QStringLiteral("since"), alert.since.toIso()},
            {QStringLiteral("value"), orNull(alert.known ? alert.value : std::nullopt)},
            {QStringLiteral("threshold"), orNull(alert.limit)},
            {QStringLiteral("demoted_because"), orNull(alert.demotedBecause)},
            {QStringLiteral("acknowledged_by"), orNull(alert.attention.acknowledgedBy)},
            {QStringLiteral("hushed"), orNull(hushText(alert))}};
}

} // namespace

QByteArray alertmanagerBody(const std::vector<HandedAlert> &alerts, Instant validUntil) {
    QJsonArray all;
    for (const HandedAlert &handed : alerts)
        all.append(QJsonObject{{QStringLiteral("labels"), labelsOf(handed.alert)},
                               {QStringLiteral("annotations"), annotationsOf(handed)},
                               {QStringLiteral("startsAt"), handed.alert.since.toIso()},
                               {QStringLiteral("endsAt"), handed.ended.value_or(validUntil).toIso()}});
    return compact(all);
}

QByteArray noticeBody(const Notice &notice, const QString &stack, const Verdict &verdict,
                      const std::vector<Alert> &alerts) {
    QJsonArray open;
    for (const Alert &alert : alerts)
        open.append(openAlert(alert));
    return compact(
        QJsonObject{{QStringLiteral("version"), 1},
                    {QStringLiteral("at"), notice.at.toIso()},
                    {QStringLiteral("stack"), stack},
                    {QStringLiteral("incident"), notice.incident},
                    {QStringLiteral("reason"), reasonName(notice.reason)},
                    {QStringLiteral("urgency"), urgencyName(notice.urgency)},
                    {QStringLiteral("closed"), notice.closes},
                    {QStringLiteral("title"), notice.title},
                    {QStringLiteral("text"), notice.body},
                    {QStringLiteral("verdict"), toJson(Event{notice.at, stack, verdict.headline, verdict})},
                    {QStringLiteral("alerts"), open}});
}

QByteArray heartbeatBody(Instant at, int answering, int endpoints) {
    return compact(QJsonObject{{QStringLiteral("at"), at.toIso()},
                               {QStringLiteral("answering"), answering},
                               {QStringLiteral("endpoints"), endpoints}});
}

} // namespace spillway
