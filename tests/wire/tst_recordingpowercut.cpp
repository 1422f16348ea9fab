// The power fails at a random moment of a recording: what the disk had not been told to keep is gone, or
// half of it at random. SPILLWAY_CAMPAIGN=full tries 1 000 times.

#include "campaign.h"
#include "powercutdisk.h"
#include "recordingfixture.h"

#include <QTest>

using namespace spillway;
using namespace spillway::test;

class RecordingPowerCutTest : public QObject {
    Q_OBJECT
private slots:
    void losesAtMostWhatIsPromised_data();
    void losesAtMostWhatIsPromised();
};

void RecordingPowerCutTest::losesAtMostWhatIsPromised_data() {
    QTest::addColumn<PowerCut>("promise");
    QTest::addColumn<PowerCutDisk::Unsynced>("unsynced");
    for (const auto unsynced : {PowerCutDisk::Unsynced::IsGone, PowerCutDisk::Unsynced::HalfIsGone}) {
        const char *how =
            unsynced == PowerCutDisk::Unsynced::IsGone ? "all unsynced is gone" : "half of it is gone";
        QTest::addRow("ten seconds, %s", how) << PowerCut::LosesTenSeconds << unsynced;
        QTest::addRow("nothing, %s", how) << PowerCut::LosesNothing << unsynced;
    }
}

void RecordingPowerCutTest::losesAtMostWhatIsPromised() {
    QFETCH(PowerCut, promise);
    QFETCH(PowerCutDisk::Unsynced, unsynced);
    std::mt19937 random(80);
    const int rounds = roundsOf(5, 250);
    size_t all = 0;
    size_t most = 0;
    for (int round = 0; round < rounds; ++round) {
        const RecordingFolder folder;
        const RecordingFolder after;
        std::vector<Frame> frames =
            RandomFrames(quint32(random()), 1).take(random() % (round % 4 ? 500 : 2500));
        for (size_t i = 0; i < frames.size(); ++i)
            frames[i].at = Instant::fromMs(1'709'460'000'000 + 1000 * qint64(i));
        {
            PowerCutDisk disk;
            auto writer = RecordingWriter::create(folder.path(), configurationOf(1), {promise, {}});
            QVERIFY(writer && appendAll(**writer, frames));
            for (const QString &suffix : {QString(), QStringLiteral("-wal")})
                if (const QByteArray kept = disk.cut(folder.path() + suffix, unsynced, random);
                    !kept.isNull())
                    QVERIFY(write(after.path() + suffix, kept));
        }
        const auto reader = RecordingReader::open(after.path());
        QVERIFY2(reader, qPrintable(reader ? QString() : reader.failure().what));
        const std::vector<Frame> read = framesOf(**reader);
        QCOMPARE((*reader)->damage(), QStringList());
        QCOMPARE(firstDifference(read, {frames.begin(), frames.begin() + qsizetype(read.size())}), -1);
        const size_t lost = frames.size() - read.size();
        const size_t promised = promise == PowerCut::LosesNothing ? 0 : 10; // one poll a second
        QVERIFY2(lost <= promised, qPrintable(QStringLiteral("%1 of %2").arg(lost).arg(frames.size())));
        most = std::max(most, lost);
        all += frames.size();
    }
    report(QStringLiteral("%1 power cuts, %2 samples, at most %3 s lost, 0 files unreadable")
               .arg(rounds)
               .arg(all)
               .arg(most));
}

QTEST_APPLESS_MAIN(RecordingPowerCutTest)
#include "tst_recordingpowercut.moc"
