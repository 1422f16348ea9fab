#include "randomframes.h"
#include "recording.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace spillway;
using namespace spillway::test;

class RecordingTest : public QObject {
    Q_OBJECT
private slots:
    void givesBackEveryFrame_data();
    void givesBackEveryFrame();
};

namespace {

// Memory where there is some: thousands of commits need no disk to be right.
QString shortLived() {
    const QString memory = QStringLiteral("/dev/shm");
    return (QFileInfo(memory).isWritable() ? memory : QDir::tempPath()) + QStringLiteral("/spillway-XXXXXX");
}

std::unique_ptr<RecordingWriter> created(const QString &path, int endpoints) {
    auto writer = RecordingWriter::create(path, configurationOf(endpoints));
    return writer ? std::move(writer).value() : nullptr;
}

std::vector<Frame> allFrames(RecordingReader &reader) {
    std::vector<Frame> frames;
    reader.rewind();
    while (std::optional<Frame> frame = reader.next())
        frames.push_back(std::move(*frame));
    return frames;
}

// The index of the first difference, or -1.
qsizetype firstDifference(const std::vector<Frame> &a, const std::vector<Frame> &b) {
    const auto [left, right] = std::mismatch(a.begin(), a.end(), b.begin(), b.end(), isSameBits);
    return left == a.end() && right == b.end() ? -1 : left - a.begin();
}

} // namespace

void RecordingTest::givesBackEveryFrame_data() {
    QTest::addColumn<int>("endpoints");
    QTest::addColumn<int>("frames");
    QTest::addColumn<bool>("closed");
    for (const bool closed : {true, false})
        for (const int endpoints : {1, 2, 5})
            for (const int frames : {0, 1, 299, 300, 301, 2000})
                QTest::addRow("%d frames of %d endpoints, %s", frames, endpoints,
                              closed ? "closed" : "still being written")
                    << endpoints << frames << closed;
}

void RecordingTest::givesBackEveryFrame() {
    QFETCH(int, endpoints);
    QFETCH(int, frames);
    QFETCH(bool, closed);
    const QTemporaryDir folder(shortLived());
    const QString path = folder.filePath(QStringLiteral("a.spill"));
    auto writer = created(path, endpoints);
    QVERIFY(writer);
    const std::vector<Frame> written = RandomFrames(quint32(frames), endpoints).take(size_t(frames));
    for (const Frame &frame : written)
        QVERIFY(!writer->append(frame));
    if (closed)
        QVERIFY(!writer->close());
    auto reader = RecordingReader::open(path);
    QVERIFY2(reader, qPrintable(reader ? QString() : reader.failure().what));
    QCOMPARE(firstDifference(allFrames(**reader), written), -1);
    QCOMPARE((*reader)->damage(), QStringList());
}

QTEST_APPLESS_MAIN(RecordingTest)
#include "tst_recording.moc"
