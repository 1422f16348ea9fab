#include "recording/bytes.h"

#include <QTest>

#include <limits>

using namespace spillway;

class BytesTest : public QObject {
    Q_OBJECT
private slots:
    void givesBackNumbers_data();
    void givesBackNumbers();
    void givesBackTexts_data();
    void givesBackTexts();
    void refusesVarints_data();
    void refusesVarints();
    void refusesCountsThatCannotFit();
    void staysFailed();
};

void BytesTest::givesBackNumbers_data() {
    QTest::addColumn<qint64>("number");
    QTest::addColumn<int>("varintBytes");
    QTest::newRow("zero") << qint64(0) << 1;
    QTest::newRow("one byte") << qint64(127) << 1;
    QTest::newRow("two bytes") << qint64(128) << 2;
    QTest::newRow("minus one") << qint64(-1) << 10;
    QTest::newRow("the largest") << std::numeric_limits<qint64>::max() << 9;
    QTest::newRow("the smallest") << std::numeric_limits<qint64>::min() << 10;
}

void BytesTest::givesBackNumbers() {
    QFETCH(qint64, number);
    QFETCH(int, varintBytes);
    ByteWriter to;
    to.varint(quint64(number));
    QCOMPARE(to.bytes().size(), varintBytes);
    to.zigzag(number);
    to.u8(quint8(number));
    ByteReader from(to.bytes());
    QCOMPARE(from.varint(), quint64(number));
    QCOMPARE(from.zigzag(), number);
    QCOMPARE(from.u8(), quint8(number));
    QVERIFY(from.atEnd() && !from.failed());
}

void BytesTest::givesBackTexts_data() {
    QTest::addColumn<QString>("text");
    QTest::newRow("nothing") << QString();
    QTest::newRow("ASCII") << QStringLiteral("allkeys-lru");
    QTest::newRow("beyond ASCII") << QStringLiteral("größe – 漢字 😀");
    QTest::newRow("with a NUL") << QString::fromUtf8(QByteArray("a\0b", 3));
}

void BytesTest::givesBackTexts() {
    QFETCH(QString, text);
    ByteWriter to;
    to.text(text);
    ByteReader from(to.bytes());
    QCOMPARE(from.text(), text);
    QVERIFY(from.atEnd() && !from.failed());
    ByteReader cut(QByteArrayView(to.bytes()).chopped(1));
    cut.text();
    QVERIFY(cut.failed());
}

void BytesTest::refusesVarints_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("none") << QByteArray();
    QTest::newRow("unfinished") << QByteArray("\x80");
    QTest::newRow("65 bits") << QByteArray("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x02");
    QTest::newRow("eleven bytes") << QByteArray("\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x00", 11);
}

void BytesTest::refusesVarints() {
    QFETCH(QByteArray, bytes);
    ByteReader from(bytes);
    QCOMPARE(from.varint(), quint64(0));
    QVERIFY(from.failed());
}

void BytesTest::refusesCountsThatCannotFit() {
    ByteReader fits(QByteArrayView("\x02"
                                   "abcd",
                                   5));
    QCOMPARE(fits.count(2), size_t(2));
    QVERIFY(!fits.failed());
    ByteReader tooMany(QByteArrayView("\x03"
                                      "abcd",
                                      5));
    QCOMPARE(tooMany.count(2), size_t(0));
    QVERIFY(tooMany.failed());
}

void BytesTest::staysFailed() {
    ByteReader from(QByteArrayView("\x05"
                                   "ab",
                                   3));
    QVERIFY(from.text().isEmpty());
    QVERIFY(from.failed());
    QCOMPARE(from.u8(), quint8(0));
    QCOMPARE(from.varint(), quint64(0));
    QVERIFY(from.raw(0).isEmpty());
    QVERIFY(from.failed());
}

QTEST_APPLESS_MAIN(BytesTest)
#include "tst_bytes.moc"
