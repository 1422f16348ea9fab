#include "diagnosis/attribution.h"
#include "ticks.h"

#include <QTest>

using namespace spillway;
using namespace spillway::fixture;

namespace {

// R, M, Q, L, lock waiters of the present; the past is quiet: 1000/s, 50/s, 100/s, 3 sessions.
AttributionInput input(double lookups, double misses, double statements, double load, double locked = 0) {
    const QuietPast past;
    AttributionInput in;
    in.before = past.usual.means();
    in.beforeError = past.usual.errors(8);
    in.now = in.before;
    in.now.lookups = lookups;
    in.now.misses = misses;
    in.now.hits = lookups - misses;
    in.now.statements = statements;
    in.now.load = load;
    in.now.locked = locked;
    in.seconds = 8;
    in.cores = 16;
    return in;
}

Culprit leading(const Attribution &parts) {
    const Shares shares = parts.shares();
    const std::pair<double, Culprit> all[]{{shares.cache, Culprit::Cache},
                                           {shares.traffic, Culprit::Traffic},
                                           {shares.database, Culprit::Database},
                                           {shares.background, Culprit::Background}};
    return std::max_element(std::begin(all), std::end(all))->second;
}

} // namespace

class TestAttribution : public QObject {
    Q_OBJECT
private slots:
    void blames_data() {
        QTest::addColumn<double>("lookups");
        QTest::addColumn<double>("misses");
        QTest::addColumn<double>("statements");
        QTest::addColumn<double>("load");
        QTest::addColumn<double>("locked");
        QTest::addColumn<int>("culprit");
        const auto row = [](const char *name, double lookups, double misses, double statements, double load,
                            double locked, Culprit culprit) {
            QTest::newRow(name) << lookups << misses << statements << load << locked
                                << static_cast<int>(culprit);
        };
        using enum Culprit;
        row("lost hits: misses and statements rise, lookups do not", 1000, 250, 500, 12, 0, Cache);
        row("a surge: everything rises alike", 3000, 150, 300, 9, 0, Traffic);
        row("new content: lookups rise by as much as misses", 1200, 250, 500, 12, 0, Traffic);
        row("dearer queries: only the load rises", 1000, 50, 100, 12, 0, Database);
        row("locks: the load waits", 1000, 50, 100, 13, 10, Database);
        row("a bypass: lookups vanish and come back as statements", 600, 30, 880, 14, 0, Cache);
        row("another client: statements without lookups", 1000, 50, 1900, 12, 0, Background);
    }
    void blames() {
        QFETCH(double, lookups);
        QFETCH(double, misses);
        QFETCH(double, statements);
        QFETCH(double, load);
        QFETCH(double, locked);
        const Attribution parts = attribute(input(lookups, misses, statements, load, locked));
        QTEST(static_cast<int>(leading(parts)), "culprit");
        QVERIFY2(parts.shares().cache + parts.shares().traffic + parts.shares().database +
                         parts.shares().background >
                     0.999,
                 "nothing is left over");
    }
    void queueingIsNotBlamedOnTheDatabase() {
        // Saturated: throughput stops at the cores while sessions pile up. The misses did it.
        AttributionInput in = input(1000, 600, 530, 60);
        in.saturated = true;
        QCOMPARE(leading(attribute(in)), Culprit::Cache);
    }
    void anUnreachableCacheIsABypass() {
        AttributionInput in = input(0, 0, 1900, 30);
        in.cacheUnavailable = true;
        in.saturated = true;
        const Attribution parts = attribute(in);
        QCOMPARE(leading(parts), Culprit::Cache);
        QVERIFY(parts.bypass);
    }
    void longStatementsAreAnotherClient() {
        AttributionInput in = input(1000, 50, 100, 11);
        in.before.counted = in.now.counted = in.before.load;
        in.now.longest = 60;
        in.longStatements = true;
        QCOMPARE(leading(attribute(in)), Culprit::Background);
        in.longStatements = false;
        in.now.counted = in.now.load;
        QCOMPARE(leading(attribute(in)), Culprit::Database);
    }
    void aBypassThatDrownsInTheNoiseIsLeftOpen() {
        AttributionInput in = input(985, 50, 130, 4);
        in.wander.lookups = 10;
        in.seconds = 5;
        const Attribution early = attribute(in);
        QVERIFY(early.unexplained > 0.9 * early.added());
        in.seconds = 12;
        QCOMPARE(leading(attribute(in)), Culprit::Background);
        QVERIFY(attribute(in).background > 0);
    }
    void whatACacheSaidBeforeItFellSilentDecidesNothing() {
        AttributionInput in = input(1000, 50, 1000, 12);
        QCOMPARE(leading(attribute(in)), Culprit::Background);
        QVERIFY(attribute(in).background > 0);
        in.cacheSilent = true;
        QCOMPARE(attribute(in).background, 0.0);
    }
    void lostKeysComeBackAndNewContentGoesOn() {
        AttributionInput in = input(1100, 250, 500, 12);
        in.wander.lookups = 60;
        in.persistence = 0.6;
        QVERIFY(attribute(in).lostHits > 0.95);
        in.persistence = 1.0;
        QVERIFY(attribute(in).lostHits < 0.2);
    }
    void unknownCoresMayQueue() {
        AttributionInput in = input(1000, 300, 350, 60);
        in.cores = 0;
        QCOMPARE(leading(attribute(in)), Culprit::Cache);
    }
    void anEventTipsTheScales() {
        AttributionInput in = input(1100, 250, 500, 12); // half of the added misses came with new lookups
        QVERIFY(attribute(in).missesDecide);
        in.eventEvidence = 5;
        QVERIFY(!attribute(in).missesDecide);
        QVERIFY(attribute(in).lostHits > 0.95);
    }
    void unknownNumbersBlameNobodyWrongly() {
        AttributionInput in = input(Tick::none, Tick::none, Tick::none, 12);
        const Attribution parts = attribute(in);
        QCOMPARE(parts.cache, 0.0);
        QCOMPARE(parts.traffic, 0.0);
    }
    void nothingAddedHasNoShares() {
        const AttributionInput quiet = input(1002, 51, 101, 3.1);
        QCOMPARE(attribute(quiet).cache, 0.0);
        QCOMPARE(Attribution{}.shares(), Shares{});
    }
};

QTEST_APPLESS_MAIN(TestAttribution)
#include "tst_attribution.moc"
