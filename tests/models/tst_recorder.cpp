#include "recorder.h"

#include "campaign.h"
#include "failingdisk.h"
#include "randomframes.h"
#include "recording.h"

#include <QDir>
#include <QFileInfo>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace spillway;
using namespace spillway::test;

class RecorderTest : public QObject {
    Q_OBJECT
private slots:
    void recordsFramesAndNotes();
    void refusesAnExistingFile();
    void holdsFramesWhileTheDiskIsFull();
    void notesWhatTheMemoryCouldNotHold();
    void continuesInAnotherFile_data();
    void continuesInAnotherFile();
    void saysWhatIsLostAtTheEnd();
    void losesNothingAtAnyFault_data();
    void losesNothingAtAnyFault();
};

namespace {

constexpr int endpoints = 2;

std::vector<Frame> framesOf(const QString &path) {
    std::vector<Frame> frames;
    auto reader = RecordingReader::open(path);
    while (reader) {
        std::optional<Frame> frame = (*reader)->next();
        if (!frame)
            break;
        frames.push_back(std::move(*frame));
    }
    return frames;
}

bool isSame(const std::vector<Frame> &a, const std::vector<Frame> &b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), isSameBits);
}

struct Bench {
    explicit Bench(const Configuration &configuration = configurationOf(endpoints)) {
        auto started = Recorder::start(path, configuration);
        recorder = started ? std::move(started).value() : nullptr;
    }
    void record(const std::vector<Frame> &frames) {
        for (const Frame &frame : frames)
            recorder->record(frame);
    }

    QTemporaryDir folder{QFileInfo(QStringLiteral("/dev/shm")).isWritable()
                             ? QStringLiteral("/dev/shm/spillway-XXXXXX")
                             : QDir::tempPath() + QStringLiteral("/spillway-XXXXXX")};
    QString path = folder.filePath(QStringLiteral("run.spill"));
    std::unique_ptr<Recorder> recorder;
};

} // namespace

void RecorderTest::recordsFramesAndNotes() {
    Bench bench;
    QVERIFY(bench.recorder);
    const std::vector<Frame> frames = RandomFrames(1, endpoints).take(50);
    bench.record(frames);
    bench.recorder->addNote({frames.back().at, QStringLiteral("checkout"), QStringLiteral("deployed 4.2"),
                             NoteEvent{QStringLiteral("ada")}});
    QVERIFY(!bench.recorder->close());
    QVERIFY(isSame(framesOf(bench.path), frames));
    auto reader = RecordingReader::open(bench.path);
    QVERIFY(reader);
    const std::vector<RecordingNote> notes = (*reader)->notes();
    QCOMPARE(notes.size(), size_t(1));
    QCOMPARE(notes.front(), (RecordingNote{frames.back().at, QStringLiteral("checkout"),
                                           QStringLiteral("ada"), QStringLiteral("deployed 4.2")}));
}

void RecorderTest::refusesAnExistingFile() {
    const Bench bench;
    const auto second = Recorder::start(bench.path, configurationOf(endpoints));
    QVERIFY(!second);
    QCOMPARE(second.failure().kind, FailureKind::Storage);
    QVERIFY(second.failure().what.contains(bench.path));
}

void RecorderTest::holdsFramesWhileTheDiskIsFull() {
    FailingDisk disk;
    Bench bench;
    QVERIFY(bench.recorder);
    QSignalSpy paused(bench.recorder.get(), &Recorder::paused);
    QSignalSpy resumed(bench.recorder.get(), &Recorder::resumed);
    const std::vector<Frame> frames = RandomFrames(2, endpoints).take(900);
    bench.record({frames.begin(), frames.begin() + 100});
    QTRY_COMPARE(bench.recorder->heldFrames(), 0);
    disk.failAt(1, SQLITE_FULL, FailingDisk::How::UntilMended);
    bench.record({frames.begin() + 100, frames.end()});
    QTRY_COMPARE(paused.size(), 1);
    QVERIFY(paused.front().front().value<Failure>().what.contains(QStringLiteral("full")));
    QVERIFY(bench.recorder->heldFrames() >= 799);
    disk.mend();
    QTRY_COMPARE(resumed.size(), 1);
    QCOMPARE(resumed.front().front().toLongLong(), 0);
    QVERIFY(!bench.recorder->close());
    QCOMPARE(paused.size(), 1);
    QVERIFY(isSame(framesOf(bench.path), frames));
}

void RecorderTest::notesWhatTheMemoryCouldNotHold() {
    FailingDisk disk;
    Configuration configuration = configurationOf(endpoints);
    for (Endpoint &endpoint : configuration.endpoints)
        endpoint.every = std::chrono::minutes(1);
    Bench bench(configuration);
    QVERIFY(bench.recorder);
    QSignalSpy paused(bench.recorder.get(), &Recorder::paused);
    QSignalSpy resumed(bench.recorder.get(), &Recorder::resumed);
    disk.failAt(1, SQLITE_FULL, FailingDisk::How::UntilMended);
    const std::vector<Frame> frames = RandomFrames(3, endpoints).take(400);
    bench.record(frames);
    QTRY_COMPARE(paused.size(), 1);
    const qsizetype held = bench.recorder->heldFrames();
    QVERIFY2(held >= 2 * 15 && held < 200, qPrintable(QString::number(held)));
    disk.mend();
    QTRY_COMPARE(resumed.size(), 1);
    const qsizetype lost = resumed.front().front().toLongLong();
    QVERIFY(!bench.recorder->close());
    QVERIFY(lost > 200);
    const std::vector<Frame> kept = framesOf(bench.path);
    QCOMPARE(qsizetype(kept.size()) + lost, 400);
    auto reader = RecordingReader::open(bench.path);
    QVERIFY(reader);
    QCOMPARE((*reader)->notes().size(), size_t(1));
    QVERIFY((*reader)->notes().front().text.startsWith(QString::number(lost)));
}

void RecorderTest::continuesInAnotherFile_data() {
    QTest::addColumn<int>("error");
    QTest::newRow("when a sync failed, because the disk may have dropped what it took") << SQLITE_IOERR_FSYNC;
    QTest::newRow("when the file was deleted") << SQLITE_OK;
}

void RecorderTest::continuesInAnotherFile() {
    QFETCH(int, error);
    FailingDisk disk;
    Bench bench;
    QVERIFY(bench.recorder);
    QSignalSpy continued(bench.recorder.get(), &Recorder::continuedIn);
    const std::vector<Frame> frames = RandomFrames(4, endpoints).take(300);
    bench.record({frames.begin(), frames.begin() + 100});
    QTRY_COMPARE(bench.recorder->heldFrames(), 0);
    if (error == SQLITE_OK)
        QVERIFY(QFile::remove(bench.path));
    else
        disk.failAt(1, error, FailingDisk::How::Once);
    bench.record({frames.begin() + 100, frames.end()});
    QTRY_COMPARE(continued.size(), 1);
    QVERIFY(!bench.recorder->close());
    const QString second = bench.folder.filePath(QStringLiteral("run-2.spill"));
    QCOMPARE(continued.front().front().toString(), second);
    QCOMPARE(bench.recorder->path(), second);
    const std::vector<Frame> rest = framesOf(second);
    QVERIFY(rest.size() >= 200 && rest.size() <= 200 + RecordingWriter::CommitsPerSync);
    QVERIFY(isSame(rest, {frames.end() - qsizetype(rest.size()), frames.end()}));
}

void RecorderTest::saysWhatIsLostAtTheEnd() {
    FailingDisk disk;
    Bench bench;
    QVERIFY(bench.recorder);
    disk.failAt(1, SQLITE_FULL, FailingDisk::How::UntilMended);
    bench.record(RandomFrames(5, endpoints).take(12));
    const std::optional<Failure> failure = bench.recorder->close();
    QVERIFY(failure);
    QVERIFY2(failure->what.contains(QStringLiteral("12 poll")), qPrintable(failure->what));
}

void RecorderTest::losesNothingAtAnyFault_data() {
    QTest::addColumn<int>("error");
    QTest::addColumn<FailingDisk::How>("how");
    for (const auto how : {FailingDisk::How::Once, FailingDisk::How::UntilMended}) {
        const char *word = how == FailingDisk::How::Once ? "once" : "until mended";
        QTest::addRow("the disk is full %s", word) << SQLITE_FULL << how;
        QTest::addRow("the disk reports errors %s", word) << SQLITE_IOERR_WRITE << how;
        QTest::addRow("syncs fail %s", word) << SQLITE_IOERR_FSYNC << how;
    }
}

// At the k-th operation of the disk, for k up to 200. Nobody helps, and in one file or two all is there.
void RecorderTest::losesNothingAtAnyFault() {
    QFETCH(int, error);
    QFETCH(FailingDisk::How, how);
    const std::vector<Frame> frames = RandomFrames(6, endpoints).take(360);
    int faults = 0;
    for (int k = 1; k <= 200; k += roundsOf(23, 1)) {
        FailingDisk disk;
        Bench bench;
        QVERIFY(bench.recorder);
        QSignalSpy paused(bench.recorder.get(), &Recorder::paused);
        QSignalSpy continued(bench.recorder.get(), &Recorder::continuedIn);
        disk.failAt(k, error, how);
        bench.record(frames);
        QTRY_VERIFY(bench.recorder->heldFrames() == 0 || !paused.isEmpty());
        disk.mend();
        const std::optional<Failure> failure = bench.recorder->close();
        QVERIFY2(!failure, qPrintable(failure ? failure->what : QString()));
        faults += disk.hasFailed() ? 1 : 0;
        std::vector<Frame> read = framesOf(bench.path);
        for (const Frame &frame :
             continued.isEmpty() ? std::vector<Frame>{} : framesOf(bench.recorder->path()))
            if (std::none_of(read.begin(), read.end(), [&](const Frame &r) { return isSameBits(r, frame); }))
                read.push_back(frame);
        QVERIFY2(isSame(read, frames), qPrintable(QStringLiteral("%1: %2 frames").arg(k).arg(read.size())));
    }
    QVERIFY(faults > 5);
    report(QStringLiteral("%1: %2 faults, 0 samples lost")
               .arg(QLatin1String(QTest::currentDataTag()))
               .arg(faults));
}

QTEST_GUILESS_MAIN(RecorderTest)
#include "tst_recorder.moc"
