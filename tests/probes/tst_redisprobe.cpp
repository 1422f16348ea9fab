// The Redis probe against servers that play a script: what it sends, and when.

#include "redisprobe.h"

#include "servers/ask.h"
#include "servers/scriptserver.h"

#include <QTest>

using namespace spillway;

namespace {

QByteArray text(const QByteArray &bytes) {
    return '$' + QByteArray::number(bytes.size()) + "\r\n" + bytes + "\r\n";
}

const QByteArray named("+OK\r\n"); // the answer to CLIENT SETNAME
const QByteArray info = text("run_id:abc\r\nkeyspace_hits:7\r\n");

Endpoint endpointOf(const ScriptServer &server) {
    Endpoint endpoint;
    endpoint.address.host = QStringLiteral("127.0.0.1");
    endpoint.address.port = server.port();
    return endpoint;
}

QByteArray request(const QByteArrayList &arguments) {
    return respRequest(arguments);
}

const QByteArray question = request(
    {"INFO", "server", "clients", "memory", "persistence", "stats", "replication", "cpu", "keyspace"});

} // namespace

class TestRedisProbe : public QObject {
    Q_OBJECT

private slots:
    void asksWithoutWaitingForTheLogin();
    void keepsTheConnection();
    void asksOneSectionAtATimeOfWhoTakesNoMore();
    void readsAReplyThatComesInSingleBytes();
    void ignoresThatTheNameWasRefused_data();
    void ignoresThatTheNameWasRefused();
    void refusesWhatItDidNotAskFor_data();
    void refusesWhatItDidNotAskFor();
    void sendsNothingSecretBeforeTls_data();
    void sendsNothingSecretBeforeTls();
    void dropsTheConnectionWhenAborted();
    void fetchesAPasswordAgainOnceItIsRefused();
    void waitsForASlowPasswordOverSeveralPolls();
};

void TestRedisProbe::asksWithoutWaitingForTheLogin() {
    ScriptServer server;
    Endpoint endpoint = endpointOf(server);
    endpoint.address.user = QStringLiteral("monitor");
    endpoint.secret = InlineSecret{Secret("geheim")};
    RedisProbe probe(endpoint);
    probe.poll();
    const QByteArray all =
        request({"AUTH", "monitor", "geheim"}) + request({"CLIENT", "SETNAME", "spillway"}) + question;
    QTRY_COMPARE(server.heard(), all);
    QCOMPARE(probe.waitingFor(), QStringLiteral("log in"));
}

void TestRedisProbe::keepsTheConnection() {
    ScriptServer server({Hear(), Say{named + info}, Hear(), Say{info}, Hear(), Say{info}});
    RedisProbe probe(endpointOf(server));
    for (int i = 0; i < 3; ++i) {
        const auto answer = ask(probe);
        QVERIFY2(answer && *answer, qPrintable(failureOf(answer).what));
        QCOMPARE((*answer)->value(Field::Hits), std::optional(7.0));
    }
    QCOMPARE(server.connections(), 1);
    QCOMPARE(server.heard(), request({"CLIENT", "SETNAME", "spillway"}) + question + question + question);
}

void TestRedisProbe::asksOneSectionAtATimeOfWhoTakesNoMore() {
    const QByteArray parts = text("run_id:abc\r\n") + text("connected_clients:3\r\n") +
                             text("used_memory:4\r\n") + text("loading:0\r\n") + text("keyspace_hits:7\r\n") +
                             text("role:master\r\n") + text("used_cpu_sys:1\r\n") + text("# Keyspace\r\n");
    ScriptServer server(
        {Hear(), Say{named + "-ERR syntax error\r\n"}, Hear(), Say{parts}, Hear(), Say{parts}});
    RedisProbe probe(endpointOf(server));
    for (int i = 0; i < 2; ++i) {
        const auto answer = ask(probe);
        QVERIFY2(answer && *answer, qPrintable(failureOf(answer).what));
        QCOMPARE((*answer)->value(Field::Hits), std::optional(7.0));
        QCOMPARE((*answer)->value(Field::Clients), std::optional(3.0));
        QCOMPARE((*answer)->value(Field::Keys), std::optional(0.0));
    }
    QCOMPARE(server.heard().count(question), 1); // and not again on this connection
    QCOMPARE(server.heard().count(request({"INFO", "stats"})), 2);
}

void TestRedisProbe::readsAReplyThatComesInSingleBytes() {
    ScriptServer server({Hear(), SaySlowly{named + info}});
    RedisProbe probe(endpointOf(server));
    const auto answer = ask(probe);
    QVERIFY2(answer && *answer, qPrintable(failureOf(answer).what));
    QCOMPARE((*answer)->value(Field::Hits), std::optional(7.0));
}

void TestRedisProbe::ignoresThatTheNameWasRefused_data() {
    QTest::addColumn<QByteArray>("reply");
    QTest::addRow("not allowed") << QByteArray(
        "-NOPERM this user has no permissions to run 'client|setname'\r\n");
    QTest::addRow("not known") << QByteArray("-ERR unknown command 'CLIENT'\r\n");
}

void TestRedisProbe::ignoresThatTheNameWasRefused() {
    QFETCH(QByteArray, reply);
    ScriptServer server({Hear(), Say{reply + info}});
    RedisProbe probe(endpointOf(server));
    const auto answer = ask(probe);
    QVERIFY2(answer && *answer, qPrintable(failureOf(answer).what));
}

void TestRedisProbe::refusesWhatItDidNotAskFor_data() {
    QTest::addColumn<QByteArray>("replies");
    QTest::addColumn<QString>("what");
    QTest::addRow("one reply too many")
        << named + info + info << QStringLiteral("the server sent more than it was asked for");
    QTest::addRow("half a reply too many")
        << named + info + "+" << QStringLiteral("the server sent more than it was asked for");
    QTest::addRow("a number") << named + ":1\r\n" << QStringLiteral("the answer to INFO is not a text");
    QTest::addRow("nothing") << named + "$-1\r\n" << QStringLiteral("the answer to INFO is not a text");
    QTest::addRow("a text that is not INFO")
        << named + text("hello") << QStringLiteral("the answer to INFO has no field of Redis");
}

void TestRedisProbe::refusesWhatItDidNotAskFor() {
    QFETCH(QByteArray, replies);
    QFETCH(QString, what);
    ScriptServer server({Hear(), Say{replies}});
    RedisProbe probe(endpointOf(server));
    const Failure failure = failureOf(ask(probe));
    QCOMPARE(failure.what, what);
    QCOMPARE(failure.kind, FailureKind::Protocol);
    server.setScript({Hear(), Say{named + info}});
    const auto again = ask(probe);
    QVERIFY2(again && *again, qPrintable(failureOf(again).what));
    QCOMPARE(server.connections(), 2);
}

void TestRedisProbe::sendsNothingSecretBeforeTls_data() {
    QTest::addColumn<Script>("script");
    QTest::addRow("a server that is silent") << Script{};
    QTest::addRow("a server that answers in the clear") << Script{Hear(), Say{named + named + info}};
    QTest::addRow("a server that speaks first") << Script{Say{named + named + info}};
    QTest::addRow("a server that sends an alert")
        << Script{Hear(), Say{QByteArray("\x15\x03\x01\x00\x02\x02\x28", 7)}, Close()};
}

void TestRedisProbe::sendsNothingSecretBeforeTls() {
    QFETCH(Script, script);
    ScriptServer server(script);
    Endpoint endpoint = endpointOf(server);
    endpoint.address.tls = Tls::Verify;
    endpoint.address.user = QStringLiteral("canaryuser");
    endpoint.secret = InlineSecret{Secret("canary")};
    RedisProbe probe(endpoint);
    if (script.empty()) {
        probe.poll();
        QTRY_COMPARE(probe.waitingFor(), QStringLiteral("TLS"));
        QTRY_VERIFY(!server.heard().isEmpty());
    } else {
        QCOMPARE(failureOf(ask(probe)).kind, FailureKind::Tls);
    }
    QVERIFY(server.heard().startsWith("\x16\x03")); // a TLS greeting
    QVERIFY(!server.heard().contains("canary"));
}

void TestRedisProbe::dropsTheConnectionWhenAborted() {
    ScriptServer server;
    RedisProbe probe(endpointOf(server));
    QVERIFY(!ask(probe, 200));
    server.setScript({Hear(), Say{named + info}});
    const auto answer = ask(probe);
    QVERIFY2(answer && *answer, qPrintable(failureOf(answer).what));
    QCOMPARE(server.connections(), 2);
}

void TestRedisProbe::fetchesAPasswordAgainOnceItIsRefused() {
    ScriptServer server({Hear(), Say{"-WRONGPASS no\r\n+OK\r\n-NOAUTH no\r\n"}});
    Endpoint endpoint = endpointOf(server);
    endpoint.secret = EnvironmentSecret{QStringLiteral("SPILLWAY_TEST_SECRET")};
    RedisProbe probe(endpoint);
    qputenv("SPILLWAY_TEST_SECRET", "old");
    QCOMPARE(failureOf(ask(probe)).kind, FailureKind::Authentication);
    qputenv("SPILLWAY_TEST_SECRET", "new");
    server.setScript({Hear(), Say{"+OK\r\n" + named + info}});
    QVERIFY(*ask(probe));
    QVERIFY(server.heard().contains(request({"AUTH", "new"})));
}

void TestRedisProbe::waitsForASlowPasswordOverSeveralPolls() {
    ScriptServer server({Hear(), Say{"+OK\r\n" + named + info}});
    Endpoint endpoint = endpointOf(server);
    endpoint.secret =
        CommandSecret{{QStringLiteral("sh"), QStringLiteral("-c"), QStringLiteral("sleep 0.5; echo geheim")}};
    RedisProbe probe(endpoint);
    QVERIFY(!ask(probe, 100));
    const auto answer = ask(probe);
    QVERIFY2(answer && *answer, qPrintable(failureOf(answer).what));
}

QTEST_GUILESS_MAIN(TestRedisProbe)
#include "tst_redisprobe.moc"
