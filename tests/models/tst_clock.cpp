#include "clock.h"

#include <QTest>

using namespace spillway;

class TestClock : public QObject {
    Q_OBJECT

private slots:
    void followsTheMonotonicSource_data();
    void followsTheMonotonicSource();
    void keepsItsNewAnchor();
    void neverGoesBack();
    void isOnTheWallAtTheStart();
    void movesByHandOnly();
};

void TestClock::followsTheMonotonicSource_data() {
    QTest::addColumn<qint64>("wall");
    QTest::addColumn<qint64>("monotonic");
    QTest::addColumn<qint64>("expected");
    const qint64 noon = 1'709'467'200'000;
    QTest::newRow("both go on") << noon + 1000 << qint64(6000) << noon + 1000;
    QTest::newRow("the wall lags by a slew") << noon + 990 << qint64(6000) << noon + 1000;
    QTest::newRow("the wall was set back an hour") << noon - 3'599'000 << qint64(6000) << noon + 1000;
    QTest::newRow("the wall was set back to 1970") << qint64(0) << qint64(6000) << noon + 1000;
    QTest::newRow("the wall leads by exactly two seconds") << noon + 3000 << qint64(6000) << noon + 1000;
    QTest::newRow("the wall leads by more than two seconds") << noon + 3001 << qint64(6000) << noon + 3001;
    QTest::newRow("the wall was set forward a day") << noon + 86'400'000 << qint64(6000) << noon + 86'400'000;
    QTest::newRow("eight hours asleep") << noon + 28'800'000 << qint64(28'805'000) << noon + 28'800'000;
    QTest::newRow("asleep, and the wall woke up wrong")
        << noon + 1 << qint64(28'805'000) << noon + 28'800'000;
}

void TestClock::followsTheMonotonicSource() {
    QFETCH(qint64, wall);
    QFETCH(qint64, monotonic);
    QFETCH(qint64, expected);
    WallAnchor anchor(Instant::fromMs(1'709'467'200'000), Duration(5000));
    QCOMPARE(anchor.at(Instant::fromMs(wall), Duration(monotonic)).ms(), expected);
}

void TestClock::keepsItsNewAnchor() {
    WallAnchor anchor(Instant::fromMs(1000), Duration(0));
    QCOMPARE(anchor.at(Instant::fromMs(100'000), Duration(10)).ms(), 100'000);
    QCOMPARE(anchor.at(Instant::fromMs(1020), Duration(20)).ms(), 100'010); // set back again: not followed
}

void TestClock::neverGoesBack() {
    const SystemClock clock;
    Instant last = clock.now();
    for (int i = 0; i < 10'000; ++i) {
        const Instant now = clock.now();
        QVERIFY(now >= last);
        last = now;
    }
}

void TestClock::isOnTheWallAtTheStart() {
    const qint64 before = QDateTime::currentMSecsSinceEpoch();
    const SystemClock clock;
    const qint64 now = clock.now().ms();
    // The two sources tick apart by a millisecond at most.
    QVERIFY(now >= before - 1);
    QVERIFY(now <= QDateTime::currentMSecsSinceEpoch() + 1);
}

void TestClock::movesByHandOnly() {
    ManualClock clock(Instant::fromMs(5));
    QCOMPARE(clock.now().ms(), 5);
    clock.advance(7ms);
    QCOMPARE(clock.now().ms(), 12);
}

QTEST_GUILESS_MAIN(TestClock)
#include "tst_clock.moc"
