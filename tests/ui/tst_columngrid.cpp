// Columns are numbered in absolute time: a scroll moves them whole and never alters one.

#include "charts/columngrid.h"
#include "charts/timeruler.h"

#include <QtTest>

using namespace spillway;

namespace {

const Instant morning = Instant::fromMs(1'709'459'592'000);

} // namespace

class TestColumnGrid : public QObject {
    Q_OBJECT
private slots:
    void endHoldsTheNewest_data();
    void endHoldsTheNewest();
    void everySlotIsInOneColumn_data();
    void everySlotIsInOneColumn();
    void roundIntervals_data();
    void roundIntervals();
    void tickTimes_data();
    void tickTimes();
};

void TestColumnGrid::endHoldsTheNewest_data() {
    QTest::addColumn<qint64>("span"); // ms
    QTest::addColumn<int>("count");
    QTest::newRow("five minutes on 734 columns") << qint64{300'000} << 734;
    QTest::newRow("a day on 1784 columns") << qint64{86'400'000} << 1784;
    QTest::newRow("ten seconds on 1 column") << qint64{10'000} << 1;
    QTest::newRow("a year on a wall") << qint64{31'536'000'000} << 3840;
}

void TestColumnGrid::endHoldsTheNewest() {
    QFETCH(qint64, span);
    QFETCH(int, count);
    for (int tick = 0; tick < 50; ++tick) {
        const Instant to = morning + Duration{tick * 1000};
        const ColumnGrid grid = ColumnGrid::between(to - Duration{span}, to, count);
        QCOMPARE(grid.count, count);
        QVERIFY(grid.x(to) <= count);
        QVERIFY(grid.x(to) > count - 1.001);
        QCOMPARE(grid.width, static_cast<double>(span) / count);
        QVERIFY(std::abs((grid.timeAt(grid.x(to)) - to).count()) <= 1);
    }
}

void TestColumnGrid::everySlotIsInOneColumn_data() {
    QTest::addColumn<qint64>("span");
    QTest::addColumn<int>("count");
    QTest::newRow("several slots in a column") << qint64{3'600'000} << 734;
    QTest::newRow("several columns for a slot") << qint64{60'000} << 734;
}

void TestColumnGrid::everySlotIsInOneColumn() {
    QFETCH(qint64, span);
    QFETCH(int, count);
    const ColumnGrid grid = ColumnGrid::between(morning - Duration{span}, morning, count);
    qint64 expected = grid.slotOf(grid.first, 1s);
    for (qint64 column = grid.first; column < grid.end(); ++column) {
        QCOMPARE(grid.slotOf(column, 1s), expected);
        expected = grid.slotOf(column + 1, 1s);
        for (qint64 slot = grid.slotOf(column, 1s); slot < expected; ++slot)
            QCOMPARE(grid.columnOf(Instant::fromMs(slot * 1000)), column);
    }
}

void TestColumnGrid::roundIntervals_data() {
    QTest::addColumn<qint64>("least");
    QTest::addColumn<qint64>("interval");
    QTest::newRow("under a second") << qint64{1} << qint64{1000};
    QTest::newRow("seven seconds") << qint64{7000} << qint64{10'000};
    QTest::newRow("exactly a minute") << qint64{60'000} << qint64{60'000};
    QTest::newRow("seventy minutes") << qint64{4'200'000} << qint64{7'200'000};
    QTest::newRow("a year") << qint64{31'536'000'000} << qint64{28LL * 86'400'000};
}

void TestColumnGrid::roundIntervals() {
    QFETCH(qint64, least);
    QFETCH(qint64, interval);
    QCOMPARE(roundInterval(Duration{least}).count(), interval);
}

void TestColumnGrid::tickTimes_data() {
    QTest::addColumn<QString>("at");
    QTest::addColumn<int>("seconds");
    QTest::addColumn<QString>("text");
    QTest::newRow("minutes") << QStringLiteral("2024-03-03T09:58:00Z") << 120 << QStringLiteral("09:58");
    QTest::newRow("seconds") << QStringLiteral("2024-03-03T09:58:10Z") << 10 << QStringLiteral("09:58:10");
    QTest::newRow("midnight") << QStringLiteral("2024-03-03T00:00:00Z") << 3600 << QStringLiteral("3 Mar");
}

void TestColumnGrid::tickTimes() {
    QFETCH(QString, at);
    QFETCH(int, seconds);
    QFETCH(QString, text);
    QCOMPARE(tickTime(*Instant::fromIso(at), std::chrono::seconds(seconds)), text);
}

QTEST_APPLESS_MAIN(TestColumnGrid)
#include "tst_columngrid.moc"
