#include "respreader.h"

#include <QTest>

using namespace spillway;

using Kind = RespReply::Kind;

Q_DECLARE_METATYPE(spillway::RespReply)

namespace {

RespReply reply(Kind kind, const QByteArray &text = {}) {
    return {kind, text, 0, {}};
}
RespReply integer(qint64 number) {
    return {Kind::Integer, {}, number, {}};
}
RespReply array(std::vector<RespReply> elements) {
    return {Kind::Array, {}, 0, std::move(elements)};
}

} // namespace

class TestRespReader : public QObject {
    Q_OBJECT

private slots:
    void readsReplies_data();
    void readsReplies();
    void readsSeveralInOrder();
    void namesAnotherProtocol_data();
    void namesAnotherProtocol();
    void refusesWithTheReason();
    void keepsLittleOfAnEndlessReply();
    void writesRequests_data();
    void writesRequests();
};

void TestRespReader::readsReplies_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<RespReply>("value");
    QTest::addRow("status") << QByteArray("+OK\r\n") << reply(Kind::Status, "OK");
    QTest::addRow("error") << QByteArray("-NOAUTH who?\r\n") << reply(Kind::Error, "NOAUTH who?");
    QTest::addRow("integer") << QByteArray(":-7\r\n") << integer(-7);
    QTest::addRow("the largest integer")
        << QByteArray(":9223372036854775807\r\n") << integer(9223372036854775807);
    QTest::addRow("text with line ends and a NUL")
        << QByteArray("$6\r\na\r\n\0bc\r\n", 12) << reply(Kind::Text, QByteArray("a\r\n\0bc", 6));
    QTest::addRow("no text") << QByteArray("$-1\r\n") << reply(Kind::Nil);
    QTest::addRow("no array") << QByteArray("*-1\r\n") << reply(Kind::Nil);
    QTest::addRow("empty array") << QByteArray("*0\r\n") << array({});
    QTest::addRow("nested") << QByteArray("*3\r\n:1\r\n*1\r\n$2\r\nhi\r\n+OK\r\n")
                            << array(
                                   {integer(1), array({reply(Kind::Text, "hi")}), reply(Kind::Status, "OK")});
}

void TestRespReader::readsReplies() {
    QFETCH(QByteArray, bytes);
    QFETCH(RespReply, value);
    RespReader reader;
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        QVERIFY(!reader.next());
        reader.feed(bytes.sliced(i, 1));
    }
    const auto outcome = reader.next();
    QVERIFY(outcome && *outcome);
    QVERIFY(outcome->value() == value);
    QVERIFY(!reader.next());
    QCOMPARE(reader.pending(), 0);
}

void TestRespReader::readsSeveralInOrder() {
    RespReader reader;
    reader.feed("+one\r\n$3\r\ntwo\r\n:3\r\n+f");
    QVERIFY(reader.next()->value() == reply(Kind::Status, "one"));
    QVERIFY(reader.next()->value() == reply(Kind::Text, "two"));
    QVERIFY(reader.next()->value() == integer(3));
    QVERIFY(!reader.next());
    QCOMPARE(reader.pending(), 2);
    reader.feed("our\r\n");
    QVERIFY(reader.next()->value() == reply(Kind::Status, "four"));
}

void TestRespReader::namesAnotherProtocol_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("what");
    QTest::addRow("HTTP") << QByteArray("HTTP/1.0 400 Bad Request\r\n\r\n")
                          << QStringLiteral("this port speaks HTTP, not Redis");
    QTest::addRow("SSH") << QByteArray("SSH-2.0-x\r\n") << QStringLiteral("this port speaks SSH, not Redis");
    QTest::addRow("TLS") << QByteArray("\x15\x03\x03\x00\x02\x02\x32", 7)
                         << QStringLiteral("this port speaks TLS, not Redis");
    QTest::addRow("memcached") << QByteArray("ERROR\r\n")
                               << QStringLiteral("this port speaks memcached, not Redis");
    QTest::addRow("something else") << QByteArray("?????????")
                                    << QStringLiteral("this port does not speak the Redis protocol");
}

void TestRespReader::namesAnotherProtocol() {
    QFETCH(QByteArray, bytes);
    RespReader reader;
    reader.feed(bytes);
    const auto outcome = reader.next();
    QVERIFY(outcome && !*outcome);
    QTEST(outcome->failure().what, "what");
    QCOMPARE(outcome->failure().kind, FailureKind::Protocol);
}

void TestRespReader::refusesWithTheReason() {
    RespReader reader;
    reader.feed("+fine\r\n*2147483647\r\n");
    QVERIFY(reader.next()->ok());
    const auto outcome = reader.next();
    QVERIFY(outcome && !*outcome);
    QCOMPARE(outcome->failure().what,
             QStringLiteral("refused an array of more than 65536 elements or of no valid length"));
}

void TestRespReader::keepsLittleOfAnEndlessReply() {
    RespReader reader({.line = 1024, .elements = 10, .reply = 8192, .depth = 2});
    reader.feed("$8000\r\n");
    for (int i = 0; i < 7; ++i) {
        reader.feed(QByteArray(1000, 'x'));
        QVERIFY(!reader.next());
    }
    RespReader announced({.line = 1024, .elements = 10, .reply = 8192, .depth = 2});
    announced.feed("$8192\r\n");
    QVERIFY(!announced.next()->ok()); // before a byte of it came
}

void TestRespReader::writesRequests_data() {
    QTest::addColumn<QByteArrayList>("arguments");
    QTest::addColumn<QByteArray>("request");
    QTest::addRow("one word") << QByteArrayList{"PING"} << QByteArray("*1\r\n$4\r\nPING\r\n");
    QTest::addRow("several") << QByteArrayList{"INFO", "server"}
                             << QByteArray("*2\r\n$4\r\nINFO\r\n$6\r\nserver\r\n");
    QTest::addRow("nothing and anything")
        << QByteArrayList{"AUTH", "", QByteArray("a\r\n\0 b", 6)}
        << QByteArray("*3\r\n$4\r\nAUTH\r\n$0\r\n\r\n$6\r\na\r\n\0 b\r\n", 32);
}

void TestRespReader::writesRequests() {
    QFETCH(QByteArrayList, arguments);
    QTEST(respRequest(arguments), "request");
}

QTEST_GUILESS_MAIN(TestRespReader)
#include "tst_respreader.moc"
