#include "recordingfixture.h"

#include <QTest>

#include <unistd.h>

using namespace spillway;
using namespace spillway::test;

class RecordingTest : public QObject {
    Q_OBJECT
private slots:
    void givesBackEveryFrame_data();
    void givesBackEveryFrame();
    void givesBackTheConfigurationWithoutSecrets();
    void givesBackNotes();
    void givesBackDecisions();
    void knowsStartAndEnd();
    void seeks_data();
    void seeks();
    void isReadWhileItIsWritten();
    void isOneFileWhenClosed();
    void isClosedByItsDestructor();
    void refusesToOverwrite();
    void saysWhoIsRecording();
    void refusesWhatComesAfterTheEnd();
    void refusesAFileThatWasMoved();
    void refusesAFolderThatIsNotThere();
    void survivesAReaderThatStays();
    void knowsHowItGrows();
};

void RecordingTest::givesBackEveryFrame_data() {
    QTest::addColumn<int>("endpoints");
    QTest::addColumn<int>("frames");
    QTest::addColumn<bool>("closed");
    for (const bool closed : {true, false})
        for (const int endpoints : {1, 2, 5})
            for (const int frames : {0, 1, 299, 300, 301, 1300})
                QTest::addRow("%d frames of %d endpoints, %s", frames, endpoints,
                              closed ? "closed" : "still being written")
                    << endpoints << frames << closed;
}

void RecordingTest::givesBackEveryFrame() {
    QFETCH(int, endpoints);
    QFETCH(int, frames);
    QFETCH(bool, closed);
    const RecordingFolder folder;
    const auto writer = created(folder.path(), endpoints);
    QVERIFY(writer);
    const std::vector<Frame> written = RandomFrames(quint32(frames), endpoints).take(size_t(frames));
    QVERIFY(appendAll(*writer, written));
    if (closed)
        QVERIFY(!writer->close());
    const auto reader = RecordingReader::open(folder.path());
    QVERIFY2(reader, qPrintable(reader ? QString() : reader.failure().what));
    QCOMPARE(firstDifference(framesOf(**reader), written), -1);
    QCOMPARE(firstDifference(framesOf(**reader), written), -1); // and once more
    QCOMPARE((*reader)->damage(), QStringList());
}

void RecordingTest::givesBackTheConfigurationWithoutSecrets() {
    const RecordingFolder folder;
    Configuration written = configurationOf(3);
    written.simulated = true;
    written.every = 2s;
    written.rules = builtInRules();
    for (Endpoint &endpoint : written.endpoints) {
        endpoint.address.user = QStringLiteral("canary-user");
        endpoint.address.database = QStringLiteral("canary-database");
        endpoint.address.options = {QStringLiteral("passfile=canary-option")};
        endpoint.address.keyFile = QStringLiteral("/canary-key");
        endpoint.address.tls = Tls::Insecure;
        endpoint.secret = InlineSecret{Secret("canary-secret")};
    }
    written.endpoints[1].secret = CommandSecret{{QStringLiteral("canary-command")}};
    written.endpoints[2].address.host.clear();
    written.endpoints[2].address.socketPath = QStringLiteral("/run/redis.sock");
    auto writer = RecordingWriter::create(folder.path(), written);
    QVERIFY(writer);
    QVERIFY(!contentOf(folder.path() + QStringLiteral("-wal")).contains("canary"));
    QVERIFY(!(*writer)->close());
    QVERIFY(!contentOf(folder.path()).contains("canary"));

    const auto reader = RecordingReader::open(folder.path());
    QVERIFY(reader);
    const Configuration &read = (*reader)->configuration();
    QCOMPARE(read.simulated, true);
    QCOMPARE(read.every, written.every);
    QCOMPARE(read.stacks, written.stacks);
    QCOMPARE(read.rules, written.rules);
    QCOMPARE(read.endpoints.size(), written.endpoints.size());
    for (size_t i = 0; i < read.endpoints.size(); ++i) {
        const Endpoint &a = read.endpoints[i];
        const Endpoint &b = written.endpoints[i];
        QCOMPARE(a.name, b.name);
        QCOMPARE(a.kind, b.kind);
        QCOMPARE(a.role, b.role);
        QCOMPARE(a.stack, b.stack);
        QCOMPARE(a.every, b.every);
        QCOMPARE(a.vcpu, b.vcpu);
        QCOMPARE(a.address.display(), b.address.display());
        QCOMPARE(a.address.tls, b.address.tls);
        QVERIFY(std::holds_alternative<NoSecret>(a.secret));
    }
}

void RecordingTest::givesBackNotes() {
    const RecordingFolder folder;
    const auto writer = created(folder.path(), 1);
    QVERIFY(writer);
    const std::vector<RecordingNote> notes{
        {Instant::fromMs(5), QStringLiteral("checkout"), QStringLiteral("ada"),
         QStringLiteral("deployed 4.2")},
        {Instant::fromMs(3), QString(), QStringLiteral("größe"), QStringLiteral("two\nlines")}};
    for (const RecordingNote &note : notes)
        QVERIFY(!writer->append(note));
    const auto live = RecordingReader::open(folder.path());
    QVERIFY(live);
    QCOMPARE((*live)->notes(), notes);
    QVERIFY(!writer->close());
    const auto closed = RecordingReader::open(folder.path());
    QVERIFY(closed);
    QCOMPARE((*closed)->notes(), notes);
}

void RecordingTest::givesBackDecisions() {
    const RecordingFolder folder;
    const auto writer = created(folder.path(), 1);
    QVERIFY(writer);
    const auto without = RecordingReader::open(folder.path());
    QVERIFY(without && (*without)->decisions().empty() && !(*without)->restored());
    Restored restored{Instant::fromMs(7'000), {Instant::fromMs(1'000), {}, {}}};
    restored.state.incidents = {{QStringLiteral("checkout"), 3, true, Severity::Critical}};
    QVERIFY(!writer->append(restored));
    const std::vector<Decision> decisions{
        {Instant::fromMs(9'000), QStringLiteral("checkout"), QStringLiteral("Hit ratio low"),
         DecisionKind::Snooze, QStringLiteral("größe"), QString(), Instant::fromMs(99'000)},
        {Instant::fromMs(8'000), QStringLiteral("checkout"), QString(), DecisionKind::Acknowledge,
         QStringLiteral("ada"), QStringLiteral("two\nlines"), Instant{}}};
    for (const Decision &decision : decisions)
        QVERIFY(!writer->append(decision));
    for (const bool isClosed : {false, true}) {
        if (isClosed)
            QVERIFY(!writer->close());
        const auto reader = RecordingReader::open(folder.path());
        QVERIFY(reader);
        QCOMPARE((*reader)->decisions(), decisions);
        QVERIFY((*reader)->restored() == restored);
        QVERIFY((*reader)->notes().empty());
        QCOMPARE((*reader)->damage(), QStringList());
    }
}

void RecordingTest::knowsStartAndEnd() {
    const RecordingFolder folder;
    const auto writer = created(folder.path(), 3);
    QVERIFY(writer);
    const std::vector<Frame> frames = RandomFrames(8, 3).take(700);
    QVERIFY(appendAll(*writer, frames));
    const auto [first, last] = std::minmax_element(
        frames.begin(), frames.end(), [](const Frame &a, const Frame &b) { return a.at < b.at; });
    for (const bool closed : {false, true}) {
        if (closed)
            QVERIFY(!writer->close());
        const auto reader = RecordingReader::open(folder.path());
        QVERIFY(reader);
        QCOMPARE((*reader)->start(), first->at);
        QCOMPARE((*reader)->end(), last->at);
    }
}

void RecordingTest::seeks_data() {
    QTest::addColumn<bool>("closed");
    QTest::newRow("in a closed recording") << true;
    QTest::newRow("in one that is being written") << false;
}

void RecordingTest::seeks() {
    QFETCH(bool, closed);
    const RecordingFolder folder;
    const auto writer = created(folder.path(), 3);
    QVERIFY(writer);
    const std::vector<Frame> frames = RandomFrames(9, 3).take(2500);
    QVERIFY(appendAll(*writer, frames));
    if (closed)
        QVERIFY(!writer->close());
    const auto reader = RecordingReader::open(folder.path());
    QVERIFY(reader);
    std::mt19937 random(3);
    for (int round = 0; round < 60; ++round) {
        const Instant to = frames[random() % frames.size()].at + Duration(int(random() % 3) - 1);
        const auto expected =
            std::find_if(frames.begin(), frames.end(), [&](const Frame &frame) { return frame.at >= to; });
        (*reader)->seek(to);
        for (auto next = expected; next != frames.end() && next < expected + 20; ++next) {
            const std::optional<Frame> frame = (*reader)->next();
            QVERIFY(frame && isSameBits(*frame, *next));
        }
    }
    (*reader)->seek((*reader)->start());
    QCOMPARE(firstDifference(restOf(**reader), frames), -1);
    (*reader)->seek((*reader)->end() + 1ms);
    QVERIFY(!(*reader)->next());
    QCOMPARE((*reader)->damage(), QStringList());
}

void RecordingTest::isReadWhileItIsWritten() {
    const RecordingFolder folder;
    const auto writer = created(folder.path(), 3);
    QVERIFY(writer);
    const auto reader = RecordingReader::open(folder.path());
    QVERIFY(reader);
    RandomFrames source(10, 3);
    std::vector<Frame> written;
    std::vector<Frame> read;
    std::mt19937 random(4);
    for (int round = 0; round < 60; ++round) {
        for (size_t i = random() % 60; i > 0; --i) {
            written.push_back(source.next());
            QVERIFY(!writer->append(written.back()));
        }
        for (const Frame &frame : restOf(**reader))
            read.push_back(frame);
        QCOMPARE(read.size(), written.size());
    }
    QCOMPARE(firstDifference(read, written), -1);
    QCOMPARE((*reader)->damage(), QStringList());
}

void RecordingTest::isOneFileWhenClosed() {
    const RecordingFolder folder;
    QVERIFY(recordAll(folder.path(), 2, RandomFrames(11, 2).take(900)));
    QCOMPARE(QFileInfo(folder.path()).dir().entryList(QDir::Files), QStringList{QStringLiteral("a.spill")});
    const QByteArray header = contentOf(folder.path()).first(100);
    QVERIFY(header.startsWith("SQLite format 3"));
    QCOMPARE(header.mid(18, 2), QByteArray(2, 1)); // no write-ahead log: opens in a read-only folder
    QCOMPARE(header.mid(68, 4), QByteArray("Spil"));
    QCOMPARE(QFile::permissions(folder.path()) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
}

void RecordingTest::isClosedByItsDestructor() {
    const RecordingFolder folder;
    const std::vector<Frame> frames = RandomFrames(12, 2).take(20);
    {
        const auto writer = created(folder.path(), 2);
        QVERIFY(writer && appendAll(*writer, frames));
    }
    QVERIFY(!QFileInfo::exists(folder.path() + QStringLiteral("-wal")));
    const auto reader = RecordingReader::open(folder.path());
    QVERIFY(reader);
    QCOMPARE(firstDifference(framesOf(**reader), frames), -1);
}

void RecordingTest::refusesToOverwrite() {
    const RecordingFolder folder;
    QVERIFY(write(folder.path(), "precious"));
    const auto writer = RecordingWriter::create(folder.path(), configurationOf(1));
    QVERIFY(!writer);
    QCOMPARE(writer.failure().kind, FailureKind::Storage);
    QCOMPARE(writer.failure().what, folder.path() + QStringLiteral(" exists already"));
    QCOMPARE(contentOf(folder.path()), QByteArray("precious"));
}

void RecordingTest::saysWhoIsRecording() {
    const RecordingFolder folder;
    const auto first = created(folder.path(), 1);
    QVERIFY(first);
    const auto second = RecordingWriter::create(folder.path(), configurationOf(1));
    QVERIFY(!second);
    QCOMPARE(second.failure().what,
             QStringLiteral("process %1 is recording to %2").arg(::getpid()).arg(folder.path()));
    QVERIFY(!first->append(RandomFrames(1, 1).next()));
    QVERIFY(!first->close());
    const auto third = RecordingWriter::create(folder.path(), configurationOf(1));
    QVERIFY(!third);
    QCOMPARE(third.failure().what, folder.path() + QStringLiteral(" exists already"));
}

void RecordingTest::refusesWhatComesAfterTheEnd() {
    const RecordingFolder folder;
    const auto writer = created(folder.path(), 1);
    QVERIFY(writer && !writer->close());
    const std::optional<Failure> failure = writer->append(RandomFrames(1, 1).next());
    QVERIFY(failure);
    QCOMPARE(failure->what, folder.path() + QStringLiteral(" is closed"));
    QVERIFY(!writer->close());
}

void RecordingTest::refusesAFileThatWasMoved() {
    const RecordingFolder folder;
    const auto writer = created(folder.path(), 1);
    QVERIFY(writer && !writer->append(RandomFrames(1, 1).next()));
    QVERIFY(QFile::rename(folder.path(), folder.path(QStringLiteral("b.spill"))));
    const std::optional<Failure> failure = writer->append(RandomFrames(2, 1).next());
    QVERIFY(failure);
    QVERIFY2(failure->what.contains(QStringLiteral("moved")), qPrintable(failure->what));
    QVERIFY(writer->isBroken());
}

void RecordingTest::refusesAFolderThatIsNotThere() {
    const RecordingFolder folder;
    const auto writer =
        RecordingWriter::create(folder.path(QStringLiteral("no/a.spill")), configurationOf(1));
    QVERIFY(!writer);
    QCOMPARE(writer.failure().kind, FailureKind::Storage);
    QVERIFY(!writer.failure().remedy.isEmpty());
}

void RecordingTest::survivesAReaderThatStays() {
    const RecordingFolder folder;
    const std::vector<Frame> frames = RandomFrames(13, 2).take(700);
    const auto writer = created(folder.path(), 2);
    QVERIFY(writer);
    const auto reader = RecordingReader::open(folder.path());
    QVERIFY(reader);
    QVERIFY(appendAll(*writer, frames));
    QVERIFY((*reader)->next());
    QVERIFY(!writer->close());
    QCOMPARE(firstDifference(framesOf(**reader), frames), -1);
    const auto again = RecordingReader::open(folder.path());
    QVERIFY(again);
    QCOMPARE(firstDifference(framesOf(**again), frames), -1);
}

// What it says while it is written, against the closed file.
void RecordingTest::knowsHowItGrows() {
    const RecordingFolder folder;
    const auto writer = created(folder.path(), 2);
    QVERIFY(writer);
    const qint64 head = writer->size().bytes;
    QVERIFY(head > 0);
    std::vector<Frame> frames = RandomFrames(14, 2).take(4000);
    for (size_t i = 0; i < frames.size(); ++i)
        frames[i].at = Instant::fromMs(1'709'460'000'000 + 500 * qint64(i));
    QVERIFY(appendAll(*writer, {frames.begin(), frames.begin() + 200}));
    QVERIFY(!writer->size().bytesPerDay);
    QVERIFY(appendAll(*writer, {frames.begin() + 200, frames.end()}));
    const double said = writer->size().bytesPerDay.value_or(0);
    QVERIFY(!writer->close());
    const double real = double(QFileInfo(folder.path()).size() - head) * 86'400 / (4000 / 2);
    QVERIFY2(said > real * 0.7 && said < real * 1.4, qPrintable(QStringLiteral("%1 %2").arg(said).arg(real)));
}

QTEST_APPLESS_MAIN(RecordingTest)
#include "tst_recording.moc"
