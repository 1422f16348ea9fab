#include "schedule.h"

#include <QSet>
#include <QTest>

using namespace spillway;

class TestSchedule : public QObject {
    Q_OBJECT

private slots:
    void findsTheSlot_data();
    void findsTheSlot();
    void phaseComesFromTheNameAlone();
    void manyEndpointsSpreadOverTheCadence();
    void deadlineFollowsTheCadence_data();
    void deadlineFollowsTheCadence();
};

void TestSchedule::findsTheSlot_data() {
    QTest::addColumn<qint64>("at");
    QTest::addColumn<qint64>("slot");
    QTest::addColumn<qint64>("untilNext");
    QTest::newRow("at the start of a slot") << qint64(1300) << qint64(1) << qint64(1000);
    QTest::newRow("inside a slot") << qint64(1800) << qint64(1) << qint64(500);
    QTest::newRow("a millisecond before the next") << qint64(2299) << qint64(1) << qint64(1);
    QTest::newRow("at the next") << qint64(2300) << qint64(2) << qint64(1000);
    QTest::newRow("at the epoch, before the phase") << qint64(0) << qint64(-1) << qint64(300);
    QTest::newRow("before the epoch") << qint64(-1700) << qint64(-2) << qint64(1000);
}

void TestSchedule::findsTheSlot() {
    QFETCH(qint64, at);
    QFETCH(qint64, slot);
    QFETCH(qint64, untilNext);
    const Schedule schedule(1s, 300ms);
    QCOMPARE(schedule.slotAt(Instant::fromMs(at)), slot);
    QCOMPARE(schedule.untilNext(Instant::fromMs(at)).count(), untilNext);
    QVERIFY(schedule.startOf(slot).ms() <= at);
    QVERIFY(schedule.startOf(slot + 1).ms() > at);
}

void TestSchedule::phaseComesFromTheNameAlone() {
    // Fixed numbers: an endpoint keeps its place across versions and machines.
    QCOMPARE(Schedule::forName(QStringLiteral("cache-1"), 1s).phase().count(), 315);
    QCOMPARE(Schedule::forName(QStringLiteral("db-1"), 1s).phase().count(), 49);
}

void TestSchedule::manyEndpointsSpreadOverTheCadence() {
    QSet<qint64> tenths;
    for (int i = 0; i < 50; ++i) {
        const Schedule schedule = Schedule::forName(QStringLiteral("cache-%1").arg(i), 1s);
        QVERIFY(schedule.phase() >= 0ms && schedule.phase() < 1s);
        tenths.insert(schedule.phase() / 100ms);
    }
    QCOMPARE(tenths.size(), 10);
}

void TestSchedule::deadlineFollowsTheCadence_data() {
    QTest::addColumn<qint64>("every");
    QTest::addColumn<qint64>("deadline");
    QTest::newRow("at least 200 ms") << qint64(100) << qint64(200);
    QTest::newRow("nine tenths of a second") << qint64(1000) << qint64(900);
    QTest::newRow("nine tenths of two seconds") << qint64(2000) << qint64(1800);
    QTest::newRow("at most two seconds") << qint64(60'000) << qint64(2000);
}

void TestSchedule::deadlineFollowsTheCadence() {
    QFETCH(qint64, every);
    QFETCH(qint64, deadline);
    QCOMPARE(deadlineFor(Duration(every)).count(), deadline);
}

QTEST_GUILESS_MAIN(TestSchedule)
#include "tst_schedule.moc"
