// The living specification. Every *.scenario file runs three ways: straight into an engine, through
// fake probes and the poller with a manual clock, and through a recording that is replayed. All three
// timelines must be the same bytes, and they must be what the file says.

#include "clock.h"
#include "eventjson.h"
#include "fakeprobe.h"
#include "player.h"
#include "poller.h"
#include "recording.h"
#include "scenariofile.h"
#include "session.h"

#include <QDir>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QtTest>

using namespace spillway;

class TestScenarios : public QObject {
    Q_OBJECT

private slots:
    void holds_data();
    void holds();
    void refusesWhatItCannotRead_data();
    void refusesWhatItCannotRead();
};

namespace {

const QString folder = QStringLiteral(SPILLWAY_SOURCE_DIR "/tests/scenarios");

QByteArrayList linesOf(const std::vector<Event> &timeline) {
    QByteArrayList lines;
    for (const Event &event : timeline)
        lines.push_back(toJsonLine(event));
    return lines;
}

QByteArrayList runDirectly(const Scenario &scenario) {
    Engine engine(scenario.configuration);
    for (const std::vector<Frame> &round : scenario.rounds)
        for (const Frame &frame : round)
            engine.consume(frame);
    return linesOf(engine.timeline());
}

QByteArrayList runThroughProbes(const Scenario &scenario) {
    ManualClock clock(Scenario::start());
    std::vector<Poller::Target> targets;
    std::vector<Frame> answers; // of the round that is being asked
    for (const Endpoint &endpoint : scenario.configuration.endpoints) {
        auto probe = std::make_unique<FakeProbe>();
        FakeProbe *asked = probe.get();
        asked->onPoll = [asked, position = targets.size(), &answers] {
            asked->answer(answers[position].outcome);
        };
        targets.push_back({endpoint, std::move(probe)});
    }
    Poller poller(std::move(targets), &clock);
    Session session(scenario.configuration, Session::Mode::Live, nullptr);
    size_t heard = 0;
    QObject::connect(&poller, &Poller::frameReady, &session, [&](const Frame &frame) {
        ++heard;
        session.consume(frame);
    });
    size_t asked = 0;
    for (const std::vector<Frame> &round : scenario.rounds) {
        if (!round.empty()) {
            answers = round;
            poller.pollNow();
            asked += round.size();
            if (!QTest::qWaitFor([&] { return heard == asked; }))
                return {"the poller lost an answer"};
        }
        clock.advance(scenario.configuration.every);
    }
    return linesOf(session.engine().timeline());
}

QByteArrayList runThroughRecording(const Scenario &scenario) {
    QTemporaryDir place;
    const QString path = place.filePath(QStringLiteral("scenario.spill"));
    {
        auto created = RecordingWriter::create(path, scenario.configuration);
        if (!created)
            return {created.failure().what.toUtf8()};
        const std::unique_ptr<RecordingWriter> writer = std::move(created).value();
        for (const std::vector<Frame> &round : scenario.rounds)
            for (const Frame &frame : round)
                if (const auto failure = writer->append(frame))
                    return {failure->what.toUtf8()};
        if (const auto failure = writer->close())
            return {failure->what.toUtf8()};
    }
    auto opened = RecordingReader::open(path);
    if (!opened)
        return {opened.failure().what.toUtf8()};
    std::unique_ptr<RecordingReader> reader = std::move(opened).value();
    Session session(reader->configuration(), Session::Mode::Replay, nullptr);
    Player player(std::move(reader), &session);
    player.runToEnd();
    return linesOf(session.engine().timeline());
}

// Where two timelines part, or empty.
QString difference(const QByteArrayList &a, const QByteArrayList &b) {
    for (qsizetype i = 0; i < std::max(a.size(), b.size()); ++i) {
        const QByteArray left = i < a.size() ? a[i] : QByteArray("(nothing)");
        const QByteArray right = i < b.size() ? b[i] : QByteArray("(nothing)");
        if (left != right)
            return QString::fromUtf8("event " + QByteArray::number(i) + ":\n  " + left + "\n  " + right);
    }
    return {};
}

// What the timeline has against the specification, or empty.
QString contradiction(const Scenario &scenario, const QByteArrayList &lines) {
    QStringList wrong;
    std::vector<QJsonObject> events;
    for (const QByteArray &line : lines)
        events.push_back(QJsonDocument::fromJson(line).object());
    const auto happens = [&](const ExpectedEvent &e) {
        return std::any_of(events.begin(), events.end(),
                           [&](const QJsonObject &event) { return e.matches(event, Scenario::start()); });
    };
    auto next = scenario.expected.begin();
    for (size_t i = 0; i < events.size(); ++i) {
        if (!scenario.kinds.contains(events[i].value(u"kind").toString()))
            continue;
        if (next != scenario.expected.end() && next->matches(events[i], Scenario::start()))
            ++next;
        else
            wrong << QStringLiteral("not expected: ") + QString::fromUtf8(lines[qsizetype(i)]);
    }
    for (; next != scenario.expected.end(); ++next)
        wrong << QStringLiteral("did not happen in turn: ") + next->text();
    for (const ExpectedEvent &e : scenario.some)
        if (!happens(e))
            wrong << QStringLiteral("never happened: ") + e.text();
    for (const ExpectedEvent &e : scenario.never)
        if (happens(e))
            wrong << QStringLiteral("must not happen: ") + e.text();
    return wrong.join(QLatin1Char('\n'));
}

} // namespace

void TestScenarios::holds_data() {
    QTest::addColumn<QString>("path");
    const QFileInfoList files =
        QDir(folder).entryInfoList({QStringLiteral("*.scenario")}, QDir::Files, QDir::Name);
    QVERIFY(files.size() >= 12);
    for (const QFileInfo &file : files)
        QTest::newRow(qPrintable(file.completeBaseName().replace(QLatin1Char('-'), QLatin1Char(' '))))
            << file.filePath();
}

void TestScenarios::holds() {
    QFETCH(QString, path);
    const LoadedScenario loaded = loadScenario(path);
    QVERIFY2(loaded.scenario, qPrintable(loaded.problem));
    const Scenario &scenario = *loaded.scenario;
    const QByteArrayList direct = runDirectly(scenario);
    const QString wrong = contradiction(scenario, direct);
    QVERIFY2(wrong.isEmpty(), qPrintable(QLatin1Char('\n') + wrong));
    const QString byProbes = difference(direct, runThroughProbes(scenario));
    QVERIFY2(byProbes.isEmpty(), qPrintable(QStringLiteral("through probes: ") + byProbes));
    const QString byRecording = difference(direct, runThroughRecording(scenario));
    QVERIFY2(byRecording.isEmpty(), qPrintable(QStringLiteral("through a recording: ") + byRecording));
}

void TestScenarios::refusesWhatItCannotRead_data() {
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("problem");
    QTest::newRow("an endpoint that is not configured")
        << QByteArray("for 5s\n  nobody active 3\n") << QStringLiteral("no endpoint is called \"nobody\"");
    QTest::newRow("a field that does not exist")
        << QByteArray("for 5s\n  db-1 actve 3\n")
        << QStringLiteral("\"actve 3\" is not a field with a number");
    QTest::newRow("a length without a unit") << QByteArray("for 5\n") << QStringLiteral("wants a duration");
    QTest::newRow("an expectation without a time")
        << QByteArray("for 5s\nexpect alert state=firing\n") << QStringLiteral("wants: expect TIME KIND");
    QTest::newRow("a scenario in which nothing happens")
        << QByteArray("only alert\n") << QStringLiteral("nothing happens");
}

void TestScenarios::refusesWhatItCannotRead() {
    QFETCH(QByteArray, body);
    QFETCH(QString, problem);
    QTemporaryDir place;
    QFile file(place.filePath(QStringLiteral("bad.scenario")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("[[stack]]\nname = \"shop\"\n[[stack.cache]]\nname = \"cache-1\"\nurl = \"redis://cache-1\"\n"
               "[[stack.database]]\nname = \"db-1\"\nurl = \"postgresql://monitor@db-1/app\"\n---\n" +
               body);
    file.close();
    const LoadedScenario loaded = loadScenario(file.fileName());
    QVERIFY(!loaded.scenario);
    QVERIFY2(loaded.problem.contains(problem), qPrintable(loaded.problem));
}

QTEST_GUILESS_MAIN(TestScenarios)
#include "tst_scenarios.moc"
