// Two recordings beside each other: aligned where their incidents began, and closed without a trace.

#include "counterpart.h"

#include "recordedincident.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace spillway;

class TestCounterpart : public QObject {
    Q_OBJECT
private slots:
    void alignsTheFirstIncidents();
    void alignsTheBeginningsWithoutAnIncident();
    void findsTheStackByItsName();
    void readsTheWholeRecording();
    void saysWhyNot();
    void theNewestWins();
};

namespace {

const Instant start = Checkout::start();

// An engine that saw a collapse of the hit ratio at that second; 0: none.
Engine engineWith(int incidentAt, const QString &stack = QStringLiteral("checkout"), Duration later = 0ms) {
    Configuration configuration = Checkout::configuration();
    configuration.stacks.front().name = stack;
    Engine engine(configuration);
    Checkout checkout;
    const auto feed = [&](const std::vector<Frame> &frames) {
        for (const Frame &frame : frames)
            engine.consume(frame);
    };
    const int quiet = incidentAt > 0 ? incidentAt : 60;
    feed(checkout.steady(start + later, quiet, 0.95, 3));
    if (incidentAt > 0)
        feed(checkout.steady(start + later + std::chrono::seconds(quiet), 60, 0.4, 20));
    return engine;
}

} // namespace

void TestCounterpart::alignsTheFirstIncidents() {
    const Engine ours = engineWith(180);
    const Engine theirs = engineWith(240, QStringLiteral("checkout"), 24h);
    const Alignment alignment = alignmentOf(ours, 0, theirs);
    QVERIFY(alignment.isAtOnset);
    const Duration ourWay = alignment.ours - (start + 180s);
    QVERIFY(ourWay >= -2s && ourWay < 15s);
    QVERIFY(std::chrono::abs((alignment.theirs - (start + 24h + 240s)) - ourWay) <= 3s);
}

void TestCounterpart::alignsTheBeginningsWithoutAnIncident() {
    const Engine ours = engineWith(180);
    const Engine theirs = engineWith(0, QStringLiteral("checkout"), 1h);
    QVERIFY(!firstOnset(theirs, 0));
    const Alignment alignment = alignmentOf(ours, 0, theirs);
    QVERIFY(!alignment.isAtOnset);
    QCOMPARE(alignment.theirs - alignment.ours, Duration(1h));
}

void TestCounterpart::findsTheStackByItsName() {
    Configuration two = Checkout::configuration();
    two.stacks = {{QStringLiteral("search"), {}, {}}, two.stacks.front()};
    for (Endpoint &endpoint : two.endpoints)
        endpoint.stack = 1;
    QCOMPARE(alignmentOf(engineWith(0), 0, Engine(two)).stack, StackId(1));
    QCOMPARE(alignmentOf(engineWith(0, QStringLiteral("shop")), 0, Engine(two)).stack, StackId(0));
}

void TestCounterpart::readsTheWholeRecording() {
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("other.spill"));
    const std::vector<Event> live = recordIncident(path);
    Counterpart counterpart;
    const QSignalSpy changed(&counterpart, &Counterpart::changed);
    counterpart.open(path);
    QVERIFY(counterpart.isOpening());
    QTRY_VERIFY(counterpart.other());
    QCOMPARE(counterpart.name(), QStringLiteral("other.spill"));
    QCOMPARE(counterpart.other()->now(), start + 369'400ms);
    QVERIFY(firstOnset(*counterpart.other(), 0));
    counterpart.close();
    QVERIFY(!counterpart.other());
    QCOMPARE(changed.size(), 2);
}

void TestCounterpart::saysWhyNot() {
    Counterpart counterpart;
    const QSignalSpy failed(&counterpart, &Counterpart::failed);
    counterpart.open(QStringLiteral("/nowhere/other.spill"));
    QTRY_COMPARE(failed.size(), 1);
    QVERIFY(failed[0][0].value<Failure>().what.contains(QStringLiteral("does not exist")));
    QVERIFY(!counterpart.isOpening());
}

void TestCounterpart::theNewestWins() {
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("other.spill"));
    QVERIFY(!recordIncident(path).empty());
    Counterpart counterpart;
    const QSignalSpy failed(&counterpart, &Counterpart::failed);
    const QSignalSpy changed(&counterpart, &Counterpart::changed);
    counterpart.open(QStringLiteral("/nowhere/other.spill"));
    counterpart.open(path);
    QTRY_COMPARE(changed.size(), 1);
    QCOMPARE(failed.size(), 0);
}

QTEST_GUILESS_MAIN(TestCounterpart)
#include "tst_counterpart.moc"
