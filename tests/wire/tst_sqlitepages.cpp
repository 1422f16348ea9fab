#include "recording/sqlitepages.h"

#include "recordingfixture.h"

#include <QTest>

#include <sqlite3.h>

#include <map>
#include <random>

using namespace spillway;
using namespace spillway::test;

class SqlitePagesTest : public QObject {
    Q_OBJECT
private slots:
    void findsEveryRow_data();
    void findsEveryRow();
    void findsRowsThatAreOnlyInTheLog();
    void findsRowsBesideALostPage();
    void endsOnCyclesAndAnyBytes();
};

namespace {

using Rows = std::map<qint64, std::vector<SqlitePages::Value>>;

SqlitePages::Source sourceOf(const QByteArray &bytes) {
    return {[bytes](qint64 offset, qint64 size) { return bytes.mid(offset, size); }, bytes.size()};
}

Rows rowsOf(const QByteArray &file, const QByteArray &log = {}) {
    Rows rows;
    SqlitePages pages(sourceOf(file), sourceOf(log), 1 << 20);
    pages.visitRows([&](qint64 rowId, std::vector<SqlitePages::Value> values) {
        if (values.size() == 4)
            rows.insert_or_assign(rowId, std::move(values));
    });
    return rows;
}

struct Content {
    QByteArray file;
    QByteArray log;
    Rows rows;
};

// Rows of a kind of size, in a table of four columns.
Content tableOf(int count, int size, const char *mode) {
    const RecordingFolder folder;
    sqlite3 *database = nullptr;
    sqlite3_open(QFile::encodeName(folder.path()).constData(), &database);
    sqlite3_exec(database, mode, nullptr, nullptr, nullptr);
    sqlite3_exec(database, "CREATE TABLE t(id INTEGER PRIMARY KEY, n INTEGER, s TEXT, b BLOB)", nullptr,
                 nullptr, nullptr);
    sqlite3_stmt *insert = nullptr;
    sqlite3_prepare_v2(database, "INSERT INTO t VALUES(?, ?, ?, ?)", -1, &insert, nullptr);
    Content content;
    std::mt19937 random(60);
    for (int i = 0; i < count; ++i) {
        const qint64 id = 1 + i * qint64(1'000'003);
        const qint64 number = static_cast<qint64>(quint64(random()) << (random() % 33)) * (i % 2 ? -1 : 1);
        const QByteArray text(qsizetype(random() % 20), 'a');
        QByteArray blob;
        while (blob.size() < size)
            blob.append(static_cast<char>(random()));
        sqlite3_bind_int64(insert, 1, id);
        sqlite3_bind_int64(insert, 2, number);
        sqlite3_bind_text(insert, 3, text.constData(), int(text.size()), SQLITE_TRANSIENT);
        sqlite3_bind_blob(insert, 4, blob.constData(), int(blob.size()), SQLITE_TRANSIENT);
        sqlite3_step(insert);
        sqlite3_reset(insert);
        content.rows[id] = {std::monostate{}, number, text, blob};
    }
    sqlite3_finalize(insert);
    content.file = test::contentOf(folder.path());
    content.log = test::contentOf(folder.path() + QStringLiteral("-wal"));
    sqlite3_close(database);
    return content;
}

constexpr const char *plain = "PRAGMA page_size=4096; PRAGMA synchronous=OFF";

} // namespace

void SqlitePagesTest::findsEveryRow_data() {
    QTest::addColumn<int>("size");
    for (const int size : {0, 1, 400, 3900, 4040, 4050, 4061, 4062, 4100, 8200, 50'000})
        QTest::addRow("of %d bytes", size) << size;
}

void SqlitePagesTest::findsEveryRow() {
    QFETCH(int, size);
    const Content content = tableOf(120, size, plain);
    QCOMPARE(rowsOf(content.file), content.rows);
}

void SqlitePagesTest::findsRowsThatAreOnlyInTheLog() {
    const Content content = tableOf(60, 6000, "PRAGMA page_size=4096; PRAGMA journal_mode=WAL");
    QVERIFY(!content.log.isEmpty());
    QCOMPARE(rowsOf(content.file, content.log), content.rows);
}

void SqlitePagesTest::findsRowsBesideALostPage() {
    const Content content = tableOf(300, 900, plain);
    for (qsizetype page = 0; page < content.file.size() / SqlitePages::PageBytes; ++page) {
        QByteArray file = content.file;
        std::fill_n(file.begin() + page * SqlitePages::PageBytes, SqlitePages::PageBytes, '\0');
        const Rows rows = rowsOf(file);
        QVERIFY(rows.size() >= content.rows.size() - 4);
        for (const auto &[id, values] : rows)
            QCOMPARE(values, content.rows.at(id));
    }
}

void SqlitePagesTest::endsOnCyclesAndAnyBytes() {
    std::mt19937 random(61);
    const Content content = tableOf(12, 20'000, plain);
    for (int round = 0; round < 300; ++round) {
        QByteArray file = content.file;
        for (int i = 0; i < 40; ++i) {
            // Into the heads of pages, where the next page of a chain is named.
            const qsizetype page = qsizetype(random() % quint32(file.size() / SqlitePages::PageBytes));
            const qsizetype at = page * SqlitePages::PageBytes + qsizetype(random() % (round % 2 ? 8 : 4096));
            file[at] = static_cast<char>(random());
        }
        QVERIFY(rowsOf(file).size() <= 1000);
    }
}

QTEST_APPLESS_MAIN(SqlitePagesTest)
#include "tst_sqlitepages.moc"
