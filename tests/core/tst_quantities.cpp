#include "ticks.h"

#include <QTest>

using namespace spillway;
using namespace spillway::fixture;

class TestQuantities : public QObject {
    Q_OBJECT
private slots:
    void findsTheOnset_data() {
        QTest::addColumn<int>("quantity");
        QTest::newRow("misses rose") << static_cast<int>(Quantity::Misses);
        QTest::newRow("hit ratio fell") << static_cast<int>(Quantity::HitRatio);
        QTest::newRow("load rose") << static_cast<int>(Quantity::Load);
    }
    void findsTheOnset() {
        QFETCH(int, quantity);
        QuietPast past;
        past.add(6, [](Tick &tick) {
            tick.misses = 500;
            tick.hits = 500;
            tick.load = 12;
        });
        const auto asked = static_cast<Quantity>(quantity);
        const auto onset = onsetOf(past.ticks, asked, past.usual.baseline(asked));
        QVERIFY(onset);
        QCOMPARE(onset->ms(), 300'000);
    }
    void aQuietQuantityHasNoOnset() {
        QuietPast past;
        past.add(6, [](Tick &tick) { tick.load = 12; });
        QVERIFY(!onsetOf(past.ticks, Quantity::Lookups, past.usual.baseline(Quantity::Lookups)));
    }
    void aSpikeThatEndedIsNoOnset() {
        QuietPast past;
        past.add(3, [](Tick &tick) { tick.load = 12; });
        past.add(8, [](Tick &) {});
        QVERIFY(!onsetOf(past.ticks, Quantity::Load, past.usual.baseline(Quantity::Load)));
    }
    void meansSkipTheUnknown() {
        QuietPast past(0 + 30);
        past.add(2, [](Tick &tick) { tick.load = 8; });
        past.add(2, [](Tick &tick) { tick.load = Tick::none; });
        const Instant now = past.ticks.back().at;
        QCOMPARE(meanOf(past.ticks, now - 3500ms, now).load, 8.0);
        QVERIFY(std::isnan(meanOf(past.ticks, now - 1500ms, now).load));
    }
    void theCountDecidesWhereItAgrees_data() {
        QTest::addColumn<double>("load");
        QTest::addColumn<double>("counted");
        QTest::addColumn<double>("longest");
        QTest::addColumn<bool>("byCount");
        QTest::newRow("samples and count agree") << 6.4 << 6.0 << 0.1 << true;
        QTest::newRow("a scattered sample") << 2.5 << 4.0 << 0.1 << true;
        QTest::newRow("a long statement hides from the count") << 9.0 << 3.1 << 30.0 << false;
        QTest::newRow("a long statement was counted at its end") << 3.1 << 15.0 << 0.1 << false;
        QTest::newRow("nobody counts") << 6.4 << Tick::none << 0.1 << false;
    }
    void theCountDecidesWhereItAgrees() {
        QFETCH(double, load);
        QFETCH(double, counted);
        QFETCH(double, longest);
        const QuietPast past(300, 3.1);
        Tick mean = quietTick(300);
        mean.load = load;
        mean.counted = counted;
        mean.longest = longest;
        const AddedLoad added = addedLoad(mean, 8, past.usual);
        QTEST(added.counted, "byCount");
        QVERIFY(qAbs(added.sessions - ((added.counted ? counted : load) - 3.1)) < 0.05);
        QVERIFY(added.error > 0);
    }
    void unendedStatementsAreWhatTheCountDoesNotKnow() {
        Tick before = quietTick(0);
        before.counted = before.load;
        Tick now = before;
        now.load += 7;
        QCOMPARE(unendedSessions(now, before), 7.0);
        now.locked += 5;
        QCOMPARE(unendedSessions(now, before), 2.0);
        now.counted += 9;
        QCOMPARE(unendedSessions(now, before), 0.0);
    }
    void oneLongStatementDoesNotAverageOut() {
        QuietPast past(30);
        past.ticks.back().longest = 40;
        past.add(3, [](Tick &tick) { tick.longest = 0.1; });
        const Instant now = past.ticks.back().at;
        QCOMPARE(meanOf(past.ticks, now - 1500ms, now).longest, 40.0);
        past.add(5, [](Tick &tick) { tick.longest = 0.1; });
        QCOMPARE(meanOf(past.ticks, past.ticks.back().at - 1500ms, past.ticks.back().at).longest, 0.1);
    }
    void noLookupsHaveNoRatio() {
        Tick tick = quietTick(0);
        tick.lookups = 0;
        QVERIFY(std::isnan(valueOf(tick, Quantity::HitRatio)));
    }
    void errorsShrinkWithTime() {
        const QuietPast past;
        QVERIFY(past.usual.errors(100).misses < past.usual.errors(1).misses / 5);
    }
};

QTEST_APPLESS_MAIN(TestQuantities)
#include "tst_quantities.moc"
