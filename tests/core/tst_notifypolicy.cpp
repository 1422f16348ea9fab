#include "notifypolicy.h"

#include <QTest>

using namespace spillway;

static const QString checkout = QStringLiteral("checkout");

static Alert firing(const char *name, Severity severity, Metric metric = Metric::HitRatio) {
    Alert alert;
    alert.rule.name = QString::fromLatin1(name);
    alert.rule.severity = severity;
    alert.rule.metric = metric;
    alert.state = AlertState::Firing;
    alert.known = true;
    alert.value = 0.41;
    alert.limit = 0.6;
    return alert;
}

static Verdict verdict(Culprit culprit) {
    Verdict made;
    made.culprit = culprit;
    made.headline = QStringLiteral("The cache is overloading the database");
    return made;
}

class TestNotifyPolicy : public QObject {
    Q_OBJECT
private:
    NotifyPolicy m_policy{1};
    std::optional<Notice> consider(qint64 second, const std::vector<Alert> &alerts,
                                   Culprit culprit = Culprit::Unknown,
                                   const std::vector<Event> &events = {}) {
        return m_policy.consider(0, checkout, Instant::fromMs(second * 1000), events, alerts,
                                 verdict(culprit));
    }
private slots:
    void init() { m_policy = NotifyPolicy(1); }
    void nothingFiresNothingIsSaid() { QVERIFY(!consider(1, {})); }
    void theDatabasesAlertStandsBehindTheCauseWithItsReason() {
        Alert load = firing("Load high", Severity::Critical, Metric::Load);
        load.demotedBecause = QStringLiteral("a consequence of the cache");
        const Alert low = firing("Hit ratio low", Severity::Warning);
        const auto notice = consider(1, {load, low}, Culprit::Cache);
        QVERIFY(notice);
        const QStringList lines = notice->body.split(QLatin1Char('\n'));
        QVERIFY(lines.front().startsWith(QStringLiteral("Hit ratio low")));
        QVERIFY(lines.contains(QStringLiteral("Load high: a consequence of the cache")));
    }
    void oneNoticePerIncidentUpdatedInPlace() {
        const Alert low = firing("Hit ratio low", Severity::Warning);
        const Alert veryLow = firing("Hit ratio very low", Severity::Critical);
        const auto first = consider(1, {low});
        QVERIFY(first && first->reason == NoticeReason::First && first->urgency == Urgency::Normal);
        QVERIFY2(!consider(2, {low}), "nothing new, nothing said");
        const auto worse = consider(3, {low, veryLow});
        QVERIFY(worse && worse->reason == NoticeReason::Worse && worse->urgency == Urgency::Critical);
        QCOMPARE(worse->incident, first->incident);
        const auto named = consider(4, {low, veryLow}, Culprit::Cache);
        QVERIFY(named && named->reason == NoticeReason::CulpritChanged);
        QVERIFY(named->title.contains(QStringLiteral("The cache is overloading the database")));
        QCOMPARE(named->incident, first->incident);
        const auto over = consider(9, {});
        QVERIFY(over && over->closes && over->reason == NoticeReason::Resolved);
        QCOMPARE(over->incident, first->incident);
        QVERIFY(!consider(10, {}));
        const auto next = consider(60, {low});
        QVERIFY(next && next->incident != first->incident);
    }
    void saysValueLimitAndWhereToLook() {
        const auto notice = consider(1, {firing("Hit ratio very low", Severity::Critical)});
        QVERIFY(notice->body.contains(QStringLiteral("41.0")));
        QVERIFY(notice->body.contains(QStringLiteral("60.0")));
        QVERIFY(notice->body.contains(QStringLiteral("cache")));
    }
    void missingDataWhileFiringIsSaid() {
        const Alert low = firing("Hit ratio low", Severity::Warning);
        consider(1, {low});
        AlertEvent unknown;
        unknown.state = AlertState::Unknown;
        const auto notice =
            consider(2, {low}, Culprit::Unknown, {Event{Instant::fromMs(2000), checkout, {}, unknown}});
        QVERIFY(notice && notice->reason == NoticeReason::Unknown);
        QVERIFY(notice->body.contains(QStringLiteral("not known")));
    }
    void theCauseLeadsItsConsequences() {
        Alert load = firing("Load at capacity", Severity::Critical, Metric::LoadPerCore);
        load.demotedBecause = QStringLiteral("a consequence of the cache");
        const auto notice = consider(1, {load, firing("Hit ratio low", Severity::Warning)}, Culprit::Cache);
        QVERIFY(notice->body.startsWith(QStringLiteral("Hit ratio low")));
    }
};

QTEST_APPLESS_MAIN(TestNotifyPolicy)
#include "tst_notifypolicy.moc"
