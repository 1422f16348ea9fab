#include "engine.h"
#include "stackfixture.h"

#include <QTest>

using namespace spillway;
using fixture::Second;

namespace {

std::vector<Event> feed(Engine &engine, fixture::Stack &stack, int seconds, const Second &rates = {}) {
    std::vector<Event> events;
    for (int i = 0; i < seconds; ++i) {
        stack.tick();
        for (const Frame &frame : {stack.cacheFrame(rates), stack.databaseFrame(rates)}) {
            const Consumed consumed = engine.consume(frame);
            events.insert(events.end(), consumed.events.begin(), consumed.events.end());
        }
    }
    return events;
}

} // namespace

class TestEngine : public QObject {
    Q_OBJECT
private slots:
    void theSameFramesGiveTheSameTimeline() {
        fixture::Stack first, second;
        Engine a(first.configuration()), b(second.configuration());
        feed(a, first, 120);
        feed(a, first, 60, {400, 600, 500, 1000, 19});
        feed(b, second, 120);
        feed(b, second, 60, {400, 600, 500, 1000, 19});
        QVERIFY(a.timeline().size() > 3);
        QCOMPARE(a.timeline(), b.timeline());
    }
    void saysHowManyEventsAreGone() {
        Engine engine(fixture::Stack().configuration());
        constexpr int tooMany = 3;
        const int noted = static_cast<int>(Engine::mostEvents) + tooMany;
        for (int i = 0; i < noted; ++i)
            engine.addNote(QString(), QString(), QString::number(i), Instant::fromMs(i));
        QCOMPARE(engine.timeline().size(), Engine::mostEvents);
        QCOMPARE(engine.timeline().back().text, QString::number(noted - 1));
        // The note about them takes a place as well.
        QCOMPARE(engine.timeline()[0].text, QStringLiteral("4 earlier events are not kept any more"));
        QCOMPARE(engine.timeline()[1].text, QStringLiteral("4"));
    }
    void neverGreenWhenBlind() {
        fixture::Stack stack;
        Engine engine(stack.configuration());
        QCOMPARE(engine.health(0), Health::Unknown);
        engine.consume(stack.cacheFrame({}));
        QCOMPARE(engine.health(0), Health::Unknown);
        feed(engine, stack, 5);
        QCOMPARE(engine.health(0), Health::Healthy);
        stack.tick();
        engine.consume(stack.failure(0));
        QCOMPARE(engine.health(0), Health::Unknown);
    }
    void aHiddenLoadIsNotGreen() {
        fixture::Stack stack;
        Engine engine(stack.configuration());
        for (int i = 0; i < 10; ++i) {
            stack.tick();
            engine.consume(stack.cacheFrame({}));
            Frame frame = stack.databaseFrame({});
            Reading reading = frame.outcome.value();
            reading.set(Field::CanSee, 0);
            frame.outcome = reading;
            engine.consume(frame);
        }
        QCOMPARE(engine.health(0), Health::Unknown);
        QVERIFY(!engine.current(0, Metric::Load));
    }
    void aStaleNumberIsNotShown() {
        fixture::Stack stack;
        Engine engine(stack.configuration());
        feed(engine, stack, 5);
        QVERIFY(engine.current(0, Metric::HitRatio));
        for (int i = 0; i < 5; ++i) {
            stack.tick();
            engine.consume(stack.failure(0));
            engine.consume(stack.databaseFrame({}));
        }
        QVERIFY(!engine.current(0, Metric::HitRatio));
        QVERIFY(engine.current(0, Metric::Load));
    }
    void anEndpointThatFailsIsSaidOnceAndSoIsItsReturn() {
        fixture::Stack stack;
        Engine engine(stack.configuration());
        feed(engine, stack, 5);
        std::vector<Event> events;
        for (int i = 0; i < 20; ++i) {
            stack.tick();
            for (const Frame &frame : {stack.failure(0), stack.databaseFrame({})})
                for (Event &event : engine.consume(frame).events)
                    events.push_back(event);
        }
        for (Event &event : feed(engine, stack, 2))
            events.push_back(event);
        QCOMPARE(events.size(), size_t(2));
        QCOMPARE(std::get<EndpointEvent>(events[0].what).state, EndpointState::Down);
        QVERIFY(events[0].text.contains(QStringLiteral("no answer for 900 ms")));
        QCOMPARE(std::get<EndpointEvent>(events[1].what).state, EndpointState::Up);
        QCOMPARE(engine.history().gaps().size(), size_t(1));
        QCOMPARE(engine.history().gaps()[0].reason, QStringLiteral("no answer for 900 ms"));
    }
    void anEndpointThatIsNotAskedGoesStale() {
        fixture::Stack stack;
        Engine engine(stack.configuration());
        feed(engine, stack, 5);
        for (int i = 0; i < 6; ++i) {
            stack.tick();
            engine.consume(stack.cacheFrame({}));
        }
        QCOMPARE(engine.endpoint(1).state, EndpointState::Stale);
        QCOMPARE(engine.health(0), Health::Unknown);
    }
    void aChangedSettingIsAnEvent() {
        fixture::Stack stack;
        Engine engine(stack.configuration());
        QVERIFY(feed(engine, stack, 3).empty());
        stack.cacheSettings()[QStringLiteral("maxmemory")] = QStringLiteral("419430400");
        const std::vector<Event> events = feed(engine, stack, 3);
        QCOMPARE(events.size(), size_t(1));
        const auto &change = std::get<ConfigEvent>(events[0].what);
        QCOMPARE(change.before, QStringLiteral("4294967296"));
        QCOMPARE(change.after, QStringLiteral("419430400"));
        QVERIFY(events[0].text.contains(QStringLiteral("MiB")));
    }
    void aRestartIsMarked() {
        fixture::Stack stack;
        Engine engine(stack.configuration());
        feed(engine, stack, 3);
        stack.restartCache();
        const std::vector<Event> events = feed(engine, stack, 3);
        QCOMPARE(events.size(), size_t(1));
        QCOMPARE(std::get<EndpointEvent>(events[0].what).state, EndpointState::Reset);
        QCOMPARE(engine.endpoint(0).state, EndpointState::Up);
    }
    void aSleepIsAGapNotALine() {
        fixture::Stack stack;
        Engine engine(stack.configuration());
        feed(engine, stack, 5);
        for (int i = 0; i < 60; ++i)
            stack.tick();
        feed(engine, stack, 2);
        QCOMPARE(engine.history().gaps().size(), size_t(2));
        QCOMPARE(engine.history().gaps()[0].reason, QStringLiteral("not watching"));
    }
    void notesTakeTheirPlaceInTime() {
        fixture::Stack stack;
        Engine engine(stack.configuration());
        feed(engine, stack, 60);
        feed(engine, stack, 60, {400, 600, 500, 1000, 19});
        const Instant moment = fixture::start + 70s;
        engine.addNote(QStringLiteral("checkout"), QStringLiteral("ada"),
                       QStringLiteral("scaled the database"), moment);
        QVERIFY(std::is_sorted(engine.timeline().begin(), engine.timeline().end(),
                               [](const Event &a, const Event &b) { return a.at < b.at; }));
    }
    void aFrameOfAnUnknownEndpointIsIgnored() {
        fixture::Stack stack;
        Engine engine(stack.configuration());
        QVERIFY(engine.consume(stack.failure(99)).events.empty());
    }
    void theCacheIsBlamedAndTheLoadAlertDemoted() {
        fixture::Stack stack;
        Engine engine(stack.configuration());
        feed(engine, stack, 180);
        feed(engine, stack, 120, {400, 600, 500, 1000, 19});
        QCOMPARE(engine.verdict(0).culprit, Culprit::Cache);
        QCOMPARE(engine.health(0), Health::Critical);
        bool demoted = false;
        for (const Alert &alert : engine.alerts())
            demoted = demoted || (alert.rule.metric == Metric::LoadPerCore && alert.isOpen() &&
                                  !alert.demotedBecause.isEmpty());
        QVERIFY(demoted);
    }
};

QTEST_APPLESS_MAIN(TestEngine)
#include "tst_engine.moc"
