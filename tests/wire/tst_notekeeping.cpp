// Notes that are added later: where they go, and that they come back with the recording.

#include "notekeeping.h"

#include "recordingfixture.h"

#include <QTest>

using namespace spillway;
using namespace spillway::test;

class TestNoteKeeping : public QObject {
    Q_OBJECT
private slots:
    void goesIntoAFinishedRecording();
    void goesBesideWhatMayNotBeChanged_data();
    void goesBesideWhatMayNotBeChanged();
    void saysWhyItIsNotKept();
    void readsOnlyWhatIsANote_data();
    void readsOnlyWhatIsANote();
};

namespace {

const RecordingNote note{Instant::fromMs(1'709'460'000'123), QStringLiteral("checkout"),
                         QStringLiteral("ann"), QStringLiteral("\"deployed\" 4.2 \u2013 then this")};

std::vector<Frame> someFrames() {
    return RandomFrames(3, 2).take(700);
}

std::vector<RecordingNote> notesIn(const QString &path) {
    const auto reader = RecordingReader::open(path);
    return reader ? (*reader)->notes() : std::vector<RecordingNote>{};
}

} // namespace

void TestNoteKeeping::goesIntoAFinishedRecording() {
    const RecordingFolder folder;
    const std::vector<Frame> frames = someFrames();
    QVERIFY(recordAll(folder.path(), 2, frames));
    const auto open = RecordingReader::open(folder.path()); // somebody looks at it meanwhile
    QVERIFY(open.ok());
    QVERIFY(!keepNote(folder.path(), note));
    RecordingNote second = note;
    second.text = QStringLiteral("and this");
    QVERIFY(!keepNote(folder.path(), second));
    QVERIFY(!QFileInfo::exists(pathOfNotesBeside(folder.path())));
    QCOMPARE(notesIn(folder.path()), (std::vector<RecordingNote>{note, second}));
    // Still one self-contained, undamaged file.
    const auto reader = RecordingReader::open(folder.path());
    QVERIFY(reader.ok());
    QCOMPARE(firstDifference(framesOf(**reader), frames), -1);
    QVERIFY((*reader)->damage().isEmpty());
    QCOMPARE(QDir(QFileInfo(folder.path()).absolutePath()).entryList(QDir::Files).size(), 1);
}

void TestNoteKeeping::goesBesideWhatMayNotBeChanged_data() {
    QTest::addColumn<bool>("isFinished");
    QTest::addColumn<bool>("isSimulated");
    QTest::addColumn<int>("pagesLost");
    QTest::newRow("somebody still records") << false << false << 0;
    QTest::newRow("it has lost something") << true << false << 3;
    QTest::newRow("it was generated") << true << true << 0;
}

void TestNoteKeeping::goesBesideWhatMayNotBeChanged() {
    QFETCH(bool, isFinished);
    QFETCH(bool, isSimulated);
    QFETCH(int, pagesLost);
    const RecordingFolder folder;
    Configuration configuration = configurationOf(2);
    configuration.simulated = isSimulated;
    auto made = RecordingWriter::create(folder.path(), configuration);
    QVERIFY(made.ok());
    auto writer = std::move(made).value();
    QVERIFY(appendAll(*writer, someFrames()));
    if (isFinished) {
        QVERIFY(!writer->close());
        writer.reset();
        QByteArray bytes = contentOf(folder.path());
        bytes.chop(pagesLost * 4096);
        QVERIFY(write(folder.path(), bytes));
    }
    const QByteArray before = contentOf(folder.path());
    QVERIFY(!keepNote(folder.path(), note));
    QCOMPARE(contentOf(folder.path()), before);
    QCOMPARE(notesBeside(folder.path()), std::vector<RecordingNote>{note});
    QCOMPARE(notesIn(folder.path()), std::vector<RecordingNote>{note});
}

void TestNoteKeeping::saysWhyItIsNotKept() {
    const RecordingFolder folder;
    const QString path = folder.path(QStringLiteral("no/such/folder.spill"));
    const auto failure = keepNote(path, note);
    QVERIFY(failure);
    QVERIFY2(failure->what.startsWith(path), qPrintable(failure->what));
    QVERIFY(!failure->remedy.isEmpty());
    QVERIFY(QDir().mkpath(pathOfNotesBeside(folder.path())));
    QVERIFY(keepNote(folder.path(), note)); // a folder stands there
}

void TestNoteKeeping::readsOnlyWhatIsANote_data() {
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("an empty file") << QByteArray();
    QTest::newRow("no JSON") << QByteArray("hello\n");
    QTest::newRow("no time") << QByteArray("{\"text\":\"x\"}\n");
    QTest::newRow("a line without end") << QByteArray(1 << 20, 'x');
    QTest::newRow("far too large") << QByteArray(5 << 20, '\n');
}

void TestNoteKeeping::readsOnlyWhatIsANote() {
    QFETCH(QByteArray, content);
    const RecordingFolder folder;
    QVERIFY(write(pathOfNotesBeside(folder.path()), content));
    QVERIFY(notesBeside(folder.path()).empty());
}

QTEST_GUILESS_MAIN(TestNoteKeeping)
#include "tst_notekeeping.moc"
