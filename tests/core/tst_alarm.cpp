#include "diagnosis/alarm.h"
#include "ticks.h"

#include <QTest>

using namespace spillway;
using namespace spillway::fixture;

class TestAlarm : public QObject {
    Q_OBJECT
private slots:
    void raises_data() {
        QTest::addColumn<double>("load");
        QTest::addColumn<double>("misses");
        QTest::addColumn<int>("seconds");
        QTest::addColumn<bool>("raised");
        QTest::newRow("usual") << 3.1 << 50.0 << 30 << false;
        QTest::newRow("one sampled spike is not an incident") << 9.0 << 50.0 << 1 << false;
        QTest::newRow("three seconds at four times, misses agree") << 13.0 << 600.0 << 3 << true;
        QTest::newRow("doubled for eight seconds, misses agree") << 6.4 << 150.0 << 8 << true;
        QTest::newRow("nearly doubled for long, by samples alone") << 5.9 << 120.0 << 30 << true;
        QTest::newRow("ten per cent more is usual life") << 3.4 << 55.0 << 60 << false;
        QTest::newRow("alone, it must rise further") << 4.3 << 50.0 << 30 << false;
    }
    void raises() {
        QFETCH(double, load);
        QFETCH(double, misses);
        QFETCH(int, seconds);
        QuietPast past;
        past.add(seconds, [&](Tick &tick) {
            tick.load = load;
            tick.misses = misses;
            tick.statements += misses - 50;
        });
        QTEST(Alarm(16).raisedBy(past.ticks, past.usual), "raised");
    }
    void theServersCountSuffices() {
        // Two fifths more, in samples that alone would leave it open.
        QuietPast past(300, 3.1);
        past.add(16, [](Tick &tick) {
            tick.load = 4.6;
            tick.counted = 4.6;
            tick.statements = 150;
        });
        QVERIFY(Alarm(16).raisedBy(past.ticks, past.usual));
        for (Tick &tick : past.ticks)
            tick.counted = Tick::none;
        QVERIFY(!Alarm(16).raisedBy(past.ticks, past.usual));
    }
    void nothingLearnedRaisesNothing() {
        QuietPast past;
        QVERIFY(!Alarm(16).raisedBy(past.ticks, Usual()));
        QVERIFY(!Alarm(16).raisedBy({}, past.usual));
    }
    void worksWithoutKnowingTheCores() {
        QuietPast past;
        past.add(8, [](Tick &tick) { tick.load = 12; });
        QVERIFY(Alarm(0).raisedBy(past.ticks, past.usual));
    }
    void quietMeansQuietThroughout() {
        QuietPast past;
        past.add(10, [](Tick &tick) { tick.load = 12; });
        QVERIFY(!Alarm(16).quietFor(20, past.ticks, past.usual));
        past.add(15, [](Tick &) {});
        QVERIFY(!Alarm(16).quietFor(20, past.ticks, past.usual));
        past.add(10, [](Tick &) {});
        QVERIFY(Alarm(16).quietFor(20, past.ticks, past.usual));
    }
};

QTEST_APPLESS_MAIN(TestAlarm)
#include "tst_alarm.moc"
