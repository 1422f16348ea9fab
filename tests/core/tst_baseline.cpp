#include "diagnosis/baseline.h"

#include <QTest>

#include <cmath>

using namespace spillway;

static Instant at(int second) {
    return Instant::fromMs(second * 1000LL);
}

class TestBaseline : public QObject {
    Q_OBJECT
private slots:
    void isTheMedianAndIgnoresOutliers() {
        Baseline baseline(1);
        for (int i = 0; i < 100; ++i)
            baseline.learn(at(i), i % 10 == 0 ? 100'000 : 50 + i % 3);
        baseline.update(at(100));
        QCOMPARE(baseline.level()->median, 51.0);
        QVERIFY(baseline.level()->spread < 0.05);
    }
    void tooFewSamplesTeachNothing() {
        Baseline baseline(1);
        for (int i = 0; i < 10; ++i)
            baseline.learn(at(i), 5);
        baseline.update(at(10));
        QVERIFY(!baseline.level());
        QCOMPARE(baseline.deviation(500, 1, false), 0.0);
    }
    void recentSamplesWaitTheirTurn() {
        Baseline baseline(1);
        for (int i = 0; i < 100; ++i)
            baseline.learn(at(i), i < 60 ? 10 : 1000);
        baseline.update(at(59));
        QCOMPARE(baseline.level()->median, 10.0);
    }
    void forgetsAnIncident() {
        Baseline baseline(1);
        for (int i = 0; i < 100; ++i)
            baseline.learn(at(i), i < 40 ? 10 : 1000);
        baseline.forgetSince(at(40));
        baseline.update(at(100));
        QCOMPARE(baseline.level()->median, 10.0);
    }
    void remembersTenMinutes() {
        Baseline baseline(1);
        for (int i = 0; i < 2000; ++i)
            baseline.learn(at(i), i < 1390 ? 10 : 20);
        baseline.update(at(2000));
        QCOMPARE(baseline.level()->median, 20.0);
    }
    void movesAndIsTaughtAnew() {
        Baseline baseline(1);
        for (int i = 0; i < 100; ++i)
            baseline.learn(at(i), 10);
        baseline.shift(2, 1e9); // nothing to move yet
        baseline.update(at(100));
        baseline.shift(2, 1e9);
        QCOMPARE(baseline.level()->median, 20.0);
        baseline.shift(3, 1e9); // of what was learned, not of what was moved
        QCOMPARE(baseline.level()->high, 30.0);
        baseline.shift(3, 25);
        QCOMPARE(baseline.level()->mean, 25.0);
        baseline.update(at(100));
        QCOMPARE(baseline.level()->median, 10.0);
    }
    void unknownValuesAreNotLearned() {
        Baseline baseline(1);
        for (int i = 0; i < 100; ++i)
            baseline.learn(at(i), i % 2 ? std::nan("") : 7);
        baseline.update(at(100));
        QCOMPARE(baseline.level()->median, 7.0);
    }
    void smallCountsDeviateLess() {
        Baseline few(1), many(1);
        for (int i = 0; i < 100; ++i) {
            few.learn(at(i), 3);
            many.learn(at(i), 3000);
        }
        few.update(at(100));
        many.update(at(100));
        QVERIFY(few.deviation(6, 1, true) < 2); // three more a second is chance
        QVERIFY(many.deviation(6000, 1, true) > 20);
        QVERIFY(many.deviation(1500, 1, true) < -20);
    }
};

QTEST_APPLESS_MAIN(TestBaseline)
#include "tst_baseline.moc"
