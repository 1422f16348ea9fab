// Going back through a recording: from checkpoints, in reverse and in a loop, a replay sees what it saw on
// the way forward.

#include "checkpoints.h"

#include "player.h"
#include "recordedincident.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <map>

using namespace spillway;

class TestCheckpoints : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void init() { open(m_path); }
    void reverseGivesTheSameStates_data();
    void reverseGivesTheSameStates();
    void playsInReverseToTheStart();
    void turnsRoundWhilePlaying();
    void loopsForwardAndInReverse();
    void refusesALoopWithoutLength();
    void lieApart();
    void areThinnedOut();
    void takesANoteEverywhere();

private:
    void open(const QString &path) {
        m_player.reset();
        m_session = std::make_unique<Session>(Checkout::configuration(), Session::Mode::Replay, nullptr);
        m_player = std::make_unique<Player>(std::move(RecordingReader::open(path)).value(), m_session.get());
    }

    QTemporaryDir m_folder;
    QString m_path;
    std::vector<Event> m_live;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<Player> m_player;
};

namespace {

const Instant start = Checkout::start();

// What can be seen of an engine: its timeline, its alerts and the numbers of the last minute.
QByteArray lookOf(const Engine &engine) {
    QByteArray look = linesOf(engine.timeline());
    for (const Alert &alert : engine.alerts())
        look += alert.rule.name.toUtf8() + alertStateName(alert.state).toUtf8() + '\n';
    look += engine.verdict(0).headline.toUtf8();
    for (const SeriesId &id : engine.history().seriesIds())
        for (const Column &column : engine.history().window(id, engine.now() - 60s, engine.now() + 1s, 61))
            look += QByteArray::number(column.last) + ' ';
    return look;
}

} // namespace

void TestCheckpoints::initTestCase() {
    m_path = m_folder.filePath(QStringLiteral("run.spill"));
    m_live = recordIncident(m_path);
    QVERIFY(!m_live.empty());
}

void TestCheckpoints::reverseGivesTheSameStates_data() {
    QTest::addColumn<bool>("isSurveyed");
    QTest::newRow("from the start, each time") << false;
    QTest::newRow("from checkpoints") << true;
}

void TestCheckpoints::reverseGivesTheSameStates() {
    QFETCH(bool, isSurveyed);
    if (isSurveyed)
        m_player->survey();
    std::map<Instant, QByteArray> forward;
    for (int second = 0; second < 370; second += 7) {
        m_player->seekNow(start + std::chrono::seconds(second));
        forward[m_player->position()] = lookOf(m_session->engine());
    }
    m_player->runToEnd();
    for (auto seen = forward.rbegin(); seen != forward.rend(); ++seen) {
        m_player->seekNow(seen->first);
        QCOMPARE(lookOf(m_session->engine()), seen->second);
    }
    QVERIFY(forward.size() > 50);
}

void TestCheckpoints::playsInReverseToTheStart() {
    m_player->survey();
    const QSignalSpy finished(m_player.get(), &Player::finished);
    const QSignalSpy positions(m_player.get(), &Player::positionChanged);
    m_player->setSpeed(2000);
    m_player->play(Player::Direction::Back); // nothing left at the start: from the end
    QTRY_VERIFY(m_player->position() > start + 300s);
    QTRY_COMPARE(finished.size(), 1);
    QVERIFY(!m_player->isPlaying());
    QCOMPARE(m_player->position(), m_player->start());
    QVERIFY(positions.size() > 5);
    for (qsizetype i = 1; i < positions.size(); ++i)
        QVERIFY(positions[i][0].value<Instant>() <= positions[i - 1][0].value<Instant>());
}

void TestCheckpoints::turnsRoundWhilePlaying() {
    m_player->survey();
    m_player->seekNow(start + 200s);
    m_player->setSpeed(100);
    m_player->play(Player::Direction::Back);
    QTRY_VERIFY(m_player->position() < start + 195s);
    const Instant turned = m_player->position();
    m_player->play(Player::Direction::Forward);
    QTRY_VERIFY(m_player->position() > turned + 1s);
    m_player->pause();
    QVERIFY(m_session->engine().now() <= m_player->position());
    m_player->runToEnd();
    QVERIFY(m_session->engine().timeline() == m_live);
}

void TestCheckpoints::loopsForwardAndInReverse() {
    m_player->survey();
    m_player->setLoop(Player::Loop{start + 180s, start + 190s});
    m_player->setSpeed(200);
    int wraps = 0;
    Instant last;
    connect(m_player.get(), &Player::positionChanged, this, [&](Instant at) {
        const bool isForward = m_player->direction() == Player::Direction::Forward;
        wraps += (isForward ? at < last : at > last) ? 1 : 0;
        QVERIFY(at >= start + 180s && at <= start + 190s);
        last = at;
    });
    m_player->play();
    QTRY_VERIFY(wraps >= 3);
    m_player->pause();
    wraps = 0;
    m_player->play(Player::Direction::Back);
    QTRY_VERIFY(wraps >= 3);
    m_player->setLoop(std::nullopt);
    QVERIFY(m_player->isPlaying());
}

void TestCheckpoints::refusesALoopWithoutLength() {
    const QSignalSpy changes(m_player.get(), &Player::loopChanged);
    m_player->setLoop(Player::Loop{start + 20s, start + 20s});
    m_player->setLoop(Player::Loop{start + 9999s, start + 99999s}); // all of it behind the end
    QVERIFY(!m_player->loop());
    m_player->setLoop(Player::Loop{start - 1h, start + 20s});
    QCOMPARE(m_player->loop(), (Player::Loop{m_player->start(), start + 20s}));
    QCOMPARE(changes.size(), 1);
}

void TestCheckpoints::lieApart() {
    m_player->survey();
    m_player->runToEnd();
    m_player->seekNow(start + 300s);
    const QByteArray look = lookOf(m_session->engine());
    constexpr qint64 spacing = Checkpoints::Spacing;
    Checkpoints checkpoints({std::nullopt, {}, 0, Engine(Checkout::configuration()), {}});
    QVERIFY(checkpoints.wantsClose(start + 300s, spacing));
    checkpoints.addEven({start + 299s, start + 300s, spacing, m_session->engine(), {}});
    QVERIFY(!checkpoints.wantsClose(start + 301s, spacing + 10));
    QVERIFY(checkpoints.wantsClose(start + 301s, spacing + Checkpoints::CloseSpacing));
    QCOMPARE(checkpoints.latest(start + 298s).reached, std::nullopt);
    QCOMPARE(lookOf(checkpoints.latest(start + 299s).engine), look);
}

// However long the recording is; the further apart they are the longer is a seek.
void TestCheckpoints::areThinnedOut() {
    const Engine engine(Checkout::configuration());
    Checkpoints checkpoints({std::nullopt, {}, 0, engine, {}});
    size_t most = 0;
    for (int i = 1; i <= 10'000; ++i) {
        const Instant reached = start + std::chrono::seconds(i);
        checkpoints.addEven({reached, reached + 1s, i * Checkpoints::Spacing, engine, {}});
        most = std::max(most, checkpoints.size());
    }
    QCOMPARE(most, Checkpoints::MostEven);
    QVERIFY(checkpoints.size() > Checkpoints::MostEven / 2);
    for (int i = 8; i <= 10'000; ++i)
        QVERIFY(*checkpoints.latest(start + std::chrono::seconds(i)).reached >
                start + std::chrono::seconds(i - 8));
}

void TestCheckpoints::takesANoteEverywhere() {
    const QString path = m_folder.filePath(QStringLiteral("annotated.spill"));
    QVERIFY(QFile::copy(m_path, path));
    open(path);
    m_player->survey();
    const QSignalSpy kept(m_player.get(), &Player::noteKept);
    m_player->seekNow(start + 300s);
    const QSignalSpy added(m_session.get(), &Session::noteAdded);
    m_session->addNote(QStringLiteral("checkout"), QStringLiteral("it began here"), start + 180s);
    QCOMPARE(added.size(), 1);
    const auto knows = [](const Engine &engine) {
        return std::count_if(engine.timeline().begin(), engine.timeline().end(), [](const Event &event) {
            return event.text == QStringLiteral("it began here");
        });
    };
    QCOMPARE(knows(m_session->engine()), 1);
    QCOMPARE(knows(*m_session->survey()), 1);
    for (const int second : {350, 200, 181, 369, 180}) {
        m_player->seekNow(start + std::chrono::seconds(second));
        QCOMPARE(knows(m_session->engine()), 1);
    }
    m_player->seekNow(start + 179s);
    QCOMPARE(knows(m_session->engine()), 0);
    m_player->runToEnd();
    QCOMPARE(knows(m_session->engine()), 1);
    QCOMPARE(kept.size(), 1);
    // And when it is opened again.
    const std::vector<Event> annotated = m_session->engine().timeline();
    open(path);
    m_player->runToEnd();
    QVERIFY(m_session->engine().timeline() == annotated);
}

QTEST_GUILESS_MAIN(TestCheckpoints)
#include "tst_checkpoints.moc"
