#include "diagnosis/outlook.h"
#include "ticks.h"

#include <QTest>

using namespace spillway;
using namespace spillway::fixture;

namespace {

// 1000 lookups, 50 misses and 100 statements a second, 3.1 sessions: a miss costs 31 ms of a core.
const QuietPast past(300, 3.1);

Tick withHits(double lookups, double ratio, double load = 6) {
    Tick tick = quietTick(300);
    tick.lookups = lookups;
    tick.hits = lookups * ratio;
    tick.misses = lookups - tick.hits;
    tick.load = load;
    return tick;
}

RecoveryInput recovering(double before, double now) {
    RecoveryInput in{.usual = past.usual, .demand = demandOf(past.usual), .now = withHits(1000, now)};
    in.before = withHits(1000, before);
    in.lowestHitRatio = 0.15;
    in.cores = 48;
    in.sinceOnset = 5min;
    return in;
}

} // namespace

class TestOutlook : public QObject {
    Q_OBJECT
private slots:
    void aMissCostsAStatement() {
        const auto demand = demandOf(past.usual);
        QVERIFY(demand);
        QVERIFY(qAbs(demand->perMiss - 0.031) < 0.001);
        QVERIFY(qAbs(demand->at(51) - 3.1) < 0.01);
        QVERIFY(!demandOf(Usual()));
    }
    void theHitRatioToKeep_data() {
        QTest::addColumn<double>("cores");
        QTest::addColumn<double>("lookups");
        QTest::addColumn<double>("least");
        QTest::newRow("sixteen cores bear 470 misses of 1000 lookups") << 16.0 << 1000.0 << 0.53;
        QTest::newRow("twice the traffic needs a better ratio") << 16.0 << 2000.0 << 0.77;
        QTest::newRow("enough cores need no cache") << 64.0 << 1000.0 << 0.0;
        QTest::newRow("too few cores for the rest of the work") << 1.0 << 1000.0 << 1.0;
        QTest::newRow("nobody asks") << 16.0 << 0.0 << 0.0;
    }
    void theHitRatioToKeep() {
        QFETCH(double, cores);
        QFETCH(double, lookups);
        QFETCH(double, least);
        const double ratio = leastHitRatio(*demandOf(past.usual), lookups, cores);
        QVERIFY2(qAbs(ratio - least) < 0.01, qPrintable(QString::number(ratio)));
    }
    void dependenceInPeace() {
        const Demand demand{0.03, 1.5, 3};
        QCOMPARE(dependenceOf(demand, 1000, 16), (Dependence{10.5, 16.0 / 3}));
        QVERIFY(!dependenceOf(demand, 1000, 0).survived);
    }
    void saturationIsABound_data() {
        QTest::addColumn<double>("perSecond");
        QTest::addColumn<qint64>("minutes"); // 0 = nothing said
        QTest::addColumn<double>("cores");
        QTest::newRow("steady") << 0.0 << qint64(0) << 24.0;
        QTest::newRow("a minute at this rate") << 0.5 << qint64(1) << 24.0;
        QTest::newRow("minutes at this rate") << 0.5 << qint64(10) << 200.0;
        QTest::newRow("an hour at this rate") << 0.5 << qint64(0) << 2000.0;
        QTest::newRow("within the scatter") << 0.02 << qint64(0) << 24.0;
        QTest::newRow("falling") << -0.1 << qint64(0) << 24.0;
        QTest::newRow("full already") << 0.5 << qint64(0) << 8.0;
        QTest::newRow("cores unknown") << 0.5 << qint64(0) << 0.0;
    }
    void saturationIsABound() {
        QFETCH(double, perSecond);
        QFETCH(qint64, minutes);
        QFETCH(double, cores);
        QuietPast rising(60);
        double load = 3;
        rising.add(15, [&](Tick &tick) { tick.load = load += perSecond; });
        const auto within = saturationWithin(rising.ticks, cores);
        QCOMPARE(within ? within->count() / 60'000 : 0, minutes);
    }
    void theRefillIsTold_data() {
        QTest::addColumn<double>("before");
        QTest::addColumn<double>("now");
        QTest::addColumn<double>("refilled");
        QTest::addColumn<bool>("estimated");
        QTest::newRow("nothing is back") << 0.15 << 0.15 << 0.0 << false;
        QTest::newRow("half is back, and more comes") << 0.5 << 0.55 << 0.5 << true;
        QTest::newRow("half is back, and it stands still") << 0.55 << 0.55 << 0.5 << false;
        QTest::newRow("half is back, and it falls again") << 0.6 << 0.55 << 0.5 << false;
        QTest::newRow("all is back") << 0.94 << 0.95 << 1.0 << true;
    }
    void theRefillIsTold() {
        QFETCH(double, before);
        QFETCH(double, now);
        QFETCH(double, refilled);
        const Recovery recovery = recoveryOf(recovering(before, now));
        QVERIFY2(qAbs(*recovery.refilled - refilled) < 0.01, qPrintable(QString::number(*recovery.refilled)));
        QTEST(recovery.usualIn.has_value(), "estimated");
    }
    void theEndIsEstimatedFromTheLastHalfMinute() {
        // 0.45 of 0.8 lost hits miss, 0.40 half a minute later: ln(0.40 / 0.04) / (ln(0.45 / 0.40) / 30).
        const Recovery recovery = recoveryOf(recovering(0.5, 0.55));
        QVERIFY2(qAbs(toSeconds(*recovery.usualIn) - 586) < 10,
                 qPrintable(QString::number(toSeconds(*recovery.usualIn))));
        RecoveryInput young = recovering(0.5, 0.55);
        young.sinceOnset = 30s;
        QVERIFY(!recoveryOf(young).usualIn);
    }
    void retriesKeepItUp() {
        RecoveryInput in = recovering(0.2, 0.2);
        in.now = withHits(2500, 0.2, 60);
        in.saturatedFor = 2min;
        QVERIFY(!recoveryOf(in).sustained);
        in.triggerIsPast = true;
        QVERIFY(recoveryOf(in).sustained);
        in.saturatedFor = 10s;
        QVERIFY(!recoveryOf(in).sustained);
    }
    void throttlingMayGoWhenTheMissesAreBorne() {
        QVERIFY(recoveryOf(recovering(0.5, 0.7)).mayLiftThrottling);
        RecoveryInput few = recovering(0.5, 0.7);
        few.cores = 12;
        QVERIFY(!recoveryOf(few).mayLiftThrottling);
        few.cores = 0;
        QVERIFY(!recoveryOf(few).mayLiftThrottling);
    }
    void theWords() {
        Verdict verdict;
        QVERIFY(outlookText(verdict).isEmpty());
        verdict.culprit = Culprit::None;
        verdict.dependence = Dependence{12.4, 3.2};
        verdict.leastHitRatio = 0.862;
        QCOMPARE(
            outlookText(verdict),
            QStringLiteral("Were the cache lost, the database would get 12 times its usual work; it bears "
                           "3.2 times. This traffic needs a hit ratio of 86.2\u00a0%."));
        verdict = {};
        verdict.culprit = Culprit::Cache;
        verdict.recovery = Recovery{0.4, Duration{720'000}, true, false};
        verdict.saturatesWithin = 1min;
        QCOMPARE(outlookText(verdict).count(QLatin1Char('.')), 5);
        QVERIFY(outlookText(verdict).contains(QStringLiteral("Shed load first")));
    }
};

QTEST_APPLESS_MAIN(TestOutlook)
#include "tst_outlook.moc"
