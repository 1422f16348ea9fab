#include "exchange/csvreader.h"

#include <QBuffer>
#include <QtTest>

using namespace spillway;

class TestCsvReader : public QObject {
    Q_OBJECT
private slots:
    void ofSomebodyElse();
    void chosen();
    void refused_data();
    void refused();

private:
    static Outcome<Imported> read(QByteArray text, const CsvChoice &choice = {}) {
        QBuffer buffer(&text);
        buffer.open(QIODevice::ReadOnly);
        return readCsv(buffer, choice);
    }
};

// A file that a person made: few columns, unknown ones among them, a mark of byte order, DOS lines.
void TestCsvReader::ofSomebodyElse() {
    CsvChoice choice;
    choice.stack = QStringLiteral("shop");
    const auto imported = read("\xef\xbb\xbf"
                               "at,endpoint,kind,keyspace_hits,mood\r\n"
                               "2024-03-03T10:00:00Z,c,redis,5,good\r\n"
                               "2024-03-03T10:00:01+00:00,c,redis,,bad\r\n",
                               choice);
    QVERIFY2(imported.ok(), imported.ok() ? "" : qPrintable(imported.failure().what));
    QCOMPARE(imported->frames.size(), 2);
    QCOMPARE(imported->endpoints.stackOf(0), QStringLiteral("shop"));
    std::vector<std::optional<double>> hits;
    imported->frames.forEach([&hits](const Frame &frame) {
        hits.push_back(frame.outcome->value(Field::Hits));
        return true;
    });
    QVERIFY((hits == std::vector<std::optional<double>>{5.0, std::nullopt})); // empty is unknown, not 0
}

void TestCsvReader::chosen() {
    CsvChoice choice;
    choice.from = Instant::fromIso(QStringLiteral("2024-03-03T10:00:01Z"));
    choice.to = choice.from;
    const auto imported =
        read("at,endpoint,kind\n2024-03-03T10:00:00Z,c,redis\n2024-03-03T10:00:01Z,c,redis\n"
             "2024-03-03T10:00:02Z,c,redis\n",
             choice);
    QCOMPARE(imported->frames.size(), 1);
}

void TestCsvReader::refused_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("what");
    const auto row = [](const char *name, QByteArray text, const char *what) {
        QTest::newRow(name) << text << QString::fromLatin1(what);
    };
    const QByteArray header = "at,endpoint,kind,keyspace_hits,settings\n";
    row("empty", "", "line 1: the file is empty");
    row("no moment", "endpoint,kind\n", "line 1: the first line does not name the column 'at'");
    row("a column twice", "at,at\n", "line 1: the column 'at' stands twice");
    row("a column too many", header + "2024-03-03T10:00:00Z,c,redis,1,,\n", "line 2: 6 columns where");
    row("a moment without a zone", header + "2024-03-03T10:00:00,c,redis,1,\n", "line 2: 'at' is not");
    row("another kind", header + "2024-03-03T10:00:00Z,c,rabbit,1,\n", "line 2: 'kind' is not");
    row("no name", header + "2024-03-03T10:00:00Z,,redis,1,\n", "line 2: 'endpoint' is empty");
    row("not a number", header + "2024-03-03T10:00:00Z,c,redis,1x,\n", "line 2: 'keyspace_hits' is not");
    row("NaN", header + "2024-03-03T10:00:00Z,c,redis,NaN,\n", "line 2: 'keyspace_hits' is not");
    row("a counter below zero", header + "2024-03-03T10:00:00Z,c,redis,-1,\n", "line 2: 'keyspace_hits' is");
    row("broken settings", header + "2024-03-03T10:00:00Z,c,redis,1,{\n", "line 2: 'settings' is not");
    row("a quote in the second line of a record",
        header + "2024-03-03T10:00:00Z,\"c\nd\",redis,1,\n2024-03-03T10:00:00Z,c\"\n", "line 4: a quote");
    row("a broken configuration",
        "at,endpoint,kind,outcome,settings\n2024-03-03T10:00:00Z,,,configuration,{}\n",
        "line 2: the configuration is broken");
}

void TestCsvReader::refused() {
    QFETCH(QByteArray, text);
    QFETCH(QString, what);
    const auto imported = read(text);
    QVERIFY(!imported.ok());
    QVERIFY2(imported.failure().what.startsWith(what), qPrintable(imported.failure().what));
}

QTEST_APPLESS_MAIN(TestCsvReader)
#include "tst_csvreader.moc"
