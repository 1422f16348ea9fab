#include "poller.h"

#include "fakeprobe.h"
#include "schedule.h"

#include <QTest>

using namespace spillway;

Q_DECLARE_METATYPE(spillway::FailureKind)

namespace {

Failure failureOf(FailureKind kind) {
    return {kind, QStringLiteral("what"), QStringLiteral("remedy")};
}

Reading readingOf(double hits) {
    Reading reading;
    reading.set(Field::Hits, hits);
    return reading;
}

// One poller over one fake probe, with its frames.
struct Bench {
    explicit Bench(Duration every = 1s) {
        Endpoint endpoint;
        endpoint.name = QStringLiteral("cache-1");
        endpoint.every = every;
        auto owned = std::make_unique<FakeProbe>();
        probe = owned.get();
        log = probe->log;
        std::vector<Poller::Target> targets;
        targets.push_back({endpoint, std::move(owned)});
        poller = std::make_unique<Poller>(std::move(targets), &clock);
        QObject::connect(poller.get(), &Poller::frameReady,
                         [this](const Frame &frame) { frames.append(frame); });
    }

    ManualClock clock{Instant::fromMs(1'709'467'200'000)};
    std::unique_ptr<Poller> poller;
    FakeProbe *probe;
    std::shared_ptr<FakeProbe::Log> log;
    QList<Frame> frames;
};

} // namespace

class TestPoller : public QObject {
    Q_OBJECT

private slots:
    void stampsTheOutcome_data();
    void stampsTheOutcome();
    void numbersEndpointsByPosition();
    void givesUpAtTheDeadline_data();
    void givesUpAtTheDeadline();
    void ignoresALateAnswer();
    void ignoresASecondAnswer();
    void ignoresAnAnswerToAbort();
    void asksAgainAfterATimeOut();
    void neverFramesBeforePollReturned();
    void forgetsAnAnswerWithinPollWhenStopped();
    void isDestroyedWithAQuestionInFlight();
    void startsEachSlotOnce();
    void countsSlotsWithAQuestionInFlight();
    void asksFirstWithinASecond();
    void asksARefusedEndpointRarely_data();
    void asksARefusedEndpointRarely();
    void asksAFailedEndpointEverySlot_data();
    void asksAFailedEndpointEverySlot();
    void stopsSilently();
};

void TestPoller::stampsTheOutcome_data() {
    QTest::addColumn<bool>("answers");
    QTest::newRow("an answer") << true;
    QTest::newRow("a failure") << false;
}

void TestPoller::stampsTheOutcome() {
    QFETCH(bool, answers);
    const Outcome<Reading> outcome =
        answers ? Outcome<Reading>(readingOf(5)) : Outcome<Reading>(failureOf(FailureKind::Refused));
    Bench bench;
    bench.poller->pollNow();
    QCOMPARE(bench.log->polls, 1);
    bench.clock.advance(7ms);
    bench.probe->answer(outcome);
    QCOMPARE(bench.frames.size(), 1);
    QCOMPARE(bench.frames[0].at, bench.clock.now());
    QCOMPARE(bench.frames[0].took, 7ms);
    QVERIFY(bench.frames[0].outcome == outcome);
}

void TestPoller::numbersEndpointsByPosition() {
    ManualClock clock(Instant::fromMs(1000));
    std::vector<Poller::Target> targets;
    std::vector<FakeProbe *> probes;
    for (int i = 0; i < 3; ++i) {
        auto probe = std::make_unique<FakeProbe>();
        probes.push_back(probe.get());
        targets.push_back({Endpoint{}, std::move(probe)});
    }
    Poller poller(std::move(targets), &clock);
    QList<int> ids;
    connect(&poller, &Poller::frameReady, this, [&](const Frame &frame) { ids.append(frame.endpoint); });
    poller.pollNow();
    for (size_t i : {2, 0, 1})
        probes[i]->answer(readingOf(1));
    QCOMPARE(ids, (QList<int>{2, 0, 1}));
}

void TestPoller::givesUpAtTheDeadline_data() {
    QTest::addColumn<QString>("waitingFor");
    QTest::addColumn<QString>("words");
    QTest::newRow("stopped server") << "reply"
                                    << "connected but not answering for 225\u00a0ms";
    QTest::newRow("connect never completes") << "connect"
                                             << "no answer to connect in 225\u00a0ms";
    QTest::newRow("silent in TLS") << "TLS"
                                   << "connected but not answering for 225\u00a0ms (TLS)";
}

void TestPoller::givesUpAtTheDeadline() {
    QFETCH(QString, waitingFor);
    QFETCH(QString, words);
    Bench bench(250ms);
    bench.probe->waiting = waitingFor;
    bench.poller->pollNow();
    QTRY_COMPARE(bench.frames.size(), 1);
    QCOMPARE(bench.log->aborts, 1);
    QVERIFY(!bench.frames[0].outcome);
    QCOMPARE(bench.frames[0].outcome.failure().kind, FailureKind::NoAnswer);
    QCOMPARE(bench.frames[0].outcome.failure().what, words);
    QVERIFY(!bench.frames[0].outcome.failure().remedy.isEmpty());
}

void TestPoller::ignoresALateAnswer() {
    Bench bench(250ms);
    bench.poller->pollNow();
    QTRY_COMPARE(bench.frames.size(), 1);
    bench.probe->answer(readingOf(9));
    QCOMPARE(bench.frames.size(), 1);
}

void TestPoller::ignoresASecondAnswer() {
    Bench bench;
    bench.poller->pollNow();
    bench.probe->answer(readingOf(1));
    bench.probe->answer(readingOf(2));
    QCOMPARE(bench.frames.size(), 1);
    QVERIFY(bench.frames[0].outcome == Outcome<Reading>(readingOf(1)));
}

void TestPoller::ignoresAnAnswerToAbort() {
    Bench bench(250ms);
    bench.probe->onAbort = [&] { bench.probe->answer(failureOf(FailureKind::Closed)); };
    bench.poller->pollNow();
    QTRY_COMPARE(bench.log->aborts, 1);
    QCOMPARE(bench.frames.size(), 1);
    QCOMPARE(bench.frames[0].outcome.failure().kind, FailureKind::NoAnswer);
}

void TestPoller::asksAgainAfterATimeOut() {
    Bench bench(250ms);
    bench.poller->pollNow();
    QTRY_COMPARE(bench.frames.size(), 1);
    bench.poller->pollNow();
    bench.probe->answer(readingOf(3));
    QCOMPARE(bench.frames.size(), 2);
    QVERIFY(bench.frames[1].outcome.ok());
}

void TestPoller::neverFramesBeforePollReturned() {
    Bench bench;
    bench.probe->onPoll = [&] {
        bench.probe->answer(readingOf(1));
        bench.probe->answer(readingOf(2)); // and twice, against the contract
    };
    bench.poller->pollNow();
    QCOMPARE(bench.frames.size(), 0);
    QTRY_COMPARE(bench.frames.size(), 1);
    QCoreApplication::processEvents();
    QCOMPARE(bench.frames.size(), 1);
    QVERIFY(bench.frames[0].outcome == Outcome<Reading>(readingOf(1)));
}

void TestPoller::forgetsAnAnswerWithinPollWhenStopped() {
    Bench bench;
    bench.probe->onPoll = [&] { bench.probe->answer(readingOf(1)); };
    bench.poller->pollNow();
    bench.poller->stop();
    bench.probe->onPoll = {};
    bench.poller->pollNow(); // another question: the first answer is not its answer
    QCoreApplication::processEvents();
    QCOMPARE(bench.frames.size(), 0);
}

void TestPoller::isDestroyedWithAQuestionInFlight() {
    Bench bench;
    bool destroyed = false;
    bench.probe->onDestruction = [&] {
        destroyed = true;
        bench.probe->answer(failureOf(FailureKind::Closed));
    };
    bench.poller->pollNow();
    bench.poller.reset();
    QVERIFY(destroyed);
    QCOMPARE(bench.frames.size(), 0);
}

void TestPoller::startsEachSlotOnce() {
    Bench bench(20ms);
    bench.probe->onPoll = [&] { bench.probe->answer(readingOf(1)); };
    bench.poller->start();
    QTRY_COMPARE(bench.frames.size(), 1);
    bench.clock.advance(20ms);
    QTRY_COMPARE(bench.frames.size(), 2);
    QCOMPARE(bench.poller->skippedSlots(0), 0);
    bench.clock.advance(5 * 20ms); // a stall: four slots never started
    QTRY_COMPARE(bench.frames.size(), 3);
    QCOMPARE(bench.poller->skippedSlots(0), 4);
    bench.clock.advance(20ms); // and none of them is made up for
    QTRY_COMPARE(bench.frames.size(), 4);
    QCOMPARE(bench.poller->skippedSlots(0), 4);
    QCOMPARE(bench.log->polls, 4);
}

void TestPoller::countsSlotsWithAQuestionInFlight() {
    Bench bench(20ms);
    bench.poller->start();
    QTRY_COMPARE(bench.log->polls, 1);
    bench.clock.advance(20ms);
    QTRY_COMPARE(bench.poller->skippedSlots(0), 1);
    QCOMPARE(bench.log->polls, 1);
    bench.probe->answer(readingOf(1));
    bench.clock.advance(20ms);
    QTRY_COMPARE(bench.log->polls, 2);
    QCOMPARE(bench.poller->skippedSlots(0), 1);
}

void TestPoller::asksFirstWithinASecond() {
    Bench bench(60s);
    bench.poller->start();
    QTRY_COMPARE_WITH_TIMEOUT(bench.log->polls, 1, 3000);
}

void TestPoller::asksARefusedEndpointRarely_data() {
    QTest::addColumn<FailureKind>("kind");
    QTest::newRow("wrong password") << FailureKind::Authentication;
    QTest::newRow("missing right") << FailureKind::Permission;
    QTest::newRow("no verified TLS") << FailureKind::Tls;
    QTest::newRow("configuration cannot work") << FailureKind::Configuration;
}

void TestPoller::asksARefusedEndpointRarely() {
    QFETCH(FailureKind, kind);
    Bench bench(20ms);
    bench.probe->onPoll = [&] { bench.probe->answer(failureOf(kind)); };
    bench.poller->start();
    for (int slot = 1; slot <= 4; ++slot) {
        QTRY_COMPARE(bench.frames.size(), slot);
        QVERIFY(bench.frames.last().outcome == Outcome<Reading>(failureOf(kind)));
        QCOMPARE(bench.frames.last().at, bench.clock.now());
        bench.clock.advance(20ms);
    }
    QTRY_COMPARE(bench.frames.size(), 5);
    QCOMPARE(bench.log->polls, 1);

    bench.probe->onPoll = [&] { bench.probe->answer(readingOf(1)); };
    bench.clock.advance(Poller::RetryRefused);
    QTRY_COMPARE(bench.frames.size(), 6);
    QCOMPARE(bench.log->polls, 2);
    QVERIFY(bench.frames.last().outcome.ok());
    bench.clock.advance(20ms);
    QTRY_COMPARE(bench.log->polls, 3);
}

void TestPoller::asksAFailedEndpointEverySlot_data() {
    QTest::addColumn<FailureKind>("kind");
    QTest::newRow("refused") << FailureKind::Refused;
    QTest::newRow("no answer") << FailureKind::NoAnswer;
    QTest::newRow("closed") << FailureKind::Closed;
    QTest::newRow("unresolved") << FailureKind::Unresolved;
    QTest::newRow("protocol") << FailureKind::Protocol;
    QTest::newRow("full") << FailureKind::Full;
    QTest::newRow("starting") << FailureKind::Starting;
}

void TestPoller::asksAFailedEndpointEverySlot() {
    QFETCH(FailureKind, kind);
    Bench bench(20ms);
    bench.probe->onPoll = [&] { bench.probe->answer(failureOf(kind)); };
    bench.poller->start();
    for (int slot = 1; slot <= 3; ++slot) {
        QTRY_COMPARE(bench.frames.size(), slot);
        QCOMPARE(bench.log->polls, slot);
        bench.clock.advance(20ms);
    }
    bench.probe->onPoll = [&] { bench.probe->answer(readingOf(1)); };
    bench.clock.advance(20ms);
    QTRY_VERIFY(bench.frames.last().outcome.ok());
}

void TestPoller::stopsSilently() {
    Bench bench;
    bench.poller->pollNow();
    bench.poller->stop();
    QCOMPARE(bench.log->aborts, 1);
    bench.probe->answer(readingOf(1));
    QCOMPARE(bench.frames.size(), 0);
    bench.poller->stop();
    QCOMPARE(bench.log->aborts, 1);
}

QTEST_GUILESS_MAIN(TestPoller)
#include "tst_poller.moc"
