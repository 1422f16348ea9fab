#include "series.h"

#include <QTest>

#include <cmath>
#include <random>

using namespace spillway;

class TestSeries : public QObject {
    Q_OBJECT
private slots:
    void extremesEqualANaiveScan_data() {
        QTest::addColumn<int>("count");
        QTest::addColumn<double>("shareMissing");
        QTest::newRow("a short one") << 50 << 0.0;
        QTest::newRow("exactly one block") << 1024 << 0.0;
        QTest::newRow("several blocks") << 20'000 << 0.0;
        QTest::newRow("with gaps") << 20'000 << 0.3;
        QTest::newRow("mostly missing") << 20'000 << 0.99;
    }
    void extremesEqualANaiveScan() {
        QFETCH(int, count);
        QFETCH(double, shareMissing);
        std::mt19937 random(11);
        std::uniform_real_distribution<double> uniform(0, 1);
        Series series(1s, 100'000);
        std::vector<float> naive;
        for (int i = 0; i < count; ++i) {
            const bool missing = uniform(random) < shareMissing && i > 0;
            const double value = uniform(random) * 100;
            naive.push_back(missing ? std::nanf("") : static_cast<float>(value));
            if (!missing)
                series.append(Instant::fromMs(1'000'000 + i * 1000LL), value);
        }
        for (int round = 0; round < 300; ++round) {
            const int a = static_cast<int>(uniform(random) * count);
            const int b = a + static_cast<int>(uniform(random) * (count - a)) + 1;
            float low = INFINITY, high = -INFINITY, first = std::nanf(""), last = std::nanf("");
            for (int i = a; i < std::min(b, count); ++i)
                if (!std::isnan(naive[i])) {
                    low = std::min(low, naive[i]);
                    high = std::max(high, naive[i]);
                    if (std::isnan(first))
                        first = naive[i];
                    last = naive[i];
                }
            const Column column = series.column(1000 + a, 1000 + b);
            QCOMPARE(column.isEmpty(), std::isnan(first));
            if (!column.isEmpty()) {
                QCOMPARE(column.min, low);
                QCOMPARE(column.max, high);
                QCOMPARE(column.first, first);
                QCOMPARE(column.last, last);
            }
        }
    }
    void theLaterSampleOfASlotWins() {
        Series series(1s, 1000);
        series.append(Instant::fromMs(5000), 9);
        series.append(Instant::fromMs(5900), 4);
        QCOMPARE(series.at(5), 4.0f);
        QCOMPARE(series.extremes(5, 6).max, 4.0f);
        QCOMPARE(series.endSlot(), 6);
    }
    void timeDoesNotGoBack() {
        Series series(1s, 1000);
        series.append(Instant::fromMs(5000), 1);
        series.append(Instant::fromMs(3000), 2);
        QVERIFY(std::isnan(series.at(3)));
        QCOMPARE(series.endSlot(), 6);
    }
    void outsideIsNoSample() {
        Series series(1s, 1000);
        QVERIFY(series.column(0, 10).isEmpty());
        series.append(Instant::fromMs(5000), 1);
        QVERIFY(std::isnan(series.at(4)));
        QVERIFY(std::isnan(series.at(6)));
        QVERIFY(series.column(6, 100).isEmpty());
    }
    void forgetsTheOldestButKeepsWhatItPromises() {
        Series series(1s, 10'000);
        for (int i = 0; i < 50'000; ++i)
            series.append(Instant::fromMs(i * 1000LL), i);
        QVERIFY(series.firstSlot() <= 40'000);
        QVERIFY(series.firstSlot() > 40'000 - 2 * Series::blockSize);
        QCOMPARE(series.at(40'001), 40'001.0f);
        QVERIFY(std::isnan(series.at(series.firstSlot() - 1)));
    }
    void aLeapOfYearsCostsNoMemory() {
        Series series(1s, 10'000);
        series.append(Instant::fromMs(1000), 1);
        series.append(Instant::fromMs(3'000'000'000'000), 2);
        QVERIFY(series.endSlot() - series.firstSlot() <= 10'000 + 2 * Series::blockSize);
        QCOMPARE(series.at(3'000'000'000), 2.0f);
    }
    void timesBeforeTheEpochHaveSlotsToo() {
        Series series(1s, 1000);
        series.append(Instant::fromMs(-1500), 3);
        QCOMPARE(series.slotOf(Instant::fromMs(-1500)), -2);
        QCOMPARE(series.at(-2), 3.0f);
    }
    void aCopyStaysAsItWas() {
        Series series(1s, 100'000);
        for (int i = 0; i < 1500; ++i)
            series.append(Instant::fromMs(i * 1000LL), i);
        const Series copy = series;
        series.append(Instant::fromMs(1'499'000), 7); // again, and lower
        series.append(Instant::fromMs(1'500'000), 9999);
        QCOMPARE(copy.endSlot(), qint64(1500));
        QCOMPARE(copy.at(1499), 1499.0F);
        QCOMPARE(copy.extremes(1024, 1500).max, 1499.0F);
        QCOMPARE(series.at(1499), 7.0F);
        QCOMPARE(series.extremes(1024, 1501).max, 9999.0F);
        QCOMPARE(series.extremes(0, 1024).max, copy.extremes(0, 1024).max);
    }
};

QTEST_APPLESS_MAIN(TestSeries)
#include "tst_series.moc"
