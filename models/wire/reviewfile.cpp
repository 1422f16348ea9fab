#include "reviewfile.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

#include <algorithm>
#include <array>

namespace spillway {

namespace {

constexpr qint64 longestFile = 16 * 1024 * 1024;

QByteArray line(const QJsonObject &object) {
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

QJsonObject toJson(const Finding &finding) {
    QJsonObject object{{QStringLiteral("kind"), QStringLiteral("finding")},
                       {QStringLiteral("rule"), finding.rule},
                       {QStringLiteral("subject"), finding.subject},
                       {QStringLiteral("stack"), finding.stack},
                       {QStringLiteral("severity"), gravityName(finding.gravity)},
                       {QStringLiteral("verdict"), rulingName(finding.ruling)},
                       {QStringLiteral("title"), finding.title},
                       {QStringLiteral("observed"), finding.observed},
                       {QStringLiteral("threshold"), finding.threshold},
                       {QStringLiteral("why"), finding.why},
                       {QStringLiteral("evidence"), QJsonArray::fromStringList(finding.evidence)},
                       {QStringLiteral("command"), finding.command},
                       {QStringLiteral("source"), finding.source},
                       {QStringLiteral("topic"), finding.topic}};
    if (!finding.sinceReview.isEmpty())
        object[u"since"] = finding.sinceReview;
    if (finding.accepted)
        object[u"accepted"] = QJsonObject{{QStringLiteral("reason"), finding.accepted->reason},
                                          {QStringLiteral("by"), finding.accepted->by},
                                          {QStringLiteral("until"), finding.accepted->until}};
    return object;
}

std::optional<Gravity> gravityFrom(const QString &name) {
    for (const Gravity gravity :
         {Gravity::Info, Gravity::Low, Gravity::Medium, Gravity::High, Gravity::Critical})
        if (gravityName(gravity) == name)
            return gravity;
    return std::nullopt;
}

bool isDay(const QString &text) {
    return Instant::fromIso(text + QStringLiteral("T00:00:00Z")).has_value();
}

// Says what is wrong, or nothing.
QString readFinding(const QJsonObject &object, Review &review) {
    Finding finding;
    finding.rule = object[u"rule"].toString();
    finding.subject = object[u"subject"].toString();
    const auto ruling = rulingFromName(object[u"verdict"].toString());
    const auto gravity = gravityFrom(object[u"severity"].toString());
    if (finding.rule.isEmpty() || finding.subject.isEmpty() || !ruling || !gravity)
        return QStringLiteral("a finding has a rule, a subject, a severity and a verdict");
    finding.ruling = *ruling;
    finding.gravity = *gravity;
    finding.stack = object[u"stack"].toString();
    finding.title = object[u"title"].toString();
    finding.observed = object[u"observed"].toString();
    if (const QJsonObject accepted = object[u"accepted"].toObject(); !accepted.isEmpty()) {
        finding.accepted = {accepted[u"reason"].toString(), accepted[u"by"].toString(),
                            accepted[u"until"].toString()};
        if (finding.accepted->reason.isEmpty() || !isDay(finding.accepted->until))
            return QStringLiteral("an accepted finding has a reason, and a last day as in 2026-12-31");
    }
    review.findings.push_back(std::move(finding));
    return {};
}

QString readHead(const QJsonObject &object, Review &review) {
    const auto at = Instant::fromIso(object[u"at"].toString());
    if (!at)
        return QStringLiteral("the time of the review is missing: \"at\":\"2024-03-03T10:00:00Z\"");
    review.at = *at;
    review.reviewer = object[u"reviewer"].toString();
    review.comment = object[u"comment"].toString();
    review.owner = object[u"owner"].toString();
    review.due = object[u"due"].toString();
    if (!review.due.isEmpty() && !isDay(review.due))
        return QStringLiteral("the day when the next review is due is written as in 2026-12-31");
    return {};
}

QString readLine(const QJsonObject &object, Review &review) {
    const QString kind = object[u"kind"].toString();
    const QString endpoint = object[u"endpoint"].toString();
    if (kind == u"review")
        return readHead(object, review);
    if (kind == u"finding")
        return readFinding(object, review);
    if (kind == u"setting")
        review.settings[endpoint][object[u"name"].toString()] = object[u"value"].toString();
    else if (kind == u"habit")
        review.habits[endpoint][object[u"name"].toString()] = object[u"value"].toDouble();
    return {}; // later versions may add lines
}

} // namespace

QByteArray toJsonLines(const Review &review) {
    QJsonObject head{{QStringLiteral("kind"), QStringLiteral("review")},
                     {QStringLiteral("at"), review.at.toIso()},
                     {QStringLiteral("reviewer"), review.reviewer},
                     {QStringLiteral("comment"), review.comment}};
    if (!review.owner.isEmpty())
        head[u"owner"] = review.owner;
    if (!review.due.isEmpty())
        head[u"due"] = review.due;
    QByteArray text = line(head);
    for (auto endpoint = review.settings.begin(); endpoint != review.settings.end(); ++endpoint)
        for (auto setting = endpoint->begin(); setting != endpoint->end(); ++setting)
            text += line({{QStringLiteral("kind"), QStringLiteral("setting")},
                          {QStringLiteral("endpoint"), endpoint.key()},
                          {QStringLiteral("name"), setting.key()},
                          {QStringLiteral("value"), setting.value()}});
    for (auto endpoint = review.habits.begin(); endpoint != review.habits.end(); ++endpoint)
        for (auto habit = endpoint->begin(); habit != endpoint->end(); ++habit)
            text += line({{QStringLiteral("kind"), QStringLiteral("habit")},
                          {QStringLiteral("endpoint"), endpoint.key()},
                          {QStringLiteral("name"), habit.key()},
                          {QStringLiteral("value"), habit.value()}});
    for (const Finding &finding : review.findings)
        text += line(toJson(finding));
    return text;
}

Outcome<Review> readReview(const QByteArray &text) {
    Review review;
    int number = 0;
    bool hasHead = false;
    for (const QByteArray &bytes : text.split('\n')) {
        ++number;
        if (bytes.trimmed().isEmpty())
            continue;
        QJsonParseError error;
        const QJsonObject object = QJsonDocument::fromJson(bytes, &error).object();
        QString wrong =
            error.error != QJsonParseError::NoError ? error.errorString() : readLine(object, review);
        if (!hasHead && wrong.isEmpty() && object[u"kind"].toString() != u"review")
            wrong = QStringLiteral("a review begins with its line of kind \"review\"");
        hasHead = true;
        if (!wrong.isEmpty())
            return Failure{
                FailureKind::Configuration, QStringLiteral("line %1: %2").arg(number).arg(wrong), {}};
    }
    if (!hasHead)
        return Failure{FailureKind::Configuration, QStringLiteral("it is empty"),
                       QStringLiteral("write one with 'spillway audit --format json'")};
    return review;
}

Outcome<Review> loadReview(const QString &path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Failure{FailureKind::Storage, file.errorString(), {}};
    if (file.size() > longestFile)
        return Failure{FailureKind::Storage, QStringLiteral("it is too large for a review"), {}};
    return readReview(file.readAll());
}

std::optional<Failure> saveReview(const QString &path, const Review &review) {
    QSaveFile file(path);
    const QByteArray text = toJsonLines(review);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size() || !file.commit())
        return Failure{FailureKind::Storage, QStringLiteral("%1: %2").arg(path, file.errorString()),
                       QStringLiteral("make its folder writable, or keep what 'spillway audit --format json' "
                                      "prints")};
    return std::nullopt;
}

QString reviewBeside(const QString &path) {
    const QString suffix = QStringLiteral(".toml");
    return (path.endsWith(suffix) ? path.chopped(suffix.size()) : path) + QStringLiteral(".review");
}

} // namespace spillway
