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
