// Hours of a recording, long enough for the survey to leave checkpoints: what one sees does not depend on
// the way to it.

#include "eventjson.h"
#include "longrecording.h"
#include "player.h"
#include "recording.h"

#include <QTemporaryDir>
#include <QTest>

using namespace spillway;

class TestLongRecording : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void holdsEveryFrame();
    void seekingEqualsPlaying_data();
    void seekingEqualsPlaying();

private:
    struct Replay {
        explicit Replay(std::unique_ptr<RecordingReader> reader)
            : session(reader->configuration(), Session::Mode::Replay, nullptr)
            , player(std::move(reader), &session) {}
        Session session;
        Player player;
    };
    std::unique_ptr<Replay> open() const {
        return std::make_unique<Replay>(std::move(RecordingReader::open(m_path)).value());
    }

    QTemporaryDir m_folder;
    QString m_path;
    std::vector<Frame> m_frames;
    std::vector<std::pair<Instant, QByteArray>> m_played;
};

namespace {

// What can be seen of an engine, the lines over the whole recording included.
QByteArray lookOf(const Engine &engine) {
    QByteArray look;
    for (const Event &event : engine.timeline())
        look += toJsonLine(event) + '\n';
    for (const Alert &alert : engine.alerts())
        look += alert.rule.name.toUtf8() + alertStateName(alert.state).toUtf8() + '\n';
    look += engine.verdict(0).headline.toUtf8();
    const Instant now = engine.now();
    for (const SeriesId &id : engine.history().seriesIds())
        for (const auto &[from, columns] : {std::pair(longRunStart(), 200), std::pair(now - 60s, 60)})
            for (const Column &column : engine.history().window(id, from, now + 1s, columns))
                look += QByteArray::number(column.min) + ' ' + QByteArray::number(column.last) + ' ';
    return look;
}

} // namespace

void TestLongRecording::initTestCase() {
    StackTraits stack = longRunStack(0);
    stack.script = {{longRunStart() + 30min, FlushCache{0}},
                    {longRunStart() + 60min, ScaleTraffic{1.8, 600}}};
    Simulation simulation({stack}, longRunStart(), longRunStart() + 80min, 3);
    m_path = m_folder.filePath(QStringLiteral("long.spill"));
    const auto failure = writeBlocks(m_path, simulation.configuration(), [&] {
        auto frame = simulation.next();
        if (frame)
            m_frames.push_back(*frame);
        return frame;
    });
    QVERIFY2(!failure, failure ? qPrintable(failure->what) : "");
    QVERIFY(m_frames.size() > 2 * static_cast<size_t>(Checkpoints::Spacing));
    const auto replay = open();
    for (int minute = 1; minute < 80; minute += 13) {
        replay->player.seekNow(longRunStart() + std::chrono::minutes(minute));
        m_played.emplace_back(replay->player.position(), lookOf(replay->session.engine()));
    }
}

void TestLongRecording::holdsEveryFrame() {
    const auto reader = std::move(RecordingReader::open(m_path)).value();
    for (const Frame &frame : m_frames)
        QVERIFY(reader->next() == frame);
    QVERIFY(!reader->next());
    QVERIFY(reader->damage().isEmpty());
}

void TestLongRecording::seekingEqualsPlaying_data() {
    QTest::addColumn<bool>("inBackground");
    QTest::newRow("once it was read ahead") << false;
    QTest::newRow("while it is read ahead") << true;
}

void TestLongRecording::seekingEqualsPlaying() {
    QFETCH(bool, inBackground);
    const auto replay = open();
    Player &player = replay->player;
    if (inBackground)
        player.beginSurvey();
    else
        player.survey();
    for (auto seen = m_played.rbegin(); seen != m_played.rend(); ++seen) {
        player.seek(seen->first);
        QTRY_VERIFY_WITH_TIMEOUT(!player.isSeeking(), 60'000);
        QCOMPARE(player.position(), seen->first);
        QVERIFY2(lookOf(replay->session.engine()) == seen->second, qPrintable(seen->first.clockText()));
    }
    QTRY_VERIFY_WITH_TIMEOUT(replay->session.isSurveyed(), 60'000);
    player.seekNow(player.end());
    QVERIFY(replay->session.survey()->timeline() == replay->session.engine().timeline());
}

QTEST_GUILESS_MAIN(TestLongRecording)
#include "tst_longrecording.moc"
