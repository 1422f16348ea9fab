// The bundled outage: that the committed file is what the generator makes now, and that the model
// tells the story of the postmortem.

#include "engine.h"
#include "outage.h"

#include <QTest>

#include <map>

using namespace spillway;

namespace {

const QString recordingPath = QStringLiteral(SPILLWAY_SOURCE_DIR "/resources/recordings/march-3.spill");

Instant onMarchThird(const QString &clock) {
    return Instant::fromIso(QStringLiteral("2024-03-03T%1Z").arg(clock)).value();
}

// Means of the model's truth over one minute.
struct Minute {
    double failing = 0, hitRatio = 0, sessions = 0, lookups = 0, first = 0;
    int count = 0;

    void add(const Truth &truth) {
        failing += truth.failing;
        hitRatio += truth.hitRatio;
        sessions += truth.sessions;
        lookups += truth.requests * 3;
        first += truth.firstLookups;
        ++count;
    }
};

} // namespace

class TestOutage : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void modelTellsThePostmortem_data();
    void modelTellsThePostmortem();
    void recordingIsWhatTheGeneratorMakes();
    void cacheIsNamedInTheFirstMinute();

private:
    std::vector<Frame> m_frames;
    std::map<Instant, Minute> m_minutes; // by their start
};

void TestOutage::initTestCase() {
    Simulation simulation = marchThird();
    while (auto frame = simulation.next()) {
        if (frame->endpoint == 0)
            m_minutes[Instant::fromMs(frame->at.ms() / 60'000 * 60'000)].add(simulation.truth(0));
        m_frames.push_back(std::move(*frame));
    }
}

void TestOutage::modelTellsThePostmortem_data() {
    QTest::addColumn<QString>("clock");
    QTest::addColumn<double>("failingFrom");
    QTest::addColumn<double>("failingTo");
    QTest::addColumn<double>("ratioFrom");
    QTest::addColumn<double>("ratioTo");
    QTest::addColumn<double>("sessionsFrom");
    QTest::addColumn<double>("sessionsTo");
    QTest::addColumn<double>("retriedFrom"); // lookups over those without retries
    QTest::addColumn<double>("retriedTo");

    QTest::newRow("at 09:40 all is usual")
        << "09:40:00" << 0.0 << 0.01 << 0.94 << 0.96 << 2.5 << 3.5 << 0.99 << 1.01;
    QTest::newRow("at 09:50 the cache misses and the database copes still")
        << "09:50:00" << 0.0 << 0.02 << 0.39 << 0.44 << 17.0 << 21.0 << 0.99 << 1.02;
    QTest::newRow("at 10:05 four fifths of the requests fail, held there by retries")
        << "10:05:00" << 0.75 << 0.82 << 0.15 << 0.3 << 22.0 << 25.0 << 1.8 << 3.0;
    QTest::newRow("at 10:45 the scaled database is of no avail")
        << "10:45:00" << 0.75 << 0.82 << 0.15 << 0.3 << 22.0 << 25.0 << 1.8 << 3.0;
    QTest::newRow("at 11:55 nothing has changed")
        << "11:55:00" << 0.75 << 0.82 << 0.15 << 0.3 << 22.0 << 25.0 << 1.8 << 3.0;
    QTest::newRow("at 13:00 the cache is warm")
        << "13:04:00" << 0.0 << 0.01 << 0.91 << 0.95 << 3.0 << 6.0 << 0.99 << 1.01;
    QTest::newRow("at 14:00 all is usual again")
        << "13:58:00" << 0.0 << 0.01 << 0.94 << 0.96 << 2.5 << 3.6 << 0.99 << 1.01;
}

void TestOutage::modelTellsThePostmortem() {
    QFETCH(QString, clock);
    QFETCH(double, failingFrom);
    QFETCH(double, failingTo);
    QFETCH(double, ratioFrom);
    QFETCH(double, ratioTo);
    QFETCH(double, sessionsFrom);
    QFETCH(double, sessionsTo);
    QFETCH(double, retriedFrom);
    QFETCH(double, retriedTo);
    const Minute minute = m_minutes[onMarchThird(clock)];
    const auto within = [](double value, double from, double to, const char *what) {
        const QString text = QStringLiteral("%1 is %2, not within %3 to %4")
                                 .arg(QLatin1String(what))
                                 .arg(value)
                                 .arg(from)
                                 .arg(to);
        QVERIFY2(value >= from && value <= to, text.toUtf8().constData());
    };
    within(minute.failing / minute.count, failingFrom, failingTo, "the failing share");
    within(minute.hitRatio / minute.count, ratioFrom, ratioTo, "the hit ratio");
    within(minute.sessions / minute.count, sessionsFrom, sessionsTo, "the load");
    within(minute.lookups / minute.first, retriedFrom, retriedTo, "the amplification");
}

void TestOutage::recordingIsWhatTheGeneratorMakes() {
    auto opened = RecordingReader::open(recordingPath);
    QVERIFY2(opened.ok(), qPrintable(opened ? QString() : opened.failure().what));
    const std::unique_ptr<RecordingReader> reader = std::move(opened).value();
    const Configuration configuration = marchThird().configuration();
    QVERIFY(reader->configuration().simulated);
    QCOMPARE(reader->configuration().stacks, configuration.stacks);
    QCOMPARE(reader->configuration().rules, configuration.rules);
    QCOMPARE(reader->notes(), marchThirdNotes());
    for (const Frame &made : m_frames) {
        const auto recorded = reader->next();
        if (!recorded || *recorded != made)
            QFAIL(qPrintable(QStringLiteral("the frame at %1 differs; run recordoutage and commit the file")
                                 .arg(made.at.toIso())));
    }
    QVERIFY(!reader->next().has_value());
    QVERIFY2(reader->damage().isEmpty(), qPrintable(reader->damage().join(QLatin1Char('\n'))));
}

// What the responders took two hours to find; and nothing else is accused at any time of the day.
void TestOutage::cacheIsNamedInTheFirstMinute() {
    Engine engine(marchThird().configuration());
    for (const Frame &frame : m_frames)
        engine.consume(frame);
    std::optional<Instant> named;
    for (const Event &event : engine.timeline()) {
        const auto *verdict = std::get_if<Verdict>(&event.what);
        if (!verdict || verdict->culprit == Culprit::None || verdict->culprit == Culprit::Unknown)
            continue;
        const QString place = event.at.clockText() + QLatin1Char(' ') + event.stack;
        QVERIFY2(verdict->culprit == Culprit::Cache, qPrintable(place + QStringLiteral(": ") + event.text));
        QVERIFY2(event.stack == QLatin1String("checkout"), qPrintable(place));
        QVERIFY2(verdict->cause == Cause::MaxMemory, qPrintable(place));
        named = named.value_or(event.at);
    }
    QVERIFY(named.has_value());
    QVERIFY2(*named > onMarchThird(QStringLiteral("09:44:10")), qPrintable(named->clockText()));
    QVERIFY2(*named <= onMarchThird(QStringLiteral("09:45:10")), qPrintable(named->clockText()));
    QCOMPARE(engine.verdict(0).culprit, Culprit::None); // at 14:00
}

QTEST_GUILESS_MAIN(TestOutage)
#include "tst_outage.moc"
