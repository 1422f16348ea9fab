#include "exchange/csvtext.h"

#include <QBuffer>
#include <QtTest>

using namespace spillway;

class TestCsvText : public QObject {
    Q_OBJECT
private slots:
    void comesBack_data();
    void comesBack();
    void refused_data();
    void refused();
    void linesAreCounted();
};

void TestCsvText::comesBack_data() {
    QTest::addColumn<QByteArrayList>("fields");
    QTest::newRow("plain") << QByteArrayList{"a", "", "b c"};
    QTest::newRow("empty") << QByteArrayList{""};
    QTest::newRow("quotes and commas") << QByteArrayList{"a,b", "say \"no\"", "\"", "\"\""};
    QTest::newRow("lines") << QByteArrayList{"one\ntwo\r\nthree", "\n"};
}

void TestCsvText::comesBack() {
    QFETCH(QByteArrayList, fields);
    QByteArray text = csvRecord(fields);
    for (const bool hasEnd : {true, false}) {
        QBuffer buffer(&text);
        buffer.open(QIODevice::ReadOnly);
        CsvRecords records(buffer);
        const auto record = records.next();
        QVERIFY(record.ok());
        if (fields != QByteArrayList{""} || hasEnd)
            QCOMPARE(record->value(), fields);
        QVERIFY(!records.next()->has_value());
        text.chop(1);
    }
}

void TestCsvText::refused_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("a quote that does not end") << QByteArray("a,\"b\nc");
    QTest::newRow("a quote in the middle") << QByteArray("a\"b,c\n");
    QTest::newRow("something after the quote") << QByteArray("\"a\"b,c\n");
    QTest::newRow("a quote after the quote") << QByteArray("\"a\" \"b\",c\n");
    QTest::newRow("endless") << QByteArray(2 << 20, 'x');
    QTest::newRow("endless in quotes") << '"' + QByteArray("x\n").repeated(1 << 20);
}

void TestCsvText::refused() {
    QFETCH(QByteArray, text);
    QBuffer buffer(&text);
    buffer.open(QIODevice::ReadOnly);
    CsvRecords records(buffer);
    QVERIFY(!records.next().ok());
    QVERIFY(records.bytes() < (2 << 20));
}

void TestCsvText::linesAreCounted() {
    QByteArray text = "a\r\n\"b\nc\"\nd";
    QBuffer buffer(&text);
    buffer.open(QIODevice::ReadOnly);
    CsvRecords records(buffer);
    for (const int line : {1, 2, 4}) {
        QVERIFY(records.next()->has_value());
        QCOMPARE(records.line(), line);
    }
}

QTEST_APPLESS_MAIN(TestCsvText)
#include "tst_csvtext.moc"
