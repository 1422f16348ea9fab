#include "recordingfixture.h"

#include <QTest>

#include <sqlite3.h>

#include <sys/stat.h>

#include <functional>

using namespace spillway;
using namespace spillway::test;

class RecordingHostileTest : public QObject {
    Q_OBJECT
private slots:
    void refusesWhatIsNoRecording_data();
    void refusesWhatIsNoRecording();
    void refusesAChangedSchema_data();
    void refusesAChangedSchema();
    void readsTablesOfALaterVersion();
    void containsHugeRows();
    void neverWritesToWhatItReads();
};

namespace {

using Make = std::function<bool(const QString &path)>;

bool runSql(const QString &path, const char *sql) {
    sqlite3 *database = nullptr;
    const bool done = sqlite3_open(QFile::encodeName(path).constData(), &database) == SQLITE_OK &&
                      sqlite3_exec(database, sql, nullptr, nullptr, nullptr) == SQLITE_OK;
    sqlite3_close(database);
    return done;
}

bool makeRecording(const QString &path) {
    return recordAll(path, 2, RandomFrames(30, 2).take(700));
}

} // namespace

Q_DECLARE_METATYPE(Make)

void RecordingHostileTest::refusesWhatIsNoRecording_data() {
    QTest::addColumn<Make>("make");
    QTest::addColumn<QString>("word");
    const auto row = [](const char *name, const char *word, Make make) {
        QTest::newRow(name) << make << QString::fromLatin1(word);
    };
    row("nothing there", "does not exist", [](const QString &) { return true; });
    row("a folder", "a folder", [](const QString &path) { return QDir().mkpath(path); });
    row("a pipe nobody writes to", "a pipe",
        [](const QString &path) { return ::mkfifo(QFile::encodeName(path).constData(), 0600) == 0; });
    row("a link to a device that never ends", "a device",
        [](const QString &path) { return QFile::link(QStringLiteral("/dev/zero"), path); });
    row("a link to itself", "cannot be read", [](const QString &path) { return QFile::link(path, path); });
    row("an empty file", "is empty", [](const QString &path) { return write(path, QByteArray()); });
    row("text", "not a Spillway recording",
        [](const QString &path) { return write(path, QByteArray(5000, 'x')); });
    row("a large file of nothing", "not a Spillway recording", [](const QString &path) {
        QFile file(path);
        return file.open(QIODevice::WriteOnly) && file.resize(qint64(100) << 30);
    });
    row("the first bytes of a database", "not a Spillway recording",
        [](const QString &path) { return write(path, QByteArray("SQLite format 3\0", 16)); });
    row("a database of another program", "another program",
        [](const QString &path) { return runSql(path, "CREATE TABLE sample(t, v)"); });
    row("a recording of a newer version", "format 2",
        [](const QString &path) { return makeRecording(path) && runSql(path, "PRAGMA user_version=2"); });
    row("a recording that does not say what was watched", "what was watched", [](const QString &path) {
        return makeRecording(path) && runSql(path, "UPDATE configuration SET body='{}'; DELETE FROM meta");
    });
}

void RecordingHostileTest::refusesWhatIsNoRecording() {
    QFETCH(Make, make);
    QFETCH(QString, word);
    const RecordingFolder folder;
    QVERIFY(make(folder.path()));
    const auto reader = RecordingReader::open(folder.path());
    QVERIFY(!reader);
    QCOMPARE(reader.failure().kind, FailureKind::Storage);
    QVERIFY2(reader.failure().what.contains(word), qPrintable(reader.failure().what));
    QVERIFY(reader.failure().what.contains(folder.path()));
    QVERIFY(!reader.failure().remedy.isEmpty());
}

void RecordingHostileTest::refusesAChangedSchema_data() {
    QTest::addColumn<QByteArray>("sql");
    QTest::newRow("an endless view in place of the blocks")
        << QByteArray("DROP TABLE block; CREATE VIEW block AS WITH RECURSIVE c(first, data, crc) AS "
                      "(SELECT 1, 2, 3 UNION ALL SELECT first + 1, 2, 3 FROM c) SELECT * FROM c");
    QTest::newRow("a view beside the tables") << QByteArray("CREATE VIEW extra AS SELECT 1");
    QTest::newRow("a trigger") << QByteArray("CREATE TRIGGER t AFTER INSERT ON note BEGIN SELECT 1; END");
    QTest::newRow("a virtual table") << QByteArray("CREATE VIRTUAL TABLE extra USING fts5(body)");
    QTest::newRow("a virtual table in place of the blocks")
        << QByteArray("DROP TABLE block; CREATE VIRTUAL TABLE block USING fts5(first, data, crc)");
    QTest::newRow("a missing table") << QByteArray("DROP TABLE tail");
    QTest::newRow("a column more") << QByteArray("ALTER TABLE chunk ADD COLUMN more");
    QTest::newRow("a computed column") << QByteArray(
        "DROP TABLE tail; CREATE TABLE tail(sequence INTEGER PRIMARY KEY, endpoint INTEGER, at_ms "
        "INTEGER, data BLOB AS (zeroblob(1000000000)), crc INTEGER)");
    QTest::newRow("an index") << QByteArray("CREATE INDEX i ON chunk(last)");
}

void RecordingHostileTest::refusesAChangedSchema() {
    QFETCH(QByteArray, sql);
    const RecordingFolder folder;
    QVERIFY(makeRecording(folder.path()));
    QVERIFY(runSql(folder.path(), sql.constData()));
    const auto reader = RecordingReader::open(folder.path());
    QVERIFY(!reader);
    QCOMPARE(reader.failure().kind, FailureKind::Storage);
    QVERIFY2(reader.failure().what.contains(QStringLiteral("not a Spillway recording")),
             qPrintable(reader.failure().what));
}

void RecordingHostileTest::readsTablesOfALaterVersion() {
    const RecordingFolder folder;
    QVERIFY(makeRecording(folder.path()));
    QVERIFY(runSql(folder.path(), "CREATE TABLE rollup(first INTEGER PRIMARY KEY, data BLOB)"));
    const auto reader = RecordingReader::open(folder.path());
    QVERIFY(reader);
    QCOMPARE(framesOf(**reader).size(), size_t(700));
}

void RecordingHostileTest::containsHugeRows() {
    const RecordingFolder folder;
    QVERIFY(makeRecording(folder.path()));
    QVERIFY(runSql(folder.path(), "UPDATE block SET data=zeroblob(200000000) WHERE first=1"));
    const auto reader = RecordingReader::open(folder.path());
    QVERIFY(reader);
    const std::vector<Frame> frames = framesOf(**reader);
    QVERIFY2(frames.size() >= 400 && frames.size() < 700, qPrintable(QString::number(frames.size())));
    QVERIFY2((*reader)->damage().size() == 1, qPrintable((*reader)->damage().join(QLatin1Char('\n'))));
}

void RecordingHostileTest::neverWritesToWhatItReads() {
    const RecordingFolder folder;
    QVERIFY(makeRecording(folder.path()));
    const QByteArray before = contentOf(folder.path());
    {
        const auto reader = RecordingReader::open(folder.path());
        QVERIFY(reader);
        QCOMPARE(framesOf(**reader).size(), size_t(700));
    }
    QCOMPARE(contentOf(folder.path()), before);
    QCOMPARE(QFileInfo(folder.path()).dir().entryList(QDir::Files).size(), 1);
}

QTEST_APPLESS_MAIN(RecordingHostileTest)
#include "tst_recordinghostile.moc"
