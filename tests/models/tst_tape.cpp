#include "tape.h"

#include "failingdisk.h"
#include "recordedincident.h"
#include "recordingfixture.h"

#include <QSignalSpy>
#include <QTest>

using namespace spillway;
using namespace spillway::test;

class TapeTest : public QObject {
    Q_OBJECT
private slots:
    void keepsTheLastFifteenMinutes();
    void whatItKeepsDiagnosesAsTheRunDid();
    void recordsFromThePastOn();
    void neverOverwrites();
    void namesFilesByTheirMoment();
    void saysWhyItDoesNotKeep();
    void keepsOnceTheDiskHasRoomAgain();
    void togglesARecording();
    void knowsHowARecordingGrows();
    void finishesWhatIsBeingWritten();
};

namespace {

constexpr int endpoints = 2;

std::vector<Frame> seconds(int count) {
    std::vector<Frame> frames;
    for (int second = 0; second < count; ++second)
        for (EndpointId endpoint = 0; endpoint < endpoints; ++endpoint) {
            Reading reading;
            reading.set(Field::Hits, 728.0 * second + (second * 7919) % 613);
            frames.push_back(
                {Instant::fromMs(1'709'460'000'000 + 1000LL * second), endpoint, Duration(3), reading});
        }
    return frames;
}

void feed(Tape &tape, const std::vector<Frame> &frames) {
    for (const Frame &frame : frames)
        tape.take(frame);
}

std::vector<Frame> recorded(const QString &path) {
    const auto reader = RecordingReader::open(path);
    return reader ? framesOf(**reader) : std::vector<Frame>{};
}

} // namespace

void TapeTest::keepsTheLastFifteenMinutes() {
    const RecordingFolder folder;
    Tape tape(configurationOf(endpoints));
    QSignalSpy kept(&tape, &Tape::recentKept);
    const std::vector<Frame> frames = seconds(20 * 60);
    feed(tape, frames);
    tape.addNote({frames.back().at, QStringLiteral("checkout"), QStringLiteral("deployed 4.2"),
                  NoteEvent{QStringLiteral("ada")}});
    tape.addNote({frames.front().at, QString(), QStringLiteral("too long ago"), NoteEvent{}});
    tape.keepRecent(folder.path());
    feed(tape, RandomFrames(70, endpoints).take(20)); // while it is written
    QTRY_COMPARE(kept.size(), 1);
    QCOMPARE(kept.front().front().toString(), folder.path());
    const std::vector<Frame> read = recorded(folder.path());
    QCOMPARE(read.size(), size_t(2 * (15 * 60 + 1)));
    QCOMPARE(firstDifference(read, {frames.end() - qsizetype(read.size()), frames.end()}), -1);
    const auto reader = RecordingReader::open(folder.path());
    QCOMPARE((*reader)->notes().size(), size_t(1));
    QCOMPARE((*reader)->damage(), QStringList());
}

void TapeTest::whatItKeepsDiagnosesAsTheRunDid() {
    const RecordingFolder folder;
    Session live(Checkout::configuration(), Session::Mode::Live, nullptr);
    Tape tape(Checkout::configuration());
    for (const Frame &frame : incident()) {
        tape.take(frame);
        live.consume(frame);
    }
    QSignalSpy kept(&tape, &Tape::recentKept);
    tape.keepRecent(folder.path());
    QTRY_COMPARE(kept.size(), 1);
    const auto reader = RecordingReader::open(folder.path());
    QVERIFY(reader);
    Engine engine((*reader)->configuration());
    while (const std::optional<Frame> frame = (*reader)->next())
        engine.consume(*frame);
    QVERIFY(engine.timeline().size() > 5);
    QCOMPARE(linesOf(engine.timeline()), linesOf(live.engine().timeline()));
}

void TapeTest::recordsFromThePastOn() {
    const RecordingFolder folder;
    Tape tape(configurationOf(endpoints));
    const std::vector<Frame> frames = RandomFrames(71, endpoints).take(700);
    feed(tape, {frames.begin(), frames.begin() + 400});
    QVERIFY(!tape.record(folder.path()));
    feed(tape, {frames.begin() + 400, frames.end()});
    QVERIFY(!tape.close());
    QCOMPARE(tape.recordingPath(), folder.path());
    QCOMPARE(firstDifference(recorded(folder.path()), frames), -1);
}

void TapeTest::neverOverwrites() {
    const RecordingFolder folder;
    QVERIFY(write(folder.path(), "precious"));
    Tape tape(configurationOf(endpoints));
    feed(tape, seconds(60));
    QSignalSpy kept(&tape, &Tape::recentKept);
    tape.keepRecent(folder.path());
    QTRY_COMPARE(kept.size(), 1);
    QCOMPARE(kept.front().front().toString(), folder.path(QStringLiteral("a-2.spill")));
    QCOMPARE(contentOf(folder.path()), QByteArray("precious"));
    QVERIFY(tape.record(folder.path()).has_value());
    QVERIFY(!tape.isRecording());
}

void TapeTest::namesFilesByTheirMoment() {
    const RecordingFolder folder;
    Tape tape(configurationOf(endpoints));
    tape.setFolder(QFileInfo(folder.path()).path());
    feed(tape, seconds(60));
    QSignalSpy kept(&tape, &Tape::recentKept);
    for (const char *name : {"spillway-20240303-100059.spill", "spillway-20240303-100059-2.spill"}) {
        tape.keepRecent();
        QTRY_COMPARE(kept.size(), 1);
        QCOMPARE(kept.takeFirst().front().toString(), folder.path(QLatin1String(name)));
    }
}

void TapeTest::saysWhyItDoesNotKeep() {
    const RecordingFolder folder;
    Tape tape(configurationOf(endpoints));
    QSignalSpy troubled(&tape, &Tape::troubled);
    tape.keepRecent(folder.path());
    tape.toggleRecording();
    QCOMPARE(troubled.size(), 2);
    QVERIFY(troubled[0][0].toString().startsWith(QStringLiteral("nothing to keep yet")));
    QVERIFY(troubled[1][0].toString().startsWith(QStringLiteral("nothing to record yet")));
    feed(tape, seconds(60));
    tape.keepRecent(folder.path(QStringLiteral("no/a.spill")));
    QCOMPARE(troubled.size(), 3);
    QVERIFY(troubled[2][0].toString().startsWith(QStringLiteral("not kept: ")));
    QVERIFY(!tape.isRecording());
}

void TapeTest::keepsOnceTheDiskHasRoomAgain() {
    FailingDisk disk;
    const RecordingFolder folder;
    Tape tape(configurationOf(endpoints));
    const std::vector<Frame> frames = seconds(600);
    feed(tape, frames);
    QSignalSpy troubled(&tape, &Tape::troubled);
    QSignalSpy kept(&tape, &Tape::recentKept);
    disk.failAt(200, SQLITE_FULL, FailingDisk::How::UntilMended);
    tape.keepRecent(folder.path());
    QTRY_COMPARE(troubled.size(), 1);
    QVERIFY2(troubled[0][0].toString().contains(QStringLiteral("full")),
             qPrintable(troubled[0][0].toString()));
    QVERIFY(!QFile::exists(folder.path()));
    disk.mend();
    tape.keepRecent(folder.path());
    QTRY_COMPARE(kept.size(), 1);
    QCOMPARE(firstDifference(recorded(folder.path()), frames), -1);
}

void TapeTest::togglesARecording() {
    const RecordingFolder folder;
    Tape tape(configurationOf(endpoints));
    tape.setFolder(QFileInfo(folder.path()).path());
    const std::vector<Frame> frames = seconds(400);
    feed(tape, {frames.begin(), frames.begin() + 100});
    QSignalSpy changed(&tape, &Tape::recordingChanged);
    QSignalSpy ended(&tape, &Tape::recordingEnded);
    tape.toggleRecording();
    QVERIFY(tape.isRecording());
    feed(tape, {frames.begin() + 100, frames.end()});
    tape.toggleRecording();
    QTRY_COMPARE(ended.size(), 1);
    QVERIFY(!tape.isRecording());
    QCOMPARE(changed.size(), 2);
    QCOMPARE(firstDifference(recorded(ended.front().front().toString()), frames), -1);
}

void TapeTest::knowsHowARecordingGrows() {
    const RecordingFolder folder;
    Tape tape(configurationOf(endpoints));
    QCOMPARE(tape.recordingSize(), RecordingSize());
    QVERIFY(!tape.record(folder.path()));
    const auto bytes = [&] { return tape.recordingSize().bytes; };
    QVERIFY(bytes() > 0 && !tape.recordingSize().bytesPerDay);
    const qint64 head = bytes();
    feed(tape, seconds(400));
    QTRY_VERIFY_WITH_TIMEOUT(tape.recordingSize().bytesPerDay && bytes() > head, 20'000);
    QVERIFY(!tape.close());
    QCOMPARE(tape.recordingSize(), RecordingSize());
}

void TapeTest::finishesWhatIsBeingWritten() {
    const RecordingFolder folder;
    const std::vector<Frame> frames = seconds(300);
    {
        Tape tape(configurationOf(endpoints));
        feed(tape, frames);
        tape.keepRecent(folder.path());
    }
    QCOMPARE(firstDifference(recorded(folder.path()), frames), -1);
}

QTEST_GUILESS_MAIN(TapeTest)
#include "tst_tape.moc"
