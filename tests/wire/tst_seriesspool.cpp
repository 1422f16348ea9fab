#include "exchange/seriesspool.h"

#include <QBuffer>
#include <QtTest>

using namespace spillway;

class TestSeriesSpool : public QObject {
    Q_OBJECT
private slots:
    void standTogether_data();
    void standTogether();
    void backInTimeIsLeftOut();
};

void TestSeriesSpool::standTogether_data() {
    QTest::addColumn<qsizetype>("most");
    QTest::newRow("in memory") << SeriesSpool::MostInMemory;
    QTest::newRow("put aside now and then") << qsizetype(1000);
    QTest::newRow("put aside at every line") << qsizetype(0);
}

void TestSeriesSpool::standTogether() {
    QFETCH(qsizetype, most);
    SeriesSpool spool(most);
    QByteArray expected[2];
    QByteArray second;
    for (int i = 0; i < 200; ++i) {
        QVERIFY(spool.add(0, "a", i, i * 1000));
        QVERIFY(spool.add(0, "b", 0.5, i * 1000 + 1));
        QVERIFY(spool.add(3, "c", -1, i * 1000));
        const QByteArray seconds = QByteArray::number(i);
        expected[0] += "a " + seconds + ' ' + seconds + ".000\n";
        second += "b 0.5 " + seconds + ".001\n";
        expected[1] += "c -1 " + seconds + ".000\n";
    }
    QVERIFY(spool.has(0) && !spool.has(1) && spool.has(3) && !spool.has(4));
    for (const auto &[family, text] : {std::pair(size_t(0), expected[0] + second), {3, expected[1]}}) {
        QBuffer buffer;
        buffer.open(QIODevice::WriteOnly);
        QVERIFY(spool.write(family, buffer));
        QCOMPARE(buffer.data(), text);
    }
    QCOMPARE(spool.leftOut(), 0);
}

void TestSeriesSpool::backInTimeIsLeftOut() {
    SeriesSpool spool;
    QVERIFY(spool.add(0, "a", 1, 2000) && spool.add(0, "a", 2, 1000) && spool.add(0, "a", 3, 2000));
    QVERIFY(spool.add(0, "a", 4, 2001));
    QCOMPARE(spool.leftOut(), 2);
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QVERIFY(spool.write(0, buffer));
    QCOMPARE(buffer.data(), QByteArray("a 1 2.000\na 4 2.001\n"));
}

QTEST_APPLESS_MAIN(TestSeriesSpool)
#include "tst_seriesspool.moc"
