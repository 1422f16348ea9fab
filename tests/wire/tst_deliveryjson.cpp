#include "deliveryjson.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

using namespace spillway;

namespace {

const Instant noon = Instant::fromMs(1'709'467'200'000);

Alert hitRatioLow() {
    Alert alert;
    alert.rule.name = QStringLiteral("Hit ratio low");
    alert.rule.severity = Severity::Critical;
    alert.stack = QStringLiteral("checkout");
    alert.state = AlertState::Firing;
    alert.known = true;
    alert.since = noon;
    alert.value = 0.412;
    alert.limit = 0.8;
    return alert;
}

Verdict cacheIsToBlame() {
    Verdict verdict;
    verdict.culprit = Culprit::Cache;
    verdict.headline = QStringLiteral("The cache is overloading the database");
    return verdict;
}

QJsonObject onlyOne(const QByteArray &body) {
    const QJsonArray all = QJsonDocument::fromJson(body).array();
    return all.size() == 1 ? all.first().toObject() : QJsonObject();
}

} // namespace

class TestDeliveryJson : public QObject {
    Q_OBJECT
private slots:
    void whatFiresIsValidForAWhile();
    void whatIsOverHasEnded();
    void whatChangesIsNoLabel();
    void blindIsSaid();
    void aNoticeCarriesTheVerdict();
    void aHeartbeat();
};

void TestDeliveryJson::whatFiresIsValidForAWhile() {
    const QJsonObject alert =
        onlyOne(alertmanagerBody({{hitRatioLow(), cacheIsToBlame(), {}}}, noon + Duration(360'000)));
    QCOMPARE(alert[u"startsAt"].toString(), QStringLiteral("2024-03-03T12:00:00.000Z"));
    QCOMPARE(alert[u"endsAt"].toString(), QStringLiteral("2024-03-03T12:06:00.000Z"));
    const QJsonObject labels = alert[u"labels"].toObject();
    QCOMPARE(labels[u"alertname"].toString(), QStringLiteral("Hit ratio low"));
    QCOMPARE(labels[u"severity"].toString(), QStringLiteral("critical"));
    QCOMPARE(labels[u"stack"].toString(), QStringLiteral("checkout"));
    QVERIFY(!labels.contains(u"endpoint"));
    const QJsonObject annotations = alert[u"annotations"].toObject();
    QCOMPARE(annotations[u"culprit"].toString(), QStringLiteral("cache"));
    QCOMPARE(annotations[u"verdict"].toString(), QStringLiteral("The cache is overloading the database"));
    QCOMPARE(annotations[u"measured"].toString(), QStringLiteral("41.2\u00a0%, limit 80.0\u00a0%"));
}

void TestDeliveryJson::whatIsOverHasEnded() {
    const QJsonObject alert =
        onlyOne(alertmanagerBody({{hitRatioLow(), {}, noon + Duration(60'000)}}, noon + Duration(360'000)));
    QCOMPARE(alert[u"endsAt"].toString(), QStringLiteral("2024-03-03T12:01:00.000Z"));
}

void TestDeliveryJson::whatChangesIsNoLabel() {
    Alert later = hitRatioLow();
    later.value = 0.3;
    later.attention.acknowledgedBy = QStringLiteral("ana");
    later.demotedBecause = QStringLiteral("a consequence");
    const QJsonObject before = onlyOne(alertmanagerBody({{hitRatioLow(), {}, {}}}, noon));
    const QJsonObject after = onlyOne(alertmanagerBody({{later, cacheIsToBlame(), {}}}, noon));
    QCOMPARE(after[u"labels"], before[u"labels"]);
    QVERIFY(after[u"annotations"] != before[u"annotations"]);
}

void TestDeliveryJson::blindIsSaid() {
    Alert blind = hitRatioLow();
    blind.known = false;
    const QJsonObject alert = onlyOne(alertmanagerBody({{blind, {}, {}}}, noon + Duration(360'000)));
    QCOMPARE(alert[u"annotations"].toObject()[u"measured"].toString(),
             QStringLiteral("no data, limit 80.0\u00a0%"));
    QCOMPARE(alert[u"endsAt"].toString(), QStringLiteral("2024-03-03T12:06:00.000Z")); // it is not over
    const QJsonObject notice =
        QJsonDocument::fromJson(noticeBody({}, QStringLiteral("checkout"), {}, {blind})).object();
    const QJsonObject open = notice[u"alerts"].toArray().first().toObject();
    QCOMPARE(open[u"state"].toString(), QStringLiteral("unknown"));
    QVERIFY(open[u"value"].isNull());
}

void TestDeliveryJson::aNoticeCarriesTheVerdict() {
    Notice notice;
    notice.incident = QStringLiteral("checkout#1");
    notice.at = noon;
    notice.urgency = Urgency::Critical;
    notice.reason = NoticeReason::CulpritChanged;
    notice.title = QStringLiteral("checkout: the cache is overloading the database");
    const QJsonObject json = QJsonDocument::fromJson(noticeBody(notice, QStringLiteral("checkout"),
                                                                cacheIsToBlame(), {hitRatioLow()}))
                                 .object();
    QCOMPARE(json[u"incident"].toString(), QStringLiteral("checkout#1"));
    QCOMPARE(json[u"reason"].toString(), QStringLiteral("culprit-changed"));
    QCOMPARE(json[u"urgency"].toString(), QStringLiteral("critical"));
    QCOMPARE(json[u"closed"].toBool(true), false);
    QCOMPARE(json[u"verdict"].toObject()[u"culprit"].toString(), QStringLiteral("cache"));
    QCOMPARE(json[u"alerts"].toArray().first().toObject()[u"rule"].toString(),
             QStringLiteral("Hit ratio low"));
}

void TestDeliveryJson::aHeartbeat() {
    QCOMPARE(heartbeatBody(noon, 3, 4),
             QByteArray(R"({"answering":3,"at":"2024-03-03T12:00:00.000Z","endpoints":4})"));
}

QTEST_APPLESS_MAIN(TestDeliveryJson)
#include "tst_deliveryjson.moc"
