// A recording that keeps only what is younger than a given time: what is gone is not missing.

#include "recordingfixture.h"

#include <QTest>

using namespace spillway;
using namespace spillway::test;
using namespace std::chrono_literals;

class RecordingRetentionTest : public QObject {
    Q_OBJECT
private slots:
    void keepsAllUnlessAsked();
    void forgetsWhatIsOlder();
    void usesTheRoomAgain();
    void isReadWhileItForgets();
};

namespace {

constexpr qint64 begin = 1'709'460'000'000;

// Two endpoints each second, and one each minute, whose blocks reach far back.
std::vector<Frame> hours(int count) {
    std::vector<Frame> frames;
    for (int second = 0; second < count * 3600; ++second)
        for (EndpointId endpoint = 0; endpoint < (second % 60 == 0 ? 3U : 2U); ++endpoint) {
            Reading reading;
            reading.set(Field::Hits, 728.0 * second + (second * 7919) % 613);
            frames.push_back({Instant::fromMs(begin + 1000 * second), endpoint, Duration(3), reading});
        }
    return frames;
}

std::unique_ptr<RecordingWriter> forgetting(const QString &path, Duration keep) {
    auto writer = RecordingWriter::create(path, configurationOf(3), {PowerCut::LosesTenSeconds, keep});
    return writer ? std::move(writer).value() : nullptr;
}

bool isEndOf(const std::vector<Frame> &part, const std::vector<Frame> &whole) {
    return part.size() <= whole.size() &&
           firstDifference(part, {whole.end() - qsizetype(part.size()), whole.end()}) == -1;
}

} // namespace

void RecordingRetentionTest::keepsAllUnlessAsked() {
    const RecordingFolder folder;
    const std::vector<Frame> frames = hours(1);
    QVERIFY(recordAll(folder.path(), 3, frames));
    const auto reader = RecordingReader::open(folder.path());
    QVERIFY(reader);
    QCOMPARE(firstDifference(framesOf(**reader), frames), -1);
}

void RecordingRetentionTest::forgetsWhatIsOlder() {
    const RecordingFolder folder;
    const std::vector<Frame> frames = hours(2);
    const auto writer = forgetting(folder.path(), 30min);
    QVERIFY(writer && appendAll(*writer, frames));
    for (const bool isClosed : {false, true}) {
        if (isClosed)
            QVERIFY(!writer->close());
        const auto reader = RecordingReader::open(folder.path());
        QVERIFY(reader);
        const std::vector<Frame> kept = framesOf(**reader);
        QVERIFY(isEndOf(kept, frames));
        QCOMPARE((*reader)->damage(), QStringList());
        const Duration span = frames.back().at - kept.front().at;
        QVERIFY2(span >= 30min && span <= 41min, qPrintable(QString::number(span.count())));
        QCOMPARE((*reader)->start(), kept.front().at);
        (*reader)->seek(frames.front().at);
        QVERIFY(isEndOf(restOf(**reader), frames));
        QCOMPARE((*reader)->damage(), QStringList());
    }
}

void RecordingRetentionTest::usesTheRoomAgain() {
    const RecordingFolder folder;
    const auto writer = forgetting(folder.path(), 15min);
    QVERIFY(writer);
    qint64 early = 0;
    const std::vector<Frame> frames = hours(3);
    for (size_t i = 0; i < frames.size(); ++i) {
        QVERIFY(!writer->append(frames[i]));
        if (i == frames.size() / 3)
            early = QFileInfo(folder.path()).size();
    }
    const qint64 late = QFileInfo(folder.path()).size();
    QVERIFY2(early > 0 && late <= early * 3 / 2, qPrintable(QStringLiteral("%1 %2").arg(early).arg(late)));
}

// Neither what it has overtaken nor what is taken away before it is read counts as damage.
void RecordingRetentionTest::isReadWhileItForgets() {
    const RecordingFolder folder;
    const std::vector<Frame> frames = hours(1);
    const auto writer = forgetting(folder.path(), 10min);
    QVERIFY(writer && appendAll(*writer, {frames.begin(), frames.begin() + 100}));
    const auto reader = RecordingReader::open(folder.path());
    QVERIFY(reader);
    std::vector<Frame> read;
    for (size_t i = 100; i < frames.size(); ++i) {
        QVERIFY(!writer->append(frames[i]));
        if (i % 3 == 0)
            if (std::optional<Frame> frame = (*reader)->next())
                read.push_back(std::move(*frame));
    }
    for (Frame &frame : restOf(**reader))
        read.push_back(std::move(frame));
    QVERIFY(isPartOf(read, frames));
    QVERIFY(read.size() < frames.size());
    QVERIFY(isSameBits(read.back(), frames.back()));
    QCOMPARE((*reader)->damage(), QStringList());
}

QTEST_APPLESS_MAIN(RecordingRetentionTest)
#include "tst_recordingretention.moc"
