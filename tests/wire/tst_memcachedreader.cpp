#include "memcachedreader.h"

#include <QTest>

using namespace spillway;

class TestMemcachedReader : public QObject {
    Q_OBJECT

private slots:
    void readsAnswersInOrder();
    void readsThemInSingleBytes();
    void refuses_data();
    void refuses();
};

namespace {

using Kind = MemcachedAnswer::Kind;

const QByteArray
    answers("STAT pid 1\r\nSTAT empty \nEND\r\nSTORED\r\nCLIENT_ERROR unauthenticated\r\nERROR\r\n");
const std::vector<MemcachedAnswer> expected{{Kind::Table, "pid 1\nempty \n"},
                                            {Kind::Stored, ""},
                                            {Kind::Error, "CLIENT_ERROR unauthenticated"},
                                            {Kind::Error, "ERROR"}};

} // namespace

void TestMemcachedReader::readsAnswersInOrder() {
    MemcachedReader reader;
    reader.feed(answers);
    for (const MemcachedAnswer &each : expected) {
        const auto answer = reader.next();
        QVERIFY(answer && *answer);
        QCOMPARE((*answer)->kind, each.kind);
        QCOMPARE((*answer)->text, each.text);
    }
    QVERIFY(!reader.next());
    QCOMPARE(reader.pending(), 0);
}

void TestMemcachedReader::readsThemInSingleBytes() {
    MemcachedReader reader;
    std::vector<MemcachedAnswer> found;
    for (const char byte : answers) {
        reader.feed(QByteArrayView(&byte, 1));
        if (const auto answer = reader.next()) {
            QVERIFY(answer->ok());
            found.push_back(**answer);
        }
    }
    QCOMPARE(found, expected);
}

void TestMemcachedReader::refuses_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("what");
    const QByteArray line(5000, 'a');
    QTest::addRow("a long line") << "STAT a 1\r\nSTAT " + line
                                 << QStringLiteral("refused a line of more than 4\u00a0KiB");
    QTest::addRow("a long first line")
        << line << QStringLiteral("this port does not speak the memcached protocol");
    QTest::addRow("a long table") << QByteArray("STAT a 1\r\n").repeated(5000)
                                  << QStringLiteral("refused a table of more than 4096 lines");
    QTest::addRow("another word") << QByteArray("STAT a 1\r\nVALUE a 0 1\r\n")
                                  << QStringLiteral("the server's answer is not of the memcached protocol");
    QTest::addRow("HTTP") << QByteArray("HTTP/1.1 400 Bad Request\r\n")
                          << QStringLiteral("this port speaks HTTP, not memcached");
    QTest::addRow("Redis") << QByteArray("-ERR unknown command\r\n")
                           << QStringLiteral("this port speaks Redis, not memcached");
    QTest::addRow("TLS, which ends no line") << QByteArray("\x15\x03\x01\x00\x02\x02\x0a", 6)
                                             << QStringLiteral("this port speaks TLS, not memcached");
    QTest::addRow("words of nobody") << QByteArray("hello\r\n")
                                     << QStringLiteral("this port does not speak the memcached protocol");
    QTest::addRow("an empty line") << QByteArray("\r\n")
                                   << QStringLiteral("this port does not speak the memcached protocol");
}

void TestMemcachedReader::refuses() {
    QFETCH(QByteArray, bytes);
    QFETCH(QString, what);
    MemcachedReader reader;
    reader.feed(bytes);
    const auto answer = reader.next();
    QVERIFY(answer && !*answer);
    QCOMPARE(answer->failure().what, what);
    QCOMPARE(answer->failure().kind, FailureKind::Protocol);
}

QTEST_GUILESS_MAIN(TestMemcachedReader)
#include "tst_memcachedreader.moc"
