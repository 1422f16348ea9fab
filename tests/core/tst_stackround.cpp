#include "stackround.h"

#include <QTest>

#include <cmath>

using namespace spillway;
using enum Metric;

static Instant at(qint64 ms) {
    return Instant::fromMs(ms);
}

static Rates cache(double hits, double misses) {
    Rates rates;
    rates.set(Hits, hits);
    rates.set(Misses, misses);
    rates.set(Lookups, hits + misses);
    return rates;
}

static Rates database(double load) {
    Rates rates;
    rates.set(Load, load);
    return rates;
}

static std::optional<double> valueOf(const std::vector<Sample> &samples, Metric metric) {
    for (const Sample &sample : samples)
        if (sample.series.metric == metric)
            return sample.value();
    return std::nullopt;
}

class TestStackRound : public QObject {
    Q_OBJECT
private slots:
    void theRatioIsOfSummedLookups() {
        StackRound round(0, Role::Cache, {0, 1}, 1s, std::nan(""));
        std::vector<Sample> out;
        round.report(0, at(1000), cache(990, 10), out);
        QVERIFY2(out.empty(), "the round is not complete yet");
        round.report(1, at(1100), cache(0, 10), out);
        QCOMPARE(valueOf(out, HitRatio), std::optional(990.0 / 1010)); // the mean of both would say 49.5 %
        QCOMPARE(valueOf(out, Misses), std::optional(20.0));
    }
    void aFailingCacheLeavesTheOthers() {
        StackRound round(0, Role::Cache, {0, 1}, 1s, std::nan(""));
        std::vector<Sample> out;
        round.report(0, at(1000), cache(80, 20), out);
        round.report(1, at(1000), std::nullopt, out);
        QCOMPARE(valueOf(out, HitRatio), std::optional(0.8));
    }
    void noTrafficHasNoRatio() {
        StackRound round(0, Role::Cache, {0}, 1s, std::nan(""));
        std::vector<Sample> out;
        round.report(0, at(1000), cache(0, 0), out);
        QVERIFY(!valueOf(out, HitRatio));
        QCOMPARE(valueOf(out, Lookups), std::optional(0.0));
    }
    void aFailingDatabaseLeavesTheLoadUnknown() {
        StackRound round(0, Role::Database, {0, 1}, 1s, 16);
        std::vector<Sample> out;
        round.report(0, at(1000), database(3), out);
        round.report(1, at(1000), std::nullopt, out);
        QVERIFY(!valueOf(out, Load));
        QCOMPARE(valueOf(out, Capacity), std::optional(16.0));
    }
    void aSlowerMemberIsHeldForThreePollsOnly() {
        StackRound round(0, Role::Database, {0, 1}, 1s, 16);
        std::vector<Sample> out;
        round.report(1, at(500), database(2), out);
        round.report(0, at(1000), database(3), out);
        QCOMPARE(valueOf(out, Load), std::optional(5.0));
        out.clear();
        round.report(0, at(2000), database(4), out);
        round.report(0, at(3000), database(4), out); // the other has not reported: its last stands in
        QCOMPARE(valueOf(out, LoadSampled), std::optional(6.0));
        for (int second = 4; second <= 6; ++second)
            round.report(0, at(second * 1000), database(4), out);
        out.clear();
        round.report(0, at(7000), database(4), out);
        QVERIFY2(!valueOf(out, Load), "a part is not the whole");
    }
    void theLoadIsTheMeanOfTenSeconds() {
        StackRound round(0, Role::Database, {0}, 1s, 16);
        std::vector<Sample> out;
        for (int second = 1; second <= 20; ++second) {
            out.clear();
            round.report(0, at(second * 1000), database(second <= 15 ? 2 : 12), out);
        }
        QCOMPARE(valueOf(out, LoadSampled), std::optional(12.0));
        QCOMPARE(valueOf(out, Load), std::optional(7.0));
        QCOMPARE(valueOf(out, LoadPerCore), std::optional(7.0 / 16));
    }
    void unknownCapacityGivesNoShareOfIt() {
        StackRound round(0, Role::Database, {0}, 1s, std::nan(""));
        std::vector<Sample> out;
        round.report(0, at(1000), database(3), out);
        QVERIFY(!valueOf(out, Capacity) && !valueOf(out, LoadPerCore));
        QCOMPARE(valueOf(out, Load), std::optional(3.0));
    }
};

QTEST_APPLESS_MAIN(TestStackRound)
#include "tst_stackround.moc"
