// A process that records is killed without warning, at a random moment or before a chosen operation of its
// disk. It prints a line for every frame that was taken; each of those must be in the recording. Half of
// them keep ten minutes only. SPILLWAY_CAMPAIGN=full runs 1 000 random and 300 chosen kills.

#include "campaign.h"
#include "failingdisk.h"
#include "recordingfixture.h"

#include <QProcess>
#include <QTest>

#include <unistd.h>

using namespace spillway;
using namespace spillway::test;
using namespace std::chrono_literals;

namespace {

constexpr int endpoints = 3;
constexpr size_t mostFrames = 20'000;

RecordingPolicy policyOf(quint32 seed) {
    RecordingPolicy policy;
    if (seed % 2 == 1)
        policy.keep = 10min;
    return policy;
}

// With `fatal` > 0 the process dies before that operation of its disk.
int recordUntilKilled(const QString &path, quint32 seed, int fatal) {
    FailingDisk disk;
    if (fatal > 0)
        disk.failAt(fatal, SQLITE_ABORT, FailingDisk::How::Kill);
    auto writer = RecordingWriter::create(path, configurationOf(endpoints), policyOf(seed));
    RandomFrames source(seed, endpoints);
    for (size_t i = 0; writer && i < mostFrames; ++i) {
        if ((*writer)->append(source.next()))
            return 1;
        if (::write(STDOUT_FILENO, "+\n", 2) != 2)
            return 1;
    }
    return 1;
}

// The child's acknowledged frames; it is killed after `wanted` unless it dies before.
qsizetype acknowledged(const QString &path, quint32 seed, int fatal, qsizetype wanted) {
    QProcess child;
    child.start(QCoreApplication::applicationFilePath(),
                {QStringLiteral("--record"), path, QString::number(seed), QString::number(fatal)});
    QByteArray taken;
    while (taken.count('\n') < wanted && child.waitForReadyRead(60'000))
        taken += child.readAllStandardOutput();
    child.kill();
    const bool hasEnded = child.state() == QProcess::NotRunning || child.waitForFinished();
    if (!hasEnded || child.exitStatus() != QProcess::CrashExit)
        return -1;
    taken += child.readAllStandardOutput();
    return taken.count('\n');
}

// Empty, or what is wrong with the recording.
QString lossOf(const QString &path, quint32 seed, qsizetype taken) {
    const auto reader = RecordingReader::open(path);
    if (!reader)
        return taken == 0 ? QString() : reader.failure().what;
    const std::vector<Frame> read = framesOf(**reader);
    if (!(*reader)->damage().isEmpty())
        return (*reader)->damage().first();
    // One frame may have been taken, but not acknowledged any more.
    const std::vector<Frame> source = RandomFrames(seed, endpoints).take(size_t(taken) + 1);
    for (const size_t end : {source.size() - 1, source.size()}) {
        const bool isWhole =
            policyOf(seed).keep ? read.size() >= std::min<size_t>(end, 500) : read.size() == end;
        const auto last = source.begin() + qsizetype(end);
        if (isWhole && read.size() <= end &&
            firstDifference(read, {last - qsizetype(read.size()), last}) == -1)
            return {};
    }
    return QStringLiteral("%1 of %2 frames").arg(read.size()).arg(taken);
}

} // namespace

class RecordingKillTest : public QObject {
    Q_OBJECT
private slots:
    void losesNothingAtARandomMoment();
    void losesNothingBeforeAnyOperationOfTheDisk();
};

void RecordingKillTest::losesNothingAtARandomMoment() {
    std::mt19937 random(40);
    qsizetype all = 0;
    qsizetype most = 0;
    const int rounds = roundsOf(20, 1000);
    for (int round = 0; round < rounds; ++round) {
        const RecordingFolder folder;
        const auto seed = static_cast<quint32>(random());
        // A number of acknowledgements to wait for, so that seals and checkpoints are met as well.
        const qsizetype wanted = 1 + qsizetype(random() % (round % 4 == 0 ? 3000 : 400));
        const qsizetype taken = acknowledged(folder.path(), seed, 0, wanted);
        QVERIFY(taken >= 0);
        QCOMPARE(lossOf(folder.path(), seed, taken), QString());
        most = std::max(most, taken);
        all += taken;
    }
    QVERIFY(most > 900); // some chunks were sealed
    report(QStringLiteral("%1 random kills, %2 samples acknowledged, 0 lost").arg(rounds).arg(all));
}

// The operations around the first seals and, where old blocks go, their deletion.
void RecordingKillTest::losesNothingBeforeAnyOperationOfTheDisk() {
    std::mt19937 random(41);
    qsizetype all = 0;
    const int rounds = roundsOf(12, 300);
    for (int round = 0; round < rounds; ++round) {
        const RecordingFolder folder;
        const auto seed = static_cast<quint32>(random());
        const int fatal = 1 + int(random() % (round % 3 == 0 ? 60U : 6000U));
        const qsizetype taken = acknowledged(folder.path(), seed, fatal, qsizetype(mostFrames));
        QVERIFY(taken >= 0);
        QCOMPARE(lossOf(folder.path(), seed, taken), QString());
        all += taken;
    }
    report(QStringLiteral("%1 kills before an operation of the disk, %2 samples acknowledged, 0 lost")
               .arg(rounds)
               .arg(all));
}

int main(int argc, char **argv) {
    QCoreApplication app(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 5 && arguments[1] == QLatin1String("--record"))
        return recordUntilKilled(arguments[2], arguments[3].toUInt(), arguments[4].toInt());
    RecordingKillTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_recordingkill.moc"
