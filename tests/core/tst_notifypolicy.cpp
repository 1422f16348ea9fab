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
    void whatIsHushedAsksForNothing() {
        Alert low = firing("Hit ratio low", Severity::Warning);
        Alert veryLow = firing("Hit ratio very low", Severity::Critical);
        const auto first = consider(1, {low, veryLow});
        QVERIFY(first);
        veryLow.attention.acknowledgedBy = QStringLiteral("ada");
        QVERIFY2(!consider(2, {low, veryLow}), "one of two still asks; nothing new");
        low.attention.snoozedUntil = Instant::fromMs(5000);
        const auto rests = consider(3, {low, veryLow});
        QVERIFY(rests && rests->reason == NoticeReason::Acknowledged && rests->urgency == Urgency::Low);
        QCOMPARE(rests->incident, first->incident);
        QVERIFY(!rests->closes);
        QVERIFY(!consider(4, {low, veryLow}));
        low.attention.snoozedUntil.reset();
        const auto again = consider(5, {low, veryLow});
        QVERIFY(again && again->reason == NoticeReason::Again && again->urgency == Urgency::Normal);
        QVERIFY(again->body.startsWith(QStringLiteral("Hit ratio low")));
        const auto over = consider(6, {});
        QVERIFY(over && over->closes && over->incident == first->incident);
    }
    void whatIsSilencedFromItsBeginningIsNoIncident() {
        Alert low = firing("Hit ratio low", Severity::Warning);
        low.silencedUntil = Instant::fromMs(5000);
        QVERIFY(!consider(1, {low}));
        low.silencedUntil.reset();
        const auto first = consider(5, {low});
        QVERIFY(first && first->reason == NoticeReason::First);
    }
    void removedIsNotRecovered() {
        consider(1, {firing("Hit ratio low", Severity::Warning)});
        AlertEvent removed;
        removed.state = AlertState::Removed;
        const auto over =
            consider(2, {}, Culprit::Unknown, {Event{Instant::fromMs(2000), checkout, {}, removed}});
        QVERIFY(over && over->closes && over->reason == NoticeReason::Removed);
        QVERIFY(!over->title.contains(QStringLiteral("recovered")));
    }
    void goesOnWithTheIncidentsOfAnother() {
        std::vector<Stack> stacks(1);
        stacks[0].name = checkout;
        const Alert low = firing("Hit ratio low", Severity::Warning);
        const auto first = consider(1, {low});
        const std::vector<KeptIncident> kept = m_policy.kept(stacks);
        QCOMPARE(kept.size(), size_t(1));
        m_policy = NotifyPolicy(1);
        m_policy.restore(kept, stacks);
        const auto again = consider(500, {low});
        QVERIFY(again && again->reason == NoticeReason::Again && again->incident == first->incident);
        consider(501, {});
        const auto next = consider(502, {low});
        QVERIFY(next && next->incident != first->incident);
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
