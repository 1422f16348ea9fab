// A process that records is killed without warning. It prints a line for every frame that was taken;
// each of those frames must be in the recording.

#include "recordingfixture.h"

#include <QProcess>
#include <QTest>

#include <unistd.h>

using namespace spillway;
using namespace spillway::test;

namespace {

constexpr int endpoints = 3;
constexpr size_t mostFrames = 20'000;

int recordUntilKilled(const QString &path, quint32 seed) {
    const auto writer = created(path, endpoints);
    RandomFrames source(seed, endpoints);
    for (size_t i = 0; writer && i < mostFrames; ++i) {
        if (writer->append(source.next()))
            return 1;
        if (::write(STDOUT_FILENO, "+\n", 2) != 2)
            return 1;
    }
    return 1;
}

} // namespace

class RecordingKillTest : public QObject {
    Q_OBJECT
private slots:
    void losesNothingThatWasTaken();
};

void RecordingKillTest::losesNothingThatWasTaken() {
    std::mt19937 random(40);
    qsizetype mostTaken = 0;
    for (int round = 0; round < 40; ++round) {
        const RecordingFolder folder;
        const auto seed = static_cast<quint32>(random());
        // A number of acknowledgements to wait for, so that seals and checkpoints are met as well.
        const qsizetype wanted = 1 + qsizetype(random() % (round % 4 == 0 ? 3000 : 400));
        QProcess child;
        child.start(QCoreApplication::applicationFilePath(),
                    {QStringLiteral("--record"), folder.path(), QString::number(seed)});
        QByteArray taken;
        while (taken.count('\n') < wanted && child.waitForReadyRead(60'000))
            taken += child.readAllStandardOutput();
        child.kill();
        QVERIFY(child.waitForFinished());
        QCOMPARE(child.exitStatus(), QProcess::CrashExit);
        taken += child.readAllStandardOutput();
        const qsizetype acknowledged = taken.count('\n');
        mostTaken = std::max(mostTaken, acknowledged);

        const auto reader = RecordingReader::open(folder.path());
        QVERIFY2(reader, qPrintable(reader ? QString() : reader.failure().what));
        const std::vector<Frame> read = framesOf(**reader);
        QCOMPARE((*reader)->damage(), QStringList());
        QVERIFY2(qsizetype(read.size()) >= acknowledged,
                 qPrintable(QStringLiteral("%1 of %2 frames").arg(read.size()).arg(acknowledged)));
        QCOMPARE(firstDifference(read, RandomFrames(seed, endpoints).take(read.size())), -1);
    }
    QVERIFY(mostTaken > 900); // some chunks were sealed
}

int main(int argc, char **argv) {
    QCoreApplication app(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 4 && arguments[1] == QLatin1String("--record"))
        return recordUntilKilled(arguments[2], arguments[3].toUInt());
    RecordingKillTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_recordingkill.moc"
