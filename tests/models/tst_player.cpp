#include "player.h"

#include "recordedincident.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace spillway;

namespace {

const Instant start = Checkout::start();

// What an engine knows that got these frames up to a time.
std::vector<Event> timelineUpTo(Instant to) {
    Engine engine(Checkout::configuration());
    for (const Frame &frame : incident()) {
        if (frame.at <= to)
            engine.consume(frame);
    }
    return engine.timeline();
}

} // namespace

class TestPlayer : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void replayEqualsLive();
    void surveysAheadOfThePosition_data();
    void surveysAheadOfThePosition();
    void readsAheadWhileItIsUsed_data();
    void readsAheadWhileItIsUsed();
    void canBeToldToStopReadingAhead();
    void takesANoteWhileItReadsAhead();
    void startsWithNothingConsumed();
    void seekEqualsPlayingThere_data();
    void seekEqualsPlayingThere();
    void seeksWithoutSignals();
    void newestSeekWins();
    void playsToTheEnd();
    void playsFromTheStartAgain();
    void pausesAndGoesOn();
    void boundsItsSpeed();
    void stepsBySamples();
    void stepsBackOverASilence();
    void goesFromEventToEvent();
    void leavesNothingOutWhenTooFast();

private:
    std::unique_ptr<Session> replaySession() const;

    QTemporaryDir m_folder;
    QString m_path;
    std::vector<Event> m_live;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<Player> m_player;
};

void TestPlayer::initTestCase() {
    QVERIFY(m_folder.isValid());
    m_path = m_folder.filePath(QStringLiteral("run.spill"));
    m_live = recordIncident(m_path);
    QVERIFY(!m_live.empty());
}

std::unique_ptr<Session> TestPlayer::replaySession() const {
    return std::make_unique<Session>(Checkout::configuration(), Session::Mode::Replay, nullptr);
}

void TestPlayer::init() {
    m_player.reset();
    auto opened = RecordingReader::open(m_path);
    QVERIFY2(opened.ok(), opened.ok() ? "" : qPrintable(opened.failure().what));
    m_session = replaySession();
    m_player = std::make_unique<Player>(std::move(opened).value(), m_session.get());
}

void TestPlayer::replayEqualsLive() {
    const QSignalSpy events(m_session.get(), &Session::eventHappened);
    m_player->runToEnd();
    const std::vector<Event> &replayed = m_session->engine().timeline();
    QVERIFY(replayed.size() > 10);
    QCOMPARE(replayed.size(), m_live.size());
    for (size_t i = 0; i < replayed.size(); ++i)
        QVERIFY2(replayed[i] == m_live[i],
                 qPrintable(QStringLiteral("event %1: %2").arg(i).arg(replayed[i].text)));
    QCOMPARE(linesOf(replayed), linesOf(m_live));
    QCOMPARE(static_cast<size_t>(events.size()), m_live.size());
    QVERIFY(m_player->atEnd());
}

void TestPlayer::surveysAheadOfThePosition_data() {
    QTest::addColumn<int>("seconds");
    QTest::newRow("before anything is played") << -1;
    QTest::newRow("in the middle") << 200;
    QTest::newRow("at the end") << 9999;
}

void TestPlayer::surveysAheadOfThePosition() {
    QFETCH(int, seconds);
    if (seconds >= 0)
        m_player->seekNow(start + std::chrono::seconds(seconds));
    const Instant position = m_player->position();
    const std::vector<Event> seen = m_session->engine().timeline();
    m_player->survey();
    QVERIFY(m_session->survey()->timeline() == m_live);
    QTRY_VERIFY(!m_player->isSeeking());
    QCOMPARE(m_player->position(), position);
    QVERIFY(m_session->engine().timeline() == seen);
    m_player->runToEnd();
    QVERIFY(m_session->engine().timeline() == m_live);
}

void TestPlayer::readsAheadWhileItIsUsed_data() {
    QTest::addColumn<int>("playedTo"); // seconds, before it begins
    QTest::newRow("before anything was played") << -1;
    QTest::newRow("somewhere within") << 100;
    QTest::newRow("at the end") << 1000;
}

void TestPlayer::readsAheadWhileItIsUsed() {
    QFETCH(int, playedTo);
    if (playedTo >= 0)
        m_player->seekNow(m_player->start() + std::chrono::seconds(playedTo));
    const std::vector<Event> seen = m_session->engine().timeline();
    const QSignalSpy changes(m_player.get(), &Player::surveyingChanged);
    const QSignalSpy surveyed(m_session.get(), &Session::surveyed);
    m_player->beginSurvey();
    QVERIFY(m_player->isSurveying());
    QVERIFY(!m_session->isSurveyed()); // it is not known what happens
    QTRY_COMPARE(surveyed.size(), 1);
    QTRY_COMPARE(changes.size(), 2);
    QVERIFY(!m_player->isSurveying());
    QVERIFY(m_session->survey()->timeline() == m_live);
    QVERIFY(m_session->engine().timeline() == seen);
    m_player->runToEnd();
    QVERIFY(m_session->engine().timeline() == m_live);
}

void TestPlayer::canBeToldToStopReadingAhead() {
    const QSignalSpy surveyed(m_session.get(), &Session::surveyed);
    m_player->beginSurvey();
    m_player->endSurvey();
    QVERIFY(!m_player->isSurveying());
    QCoreApplication::processEvents();
    QVERIFY(!m_session->isSurveyed());
    const QSignalSpy unknown(m_player.get(), &Player::eventsNotKnownYet);
    m_session->setSurvey(std::make_unique<Engine>(m_session->configuration()), Session::ReadAhead::Partly);
    m_player->nextEvent(); // not "there is none"
    QCOMPARE(unknown.size(), 1);
    m_player->beginSurvey(); // on second thoughts
    QTRY_COMPARE(surveyed.size(), 1);
    m_player->nextEvent();
    QCOMPARE(unknown.size(), 1);
    m_player->beginSurvey(); // and given up by the end of the player
}

// A note that is written meanwhile is on everything that comes.
void TestPlayer::takesANoteWhileItReadsAhead() {
    const QString path = m_folder.filePath(QStringLiteral("annotated.spill"));
    QVERIFY(QFile::copy(m_path, path));
    m_player.reset();
    m_session = replaySession();
    m_player = std::make_unique<Player>(std::move(RecordingReader::open(path)).value(), m_session.get());
    m_player->beginSurvey();
    m_session->addNote(QString(), QStringLiteral("here"), m_player->start() + 30s);
    const auto notes = [](const Engine &engine) {
        return std::ranges::count_if(engine.timeline(),
                                     [](const Event &event) { return event.text == QStringLiteral("here"); });
    };
    QTRY_VERIFY(m_session->isSurveyed());
    QCOMPARE(notes(*m_session->survey()), 1);
    m_player->runToEnd();
    QCOMPARE(notes(m_session->engine()), 1);
}

void TestPlayer::startsWithNothingConsumed() {
    QCOMPARE(m_player->position(), start + 100ms);
    QCOMPARE(m_player->start(), start + 100ms);
    QCOMPARE(m_player->end(), start + 369'400ms);
    QVERIFY(m_session->engine().history().isEmpty());
    QVERIFY(!m_player->isPlaying());
    QVERIFY(!m_player->atEnd());
    QCOMPARE(m_session->player(), m_player.get());
}

void TestPlayer::seekEqualsPlayingThere_data() {
    QTest::addColumn<int>("first");
    QTest::addColumn<int>("then");
    QTest::newRow("forwards") << 10 << 200;
    QTest::newRow("back") << 300 << 185;
    QTest::newRow("to the very start") << 300 << 0;
    QTest::newRow("to the end") << 10 << 369;
    QTest::newRow("nowhere") << 190 << 190;
    QTest::newRow("beyond the end") << 190 << 9999;
}

void TestPlayer::seekEqualsPlayingThere() {
    QFETCH(int, first);
    QFETCH(int, then);
    const Instant to = start + std::chrono::seconds(then) + 500ms;
    m_player->seekNow(start + std::chrono::seconds(first));
    m_player->seekNow(to);
    QCOMPARE(m_player->position(), std::min(to, m_player->end()));
    std::vector<Event> timeline = m_session->engine().timeline();
    std::erase_if(timeline, [](const Event &event) {
        return std::holds_alternative<NoteEvent>(event.what) ||
               std::holds_alternative<DecisionEvent>(event.what);
    });
    QVERIFY(timeline == timelineUpTo(to));
    // And going on from there leads to the same end.
    m_player->runToEnd();
    QVERIFY(m_session->engine().timeline() == m_live);
}

void TestPlayer::seeksWithoutSignals() {
    m_player->seekNow(start + 300s);
    const QSignalSpy events(m_session.get(), &Session::eventHappened);
    const QSignalSpy notices(m_session.get(), &Session::noticeRaised);
    const QSignalSpy restarted(m_session.get(), &Session::restarted);
    const QSignalSpy positions(m_player.get(), &Player::positionChanged);
    m_player->seek(start + 200s);
    QVERIFY(m_player->isSeeking());
    QCOMPARE(positions.size(), 0); // only a tick moves it
    QTRY_VERIFY(!m_player->isSeeking());
    QCOMPARE(positions.size(), 1);
    QCOMPARE(m_player->position(), start + 200s);
    QCOMPARE(restarted.size(), 1);
    QCOMPARE(events.size() + notices.size(), 0);
}

void TestPlayer::newestSeekWins() {
    const QSignalSpy positions(m_player.get(), &Player::positionChanged);
    m_player->seek(start + 300s);
    m_player->seek(start + 20s);
    m_player->seek(start + 210s);
    QTRY_COMPARE(positions.size(), 1);
    QCOMPARE(m_player->position(), start + 210s);
    QCOMPARE(m_session->engine().now(), start + 209'400ms);
}

void TestPlayer::playsToTheEnd() {
    const QSignalSpy finished(m_player.get(), &Player::finished);
    const QSignalSpy playing(m_player.get(), &Player::playingChanged);
    m_player->setSpeed(10'000);
    m_player->play();
    m_player->play();
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(playing.size(), 2); // on, off
    QVERIFY(!m_player->isPlaying());
    QVERIFY(m_player->atEnd());
    QCOMPARE(m_player->position(), m_player->end());
    QVERIFY(m_session->engine().timeline() == m_live);
}

void TestPlayer::playsFromTheStartAgain() {
    m_player->runToEnd();
    const QSignalSpy restarted(m_session.get(), &Session::restarted);
    const QSignalSpy finished(m_player.get(), &Player::finished);
    m_player->setSpeed(10'000);
    m_player->play();
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(restarted.size(), 1);
    QVERIFY(m_session->engine().timeline() == m_live);
}

void TestPlayer::pausesAndGoesOn() {
    m_player->setSpeed(100);
    m_player->togglePlaying();
    QTRY_VERIFY(m_player->position() > start + 5s);
    m_player->togglePlaying();
    QVERIFY(!m_player->isPlaying());
    const Instant here = m_player->position();
    QVERIFY(here < m_player->end());
    m_player->togglePlaying();
    QCOMPARE(m_player->position(), here);
    QTRY_VERIFY(m_player->position() > here);
    m_player->seek(start + 1s); // goes on playing from there
    QTRY_VERIFY(m_player->position() < here);
    QVERIFY(m_player->isPlaying());
}

void TestPlayer::boundsItsSpeed() {
    const QSignalSpy speeds(m_player.get(), &Player::speedChanged);
    m_player->setSpeed(0);
    QCOMPARE(m_player->speed(), 0.1);
    m_player->setSpeed(1e9);
    QCOMPARE(m_player->speed(), 10'000.0);
    m_player->setSpeed(1e9);
    QCOMPARE(speeds.size(), 2);
}

void TestPlayer::stepsBySamples() {
    m_player->stepBack(); // nothing to step back over
    QVERIFY(!m_player->isSeeking());
    m_player->stepForward();
    QCOMPARE(m_player->position(), start + 100ms);
    QCOMPARE(m_session->engine().now(), start + 100ms);
    m_player->stepForward();
    m_player->stepForward();
    QCOMPARE(m_player->position(), start + 1100ms);
    m_player->stepBack();
    QTRY_COMPARE(m_player->position(), start + 400ms);
    QCOMPARE(m_session->engine().now(), start + 400ms);
    m_player->stepBack();
    m_player->stepForward(); // arrives first
    QCOMPARE(m_player->position(), start + 400ms);
    m_player->runToEnd();
    m_player->stepForward();
    QCOMPARE(m_player->position(), m_player->end());
}

void TestPlayer::stepsBackOverASilence() {
    // A recording with a gap far longer than the reach of the first look back.
    const QString path = m_folder.filePath(QStringLiteral("gap.spill"));
    Checkout checkout;
    {
        auto created = RecordingWriter::create(path, Checkout::configuration());
        QVERIFY(created.ok());
        const std::unique_ptr<RecordingWriter> writer = std::move(created).value();
        QVERIFY(!writer->append(checkout.cache(start, 0.95)));
        QVERIFY(!writer->append(checkout.cache(start + 1s, 0.95)));
        QVERIFY(!writer->append(checkout.cache(start + 24h, 0.95)));
    }
    auto opened = RecordingReader::open(path);
    QVERIFY(opened.ok());
    const std::unique_ptr<Session> session = replaySession();
    Player player(std::move(opened).value(), session.get());
    player.runToEnd();
    player.stepBack();
    QTRY_COMPARE(player.position(), start + 1s);
    player.stepBack();
    QTRY_COMPARE(player.position(), start);
    player.stepBack();
    QTRY_VERIFY(!player.isSeeking());
    QCOMPARE(player.position(), start);
}

void TestPlayer::goesFromEventToEvent() {
    m_player->nextEvent(); // without a survey there is nowhere to go
    QVERIFY(!m_player->isSeeking());
    m_player->survey();
    std::vector<Instant> times;
    for (const Event &event : m_live) {
        if (event.at > m_player->position() && (times.empty() || times.back() != event.at))
            times.push_back(event.at);
    }
    QVERIFY(times.size() > 5);
    for (const Instant at : times) {
        m_player->nextEvent();
        QTRY_COMPARE(m_player->position(), at);
    }
    m_player->nextEvent();
    QVERIFY(!m_player->isSeeking());
    for (size_t i = times.size() - 1; i-- > 0;) {
        m_player->previousEvent();
        QTRY_COMPARE(m_player->position(), times[i]);
    }
}

void TestPlayer::leavesNothingOutWhenTooFast() {
    // Each frame costs the views three milliseconds: the speed cannot be kept, no frame is lost.
    int frames = 0;
    connect(m_session.get(), &Session::frameConsumed, this, [&] {
        ++frames;
        QElapsedTimer work;
        work.start();
        while (work.elapsed() < 3) {
        }
    });
    m_player->seekNow(start + 340s);
    m_player->setSpeed(10'000);
    const QSignalSpy positions(m_player.get(), &Player::positionChanged);
    m_player->play();
    QTRY_VERIFY(m_player->atEnd());
    QCOMPARE(frames, 2 * 30);
    QVERIFY(positions.size() > 10); // in many ticks, so that the event loop came round
    QVERIFY(m_session->engine().timeline() == m_live);
}

QTEST_GUILESS_MAIN(TestPlayer)
#include "tst_player.moc"
