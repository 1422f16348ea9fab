// The diagnosis as a whole, driven through the engine that feeds it.
#include "engine.h"
#include "stackfixture.h"

#include <QTest>

#include <functional>

using namespace spillway;
using fixture::Second;

namespace {

struct Story {
    fixture::Stack stack;
    Engine engine;
    std::vector<Event> events;

    explicit Story(double vcpu = 16)
        : stack(fixture::configuration(1, vcpu))
        , engine(stack.configuration()) {}

    void run(int seconds, const Second &rates, bool cacheAnswers = true, bool databaseAnswers = true) {
        for (int i = 0; i < seconds; ++i) {
            stack.tick();
            take(cacheAnswers ? stack.cacheFrame(rates) : stack.failure(0));
            take(databaseAnswers ? stack.databaseFrame(rates) : stack.failure(stack.databaseId()));
        }
    }
    void take(const Frame &frame) {
        const Consumed consumed = engine.consume(frame);
        events.insert(events.end(), consumed.events.begin(), consumed.events.end());
    }
    const Verdict &verdict() const { return engine.verdict(0); }
    int verdictEvents() const {
        return static_cast<int>(std::count_if(events.begin(), events.end(), [](const Event &event) {
            return std::holds_alternative<Verdict>(event.what);
        }));
    }
    double metric(Metric metric) const { return engine.current(0, metric).value_or(-1); }
};

const Second quiet{950, 50, 0, 100, 3, 0, 100'000, 10};

} // namespace

class TestDiagnosis : public QObject {
    Q_OBJECT
private slots:
    void learnsBeforeItBlames() {
        Story story;
        story.run(10, quiet);
        QCOMPARE(story.verdict().culprit, Culprit::Unknown);
        QVERIFY(story.verdict().headline.contains(QStringLiteral("Learning")));
        story.run(50, quiet);
        QCOMPARE(story.verdict().culprit, Culprit::None);
        QVERIFY(story.verdict().headline.startsWith(QStringLiteral("Usual: 95.")));
    }
    void names_data() {
        QTest::addColumn<Second>("rates");
        QTest::addColumn<int>("culprit");
        const auto row = [](const char *name, Second rates, Culprit culprit) {
            QTest::newRow(name) << rates << static_cast<int>(culprit);
        };
        row("lost hits", {600, 400, 300, 800, 14, 0, 100'000, 10}, Culprit::Cache);
        row("a surge", {2850, 150, 0, 300, 9, 0, 100'000, 10}, Culprit::Traffic);
        row("dearer queries", {950, 50, 0, 100, 13, 0, 100'000, 40}, Culprit::Database);
        row("locks", {950, 50, 0, 90, 13, 11, 100'000, 10}, Culprit::Database);
        row("another client", {950, 50, 0, 900, 12, 0, 100'000, 10}, Culprit::Background);
        row("a little more than usual is nobody's fault", {900, 60, 0, 110, 3.4, 0, 100'000, 10},
            Culprit::None);
    }
    void names() {
        QFETCH(Second, rates);
        QFETCH(int, culprit);
        Story story;
        story.run(180, quiet);
        story.run(15, rates);
        QCOMPARE(culpritName(story.verdict().culprit), culpritName(static_cast<Culprit>(culprit)));
        QVERIFY(!story.verdict().headline.isEmpty());
    }
    void aCutOfMemoryIsNamedWithItsChange() {
        Story story;
        story.run(180, quiet);
        story.stack.cacheSettings()[QStringLiteral("maxmemory")] = QStringLiteral("419430400");
        const Instant cut = story.stack.now();
        story.run(15, {410, 590, 600, 1200, 19, 0, 60'000, 10});
        const Verdict &verdict = story.verdict();
        QCOMPARE(verdict.culprit, Culprit::Cache);
        QCOMPARE(verdict.cause, std::optional(Cause::MaxMemory));
        QVERIFY(verdict.arithmetic.contains(QStringLiteral("maxmemory")));
        QVERIFY(verdict.onset);
        QVERIFY2(qAbs((*verdict.onset - cut).count()) <= 3000, qPrintable(verdict.onset->toIso()));
        QVERIFY(verdict.shares.cache > 0.8);
        QVERIFY(*verdict.loadAtUsualHitRatio < 6);
        QVERIFY(verdict.confidence > 0.6);
        QVERIFY(std::any_of(verdict.evidence.begin(), verdict.evidence.end(),
                            [](const Evidence &evidence) { return evidence.kind == EvidenceKind::Config; }));
    }
    void thePartsAddUpToTheLoad() {
        Story story;
        story.run(180, quiet);
        for (int i = 0; i < 30; ++i) {
            story.run(1, {500, 500, 0, 1000, 14, 0, 100'000, 10});
            const double parts = story.metric(Metric::LoadUsual) + story.metric(Metric::LoadTraffic) +
                                 story.metric(Metric::LoadCache) + story.metric(Metric::LoadQueryCost) +
                                 story.metric(Metric::LoadBackground);
            QVERIFY(qAbs(parts - story.metric(Metric::Load)) < 1e-3);
        }
        QVERIFY(story.metric(Metric::LoadCache) > 8);
    }
    void anIncidentIsNotLearned() {
        Story story;
        story.run(180, quiet);
        story.run(1200, {500, 500, 0, 1000, 14, 0, 100'000, 10});
        QCOMPARE(story.verdict().culprit, Culprit::Cache);
        QVERIFY(*story.verdict().usualLoad < 4);
        QVERIFY(*story.verdict().usualHitRatio > 0.9);
    }
    void itEndsWhenTheLoadIsBack() {
        Story story;
        story.run(180, quiet);
        story.run(60, {500, 500, 0, 1000, 14, 0, 100'000, 10});
        story.run(40, quiet);
        QCOMPARE(story.verdict().culprit, Culprit::None);
        QCOMPARE(story.verdictEvents(), 3); // usual, cache, usual
    }
    void retriesAreAConsequence() {
        // The misses come first; four seconds after saturation clients retry and lookups double.
        Story story;
        story.run(180, quiet);
        story.run(8, {500, 500, 0, 1000, 20, 0, 100'000, 10});
        story.run(60, {1000, 1000, 0, 1100, 40, 0, 100'000, 10});
        QCOMPARE(story.verdict().culprit, Culprit::Cache);
        QCOMPARE(story.verdictEvents(), 2);
    }
    void aRestartedCacheIsNamed() {
        Story story;
        story.run(180, quiet);
        story.stack.restartCache();
        story.run(15, {200, 800, 0, 1500, 18, 0, 3000, 10});
        QCOMPARE(story.verdict().culprit, Culprit::Cache);
        QCOMPARE(story.verdict().cause, std::optional(Cause::Restart));
    }
    void aFlushedCacheIsNamed() {
        Story story;
        story.run(180, quiet);
        story.run(15, {200, 800, 0, 1500, 18, 0, 3000, 10});
        QCOMPARE(story.verdict().cause, std::optional(Cause::Flush));
    }
    void anUnreachableCacheIsNamed() {
        Story story;
        story.run(180, quiet);
        story.run(15, {0, 0, 0, 1900, 25, 0, 0, 10}, false);
        QCOMPARE(story.verdict().culprit, Culprit::Cache);
        QCOMPARE(story.verdict().cause, std::optional(Cause::CacheDown));
    }
    void blindMeansCannotTell() {
        Story story;
        story.run(180, quiet);
        story.run(15, quiet, true, false);
        QCOMPARE(story.verdict().culprit, Culprit::Unknown);
        QVERIFY(story.verdict().arithmetic.contains(QStringLiteral("checkout")));
        QVERIFY(!story.verdict().load);
        story.run(5, quiet);
        QCOMPARE(story.verdict().culprit, Culprit::None);
    }
    void withoutCoresItStillTells() {
        Story story(0);
        story.run(180, quiet);
        story.run(15, {600, 400, 0, 800, 14, 0, 100'000, 10});
        QCOMPARE(story.verdict().culprit, Culprit::Cache);
        QVERIFY(!story.verdict().capacity);
    }
    void quietHoursBlameNobody() {
        Story story;
        story.run(3 * 3600, quiet);
        QCOMPARE(story.verdictEvents(), 1);
    }
};

QTEST_APPLESS_MAIN(TestDiagnosis)
#include "tst_diagnosis.moc"
