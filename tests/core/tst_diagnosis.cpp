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

    explicit Story(double vcpu = 16, Duration every = 1s)
        : stack(configured(vcpu, every))
        , engine(stack.configuration()) {}

    static Configuration configured(double vcpu, Duration every) {
        Configuration made = fixture::configuration(1, vcpu);
        for (Endpoint &endpoint : made.endpoints)
            endpoint.every = every;
        return made;
    }

    void run(int seconds, const Second &rates, bool cacheAnswers = true, bool databaseAnswers = true) {
        for (int i = 0; i < seconds; ++i) {
            stack.tick(stack.configuration().endpoints[0].every);
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
const Second busy{2850, 150, 0, 300, 9, 0, 100'000, 10};

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
    void itEndsWhenTheLoadIsBack_data() {
        QTest::addColumn<int>("every");
        QTest::newRow("polled each second") << 1;
        QTest::newRow("polled each ten seconds") << 10;
    }
    void itEndsWhenTheLoadIsBack() {
        QFETCH(int, every);
        Story story(16, every * 1s);
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
    void aRiseOfEveryWeekIsNobodysFault_data() {
        QTest::addColumn<Second>("rates");
        QTest::addColumn<int>("culprit");
        QTest::newRow("the rise that comes each week") << busy << static_cast<int>(Culprit::None);
        QTest::newRow("more than comes each week")
            << Second{5700, 300, 0, 600, 15, 0, 100'000, 10} << static_cast<int>(Culprit::Traffic);
        QTest::newRow("as much load, of lost hits")
            << Second{600, 400, 300, 800, 9, 0, 100'000, 10} << static_cast<int>(Culprit::Cache);
    }
    void aRiseOfEveryWeekIsNobodysFault() {
        QFETCH(Second, rates);
        QFETCH(int, culprit);
        Story story;
        for (int week = 0; week < 3; ++week) {
            story.stack.goTo(fixture::start + 24h * 7 * week); // 09:30
            story.run(300, quiet);
            if (week == 2)
                break;
            story.run(1260, busy);
            QCOMPARE(culpritName(story.verdict().culprit), culpritName(Culprit::Traffic));
            story.run(60, quiet);
            story.stack.goTo(story.stack.now() + 1h); // the hour is over
            story.run(30, quiet);
        }
        story.run(15, rates);
        QCOMPARE(culpritName(story.verdict().culprit), culpritName(static_cast<Culprit>(culprit)));
    }
    void aLongIncidentIsComparedWithItsHour() {
        Story story(64, 10s);
        const int hour = 360; // polls
        for (int week = 0; week < 2; ++week) {
            story.stack.goTo(fixture::start + 24h * 7 * week - 30min); // 09:00
            story.run(hour, quiet);
            story.run(2 * hour, busy); // 10:00 to 12:00
            story.run(hour / 4, quiet);
        }
        story.stack.goTo(fixture::start + 24h * 14 - 30min);
        story.run(hour / 2, quiet);
        story.run(hour / 3, {600, 400, 0, 800, 14, 0, 100'000, 10});
        QCOMPARE(culpritName(story.verdict().culprit), culpritName(Culprit::Cache));
        QVERIFY2(*story.verdict().usualLoad < 5, qPrintable(QString::number(*story.verdict().usualLoad)));
        story.run(hour, {1800, 1200, 0, 2400, 28, 0, 100'000, 10}); // 10:50
        QCOMPARE(culpritName(story.verdict().culprit), culpritName(Culprit::Cache));
        QVERIFY2(*story.verdict().usualLoad > 7, qPrintable(QString::number(*story.verdict().usualLoad)));
        QVERIFY(story.verdict().shares.traffic < 0.1);
    }
    void quietHoursBlameNobody() {
        Story story;
        story.run(3 * 3600, quiet);
        QCOMPARE(story.verdictEvents(), 1);
    }
};

QTEST_APPLESS_MAIN(TestDiagnosis)
#include "tst_diagnosis.moc"
