// A stranger who has only ARCHITECTURE.md reads what the program reads, bit for bit.

#include "recordingfixture.h"
#include "strangersreader.h"

#include <QTest>

using namespace spillway;
using namespace spillway::test;

class RecordingFormatTest : public QObject {
    Q_OBJECT
private slots:
    void aStrangerReadsTheSame_data();
    void aStrangerReadsTheSame();
};

namespace {

bool isSame(const StrangersPoll &poll, const Frame &frame) {
    if (poll.endpoint != frame.endpoint || poll.at != frame.at.ms() || poll.took != frame.took.count() ||
        poll.isReading != frame.outcome.ok())
        return false;
    if (!frame.outcome)
        return poll.what == frame.outcome.failure().what && poll.remedy == frame.outcome.failure().remedy &&
               !poll.failureKind.isEmpty();
    const Reading &reading = *frame.outcome;
    if (poll.identity != reading.identity || poll.version != reading.version ||
        poll.settings != reading.settings || poll.values.size() != reading.fields().size())
        return false;
    return std::all_of(reading.fields().begin(), reading.fields().end(), [&](const FieldValue &value) {
        const auto found = poll.values.find(fieldInfo(value.field).name);
        return found != poll.values.end() &&
               std::bit_cast<quint64>(found->second) == std::bit_cast<quint64>(value.value);
    });
}

} // namespace

void RecordingFormatTest::aStrangerReadsTheSame_data() {
    QTest::addColumn<bool>("closed");
    QTest::newRow("a closed recording") << true;
    QTest::newRow("one that is being written") << false;
}

void RecordingFormatTest::aStrangerReadsTheSame() {
    QFETCH(bool, closed);
    const RecordingFolder folder;
    const auto writer = created(folder.path(), 3);
    const std::vector<Frame> frames = RandomFrames(90, 3).take(2000);
    QVERIFY(writer && appendAll(*writer, frames));
    if (closed)
        QVERIFY(!writer->close());
    try {
        const StrangersReader stranger(QFile::encodeName(folder.path()));
        QCOMPARE(stranger.polls().size(), frames.size());
        for (const auto &[sequence, poll] : stranger.polls())
            QVERIFY2(isSame(poll, frames.at(size_t(sequence) - 1)), qPrintable(QString::number(sequence)));
    } catch (const QString &what) {
        QFAIL(qPrintable(what));
    }
}

QTEST_APPLESS_MAIN(RecordingFormatTest)
#include "tst_recordingformat.moc"
