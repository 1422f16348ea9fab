#include "respscan.h"

#include <QTest>

using namespace spillway;

class TestRespScan : public QObject {
    Q_OBJECT

private slots:
    void findsTheEnd_data();
    void findsTheEnd();
    void refusesWhatPassesALimit_data();
    void refusesWhatPassesALimit();
    void refusesAnEndlessLineWithoutLookingTwice();
};

void TestRespScan::findsTheEnd_data() {
    QTest::addColumn<QByteArray>("reply");
    QTest::addRow("status") << QByteArray("+OK\r\n");
    QTest::addRow("error") << QByteArray("-NOPERM no\r\n");
    QTest::addRow("empty status") << QByteArray("+\r\n");
    QTest::addRow("integer") << QByteArray(":-42\r\n");
    QTest::addRow("text") << QByteArray("$5\r\na\r\nbc\r\n");
    QTest::addRow("empty text") << QByteArray("$0\r\n\r\n");
    QTest::addRow("no text") << QByteArray("$-1\r\n");
    QTest::addRow("empty array") << QByteArray("*0\r\n");
    QTest::addRow("no array") << QByteArray("*-1\r\n");
    QTest::addRow("array of everything") << QByteArray("*5\r\n+OK\r\n:1\r\n$-1\r\n*0\r\n$2\r\nhi\r\n");
    QTest::addRow("arrays in arrays") << QByteArray("*2\r\n*2\r\n:1\r\n*1\r\n:2\r\n:3\r\n");
}

// Fed byte by byte, it is complete exactly at its end; what follows does not matter.
void TestRespScan::findsTheEnd() {
    QFETCH(QByteArray, reply);
    RespScan scan;
    for (qsizetype size = 0; size < reply.size(); ++size)
        QCOMPARE(scan.advance(reply.first(size)), RespScan::Result::NeedMore);
    QCOMPARE(scan.advance(reply), RespScan::Result::Complete);
    QCOMPARE(scan.size(), reply.size());
    scan.restart();
    QCOMPARE(scan.advance(reply + "+next\r\n"), RespScan::Result::Complete);
    QCOMPARE(scan.size(), reply.size());
}

void TestRespScan::refusesWhatPassesALimit_data() {
    QTest::addColumn<QByteArray>("reply");
    QTest::addColumn<QString>("why");
    const QString elements = QStringLiteral("an array of more than 65536 elements or of no valid length");
    const QString text = QStringLiteral("a text of more than 16 MiB or of no valid length");
    QTest::addRow("a huge array") << QByteArray("*2147483647\r\n") << elements;
    QTest::addRow("one element too many") << QByteArray("*65537\r\n") << elements;
    QTest::addRow("many arrays that are too many together")
        << QByteArray("*3\r\n") + ("*30000\r\n" + QByteArray(":1\r\n").repeated(30000)).repeated(3)
        << elements;
    QTest::addRow("an array of negative size") << QByteArray("*-2\r\n") << elements;
    QTest::addRow("a text of negative size") << QByteArray("$-2\r\n") << text;
    QTest::addRow("a text of 9e18 bytes") << QByteArray("$9223372036854775807\r\n") << text;
    QTest::addRow("a text of more digits than fit") << QByteArray("$99999999999999999999\r\n") << text;
    QTest::addRow("a text of 16 MiB") << QByteArray("$16777216\r\n") << text;
    QTest::addRow("a size that is no number") << QByteArray("$abc\r\n") << text;
    QTest::addRow("a size with a blank") << QByteArray("$ 5\r\n") << text;
    QTest::addRow("an integer beyond 64 bits")
        << QByteArray(":100000000000000000000\r\n") << QStringLiteral("an integer out of range");
    QTest::addRow("a line without a carriage return")
        << QByteArray("+OK\n") << QStringLiteral("a line that is not RESP: \"+OK\"");
    QTest::addRow("a text that goes on")
        << QByteArray("$2\r\nabc\r\n") << QStringLiteral("a text that is longer than announced");
    QTest::addRow("a map of RESP3") << QByteArray("%1\r\n+a\r\n+b\r\n")
                                    << QStringLiteral("a line that is not RESP2: \"%1\"");
    QTest::addRow("a push of RESP3") << QByteArray(">2\r\n+a\r\n+b\r\n")
                                     << QStringLiteral("a line that is not RESP2: \">2\"");
    QTest::addRow("eight arrays in one another")
        << QByteArray("*1\r\n").repeated(8) << QStringLiteral("arrays nested deeper than 7");
    QTest::addRow("ten thousand arrays in one another")
        << QByteArray("*1\r\n").repeated(10'000) << QStringLiteral("arrays nested deeper than 7");
}

void TestRespScan::refusesWhatPassesALimit() {
    QFETCH(QByteArray, reply);
    RespScan scan;
    QCOMPARE(scan.advance(reply), RespScan::Result::Refused);
    QTEST(scan.refusal(), "why");
    QCOMPARE(scan.advance(reply + "more"), RespScan::Result::Refused); // and stays so
}

void TestRespScan::refusesAnEndlessLineWithoutLookingTwice() {
    RespScan scan;
    QByteArray line("+");
    RespScan::Result result = scan.advance(line);
    while (result == RespScan::Result::NeedMore && line.size() < 1024 * 1024) {
        line += QByteArray(1000, 'a');
        result = scan.advance(line);
    }
    QCOMPARE(result, RespScan::Result::Refused);
    QCOMPARE(scan.refusal(), QStringLiteral("a line of more than 64 KiB"));
    QVERIFY(line.size() < 67'000);
}

QTEST_GUILESS_MAIN(TestRespScan)
#include "tst_respscan.moc"
