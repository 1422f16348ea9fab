// The disk fails at the k-th write, sync, truncation, creation or deletion, once or until it is mended, for
// every k.

#include "campaign.h"
#include "failingdisk.h"
#include "recordingfixture.h"

#include <QTest>

using namespace spillway;
using namespace spillway::test;

class RecordingDiskTest : public QObject {
    Q_OBJECT
private slots:
    void losesNothingThatWasTaken_data();
    void losesNothingThatWasTaken();
    void leavesNoFileThatCouldNotBegin();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void doesNotContinueAfterAFailedSync();
};

void RecordingDiskTest::losesNothingThatWasTaken_data() {
    QTest::addColumn<int>("error");
    QTest::addColumn<bool>("once");
    for (const bool once : {true, false}) {
        const char *how = once ? "once" : "until mended";
        QTest::addRow("the disk is full %s", how) << SQLITE_FULL << once;
        QTest::addRow("the disk reports errors %s", how) << SQLITE_IOERR_WRITE << once;
        QTest::addRow("the disk is read-only %s", how) << SQLITE_READONLY << once;
    }
}

// Small, because the sweep writes them once for every operation of the disk.
static std::vector<Frame> smallFrames() {
    std::vector<Frame> frames;
    for (int i = 0; i < 305; ++i) {
        Reading reading;
        reading.set(Field::Hits, 728.0 * i);
        frames.push_back({Instant::fromMs(1'709'460'000'000 + 1000 * i), 0, Duration(3), reading});
    }
    return frames;
}

// Frames around the first seal, each offered until it is taken.
void RecordingDiskTest::losesNothingThatWasTaken() {
    QFETCH(int, error);
    QFETCH(bool, once);
    const std::vector<Frame> frames = smallFrames();
    bool hasFailed = true;
    int faults = 0;
    for (int k = 1; hasFailed; k += roundsOf(3, 1)) {
        FailingDisk disk;
        const RecordingFolder folder;
        const auto writer = created(folder.path(), 1);
        QVERIFY(writer);
        for (size_t i = 0; i < frames.size(); ++i) {
            if (i == 296)
                disk.failAt(k, error, once ? FailingDisk::How::Once : FailingDisk::How::UntilMended);
            for (int attempt = 0; writer->append(frames[i]); ++attempt) {
                QVERIFY(disk.hasFailed() && attempt < 3);
                disk.mend();
            }
        }
        const bool isClosed = !writer->close();
        QVERIFY(isClosed || disk.hasFailed());
        hasFailed = disk.hasFailed();
        faults += hasFailed ? 1 : 0;
        disk.mend();
        const auto reader = RecordingReader::open(folder.path());
        QVERIFY2(reader, qPrintable(reader ? QString() : reader.failure().what));
        QCOMPARE(firstDifference(framesOf(**reader), frames), -1);
        QCOMPARE((*reader)->damage(), QStringList());
    }
    QVERIFY(faults > 20);
    report(QStringLiteral("%1: at each of %2 operations, 0 samples lost")
               .arg(QLatin1String(QTest::currentDataTag()))
               .arg(faults));
}

void RecordingDiskTest::leavesNoFileThatCouldNotBegin() {
    int refused = 0;
    for (int k = 1; k < 200; ++k) {
        FailingDisk disk;
        const RecordingFolder folder;
        disk.failAt(k, SQLITE_FULL, FailingDisk::How::UntilMended);
        const bool isCreated = created(folder.path(), 1) != nullptr;
        if (!disk.hasFailed())
            break;
        refused += isCreated ? 0 : 1;
        QVERIFY2(isCreated || QFileInfo(folder.path()).dir().isEmpty(), qPrintable(QString::number(k)));
    }
    QVERIFY(refused > 5);
}

void RecordingDiskTest::saysWhatIsWrong_data() {
    QTest::addColumn<int>("error");
    QTest::addColumn<QString>("word");
    QTest::newRow("full") << SQLITE_FULL << QStringLiteral("is full");
    QTest::newRow("failing") << SQLITE_IOERR_WRITE << QStringLiteral("reports an error");
    QTest::newRow("read-only") << SQLITE_READONLY << QStringLiteral("read-only");
}

void RecordingDiskTest::saysWhatIsWrong() {
    QFETCH(int, error);
    QFETCH(QString, word);
    FailingDisk disk;
    const RecordingFolder folder;
    const auto writer = created(folder.path(), 1);
    QVERIFY(writer);
    disk.failAt(1, error, FailingDisk::How::UntilMended);
    const std::optional<Failure> failure = writer->append(RandomFrames(51, 1).next());
    QVERIFY(failure);
    QCOMPARE(failure->kind, FailureKind::Storage);
    QVERIFY2(failure->what.contains(word), qPrintable(failure->what));
    QVERIFY(failure->what.contains(folder.path()));
    QVERIFY(!failure->remedy.isEmpty());
    QVERIFY(!writer->isBroken());
}

void RecordingDiskTest::doesNotContinueAfterAFailedSync() {
    FailingDisk disk;
    const RecordingFolder folder;
    const auto writer = created(folder.path(), 1);
    QVERIFY(writer);
    disk.failAt(1, SQLITE_IOERR_FSYNC, FailingDisk::How::Once);
    RandomFrames source(52, 1);
    QVERIFY(writer->append(source.next()));
    QVERIFY(writer->isBroken());
    QVERIFY(writer->append(source.next()));
}

QTEST_APPLESS_MAIN(RecordingDiskTest)
#include "tst_recordingdisk.moc"
