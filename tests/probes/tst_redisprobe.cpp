// The Redis probe against servers that play a script: what it sends, and when.

#include "redisprobe.h"

#include "redissettings.h"
#include "right.h"
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

const QByteArrayList sections{"server", "clients",     "memory", "persistence",
                              "stats",  "replication", "cpu",    "keyspace"};
const QByteArray question = request(QByteArrayList{"INFO"} + sections);
const QByteArray warmQuestion =
    request(QByteArrayList{"INFO"} + sections + QByteArrayList{"commandstats", "errorstats"});
const QByteArray settingsQuestion = request(QByteArrayList{"CONFIG", "GET"} + redisSettingNames());

const QByteArray settings("*2\r\n$2\r\nhz\r\n$2\r\n10\r\n");
const QByteArray first = named + info + settings; // the answers on a new connection
const QString hz = QStringLiteral("hz");

} // namespace

class TestRedisProbe : public QObject {
    Q_OBJECT

private slots:
    void asksWithoutWaitingForTheLogin();
    void keepsTheConnection();
    void asksOneSectionAtATimeOfWhoTakesNoMore();
    void asksOneSettingAtATimeOfWhoTakesNoMore();
    void asksEachTierInItsTime();
    void goesOnWithoutARight_data();
    void goesOnWithoutARight();
    void asksNothingThatHarms();
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
    const QByteArray all = request({"AUTH", "monitor", "geheim"}) +
                           request({"CLIENT", "SETNAME", "spillway"}) + warmQuestion + settingsQuestion;
    QTRY_COMPARE(server.heard(), all);
    QCOMPARE(probe.waitingFor(), QStringLiteral("log in"));
}

void TestRedisProbe::keepsTheConnection() {
    ScriptServer server({Hear(), Say{first}, Hear(), Say{info}, Hear(), Say{info}});
    RedisProbe probe(endpointOf(server));
    for (int i = 0; i < 3; ++i) {
        const auto answer = ask(probe);
        QVERIFY2(answer && *answer, qPrintable(failureOf(answer).what));
        QCOMPARE((*answer)->value(Field::Hits), std::optional(7.0));
    }
    QCOMPARE(server.connections(), 1);
    QCOMPARE(server.heard(), request({"CLIENT", "SETNAME", "spillway"}) + warmQuestion + settingsQuestion +
                                 question + question);
}

void TestRedisProbe::asksOneSectionAtATimeOfWhoTakesNoMore() {
    const QByteArray parts = text("run_id:abc\r\n") + text("connected_clients:3\r\n") +
                             text("used_memory:4\r\n") + text("loading:0\r\n") + text("keyspace_hits:7\r\n") +
                             text("role:master\r\n") + text("used_cpu_sys:1\r\n") + text("# Keyspace\r\n");
    ScriptServer server({Hear(), Say{named + "-ERR syntax error\r\n" + settings}, Hear(),
                         Say{parts + text("# Commandstats\r\n") + text("# Errorstats\r\n")}, Hear(),
                         Say{parts}});
    RedisProbe probe(endpointOf(server));
    for (int i = 0; i < 2; ++i) {
        const auto answer = ask(probe);
        QVERIFY2(answer && *answer, qPrintable(failureOf(answer).what));
        QCOMPARE((*answer)->value(Field::Hits), std::optional(7.0));
        QCOMPARE((*answer)->value(Field::Clients), std::optional(3.0));
        QCOMPARE((*answer)->value(Field::Keys), std::optional(0.0));
    }
    QCOMPARE(server.heard().count(warmQuestion), 1); // and not again on this connection
    QCOMPARE(server.heard().count(question), 0);
    QCOMPARE(server.heard().count(request({"INFO", "stats"})), 2);
}

void TestRedisProbe::asksOneSettingAtATimeOfWhoTakesNoMore() {
    QByteArray each;
    for (const QByteArray &name : redisSettingNames())
        each += name == "hz" ? settings : QByteArray("*0\r\n");
    ScriptServer server({Hear(),
                         Say{named + info + "-ERR Unknown subcommand or wrong number of arguments\r\n"},
                         Hear(), Say{each}});
    RedisProbe probe(endpointOf(server));
    const auto answer = ask(probe);
    QVERIFY2(answer && *answer, qPrintable(failureOf(answer).what));
    QCOMPARE((*answer)->settings.value(hz), QStringLiteral("10"));
    QCOMPARE((*answer)->settings.value(right::redisSettings), QString(right::granted));
}

// One poll in three is due for what is rare, one in sixty for the settings.
void TestRedisProbe::asksEachTierInItsTime() {
    Script script{Hear(), Say{first}};
    for (int poll = 1; poll < 61; ++poll) {
        script.push_back(Hear());
        script.push_back(Say{poll == 60 ? info + settings : info});
    }
    ScriptServer server(script);
    Endpoint endpoint = endpointOf(server);
    endpoint.every = 5s;
    RedisProbe probe(endpoint);
    for (int poll = 0; poll < 61; ++poll) {
        const auto answer = ask(probe);
        QVERIFY2(answer && *answer, qPrintable(failureOf(answer).what));
        QCOMPARE((*answer)->settings.value(hz), QStringLiteral("10")); // in every frame
    }
    QCOMPARE(server.heard().count(settingsQuestion), 2);
    QCOMPARE(server.heard().count(warmQuestion), 21);
    QCOMPARE(server.heard().count(question), 40);
}

void TestRedisProbe::goesOnWithoutARight_data() {
    QTest::addColumn<QByteArray>("refusal");
    QTest::addColumn<QLatin1String>("state");
    QTest::addRow("not allowed") << QByteArray("-NOPERM this user has no permissions to run 'config|get'\r\n")
                                 << right::missing;
    QTest::addRow("blocked by a service")
        << QByteArray("-ERR unknown command 'CONFIG'\r\n") << right::notOffered;
}

void TestRedisProbe::goesOnWithoutARight() {
    QFETCH(QByteArray, refusal);
    QFETCH(QLatin1String, state);
    ScriptServer server({Hear(), Say{named + info + refusal}, Hear(), Say{info}});
    RedisProbe probe(endpointOf(server));
    for (int poll = 0; poll < 2; ++poll) {
        const auto answer = ask(probe);
        QVERIFY2(answer && *answer, qPrintable(failureOf(answer).what));
        QCOMPARE((*answer)->value(Field::Hits), std::optional(7.0));
        QVERIFY(!(*answer)->settings.contains(hz));
        QCOMPARE((*answer)->settings.value(right::redisSettings), QString(state));
    }
    QCOMPARE(server.heard().count("CONFIG"), 1); // each refusal counts as an error of the server
}

void TestRedisProbe::asksNothingThatHarms() {
    ScriptServer server({Hear(), Say{"+OK\r\n" + first}, Hear(), Say{info}, Hear(), Say{info}});
    Endpoint endpoint = endpointOf(server);
    endpoint.every = 15s;
    endpoint.secret = InlineSecret{Secret("geheim")};
    RedisProbe probe(endpoint);
    for (int poll = 0; poll < 3; ++poll)
        QVERIFY(ask(probe));
    RespReader reader; // a request has the form of a reply
    reader.feed(server.heard());
    QSet<QByteArray> commands;
    while (const auto request = reader.next()) {
        QVERIFY(request->ok() && !(*request)->elements.empty());
        const auto &words = (*request)->elements;
        commands << words[0].text + (words[0].text == "CONFIG" ? ' ' + words[1].text : QByteArray());
        for (const RespReply &word : words)
            QVERIFY2(!word.text.contains('*'), word.text.constData());
    }
    const QSet<QByteArray> allowed{"AUTH", "CLIENT", "INFO", "CONFIG GET"};
    QCOMPARE(commands, allowed);
}

void TestRedisProbe::readsAReplyThatComesInSingleBytes() {
    ScriptServer server({Hear(), SaySlowly{first}});
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
    ScriptServer server({Hear(), Say{reply + info + settings}});
    RedisProbe probe(endpointOf(server));
    const auto answer = ask(probe);
    QVERIFY2(answer && *answer, qPrintable(failureOf(answer).what));
}

void TestRedisProbe::refusesWhatItDidNotAskFor_data() {
    QTest::addColumn<QByteArray>("replies");
    QTest::addColumn<QString>("what");
    QTest::addRow("one reply too many")
        << first + info << QStringLiteral("the server sent more than it was asked for");
    QTest::addRow("half a reply too many")
        << first + "+" << QStringLiteral("the server sent more than it was asked for");
    QTest::addRow("a number") << named + ":1\r\n" << QStringLiteral("the answer to INFO is not a text");
    QTest::addRow("nothing") << named + "$-1\r\n" << QStringLiteral("the answer to INFO is not a text");
    QTest::addRow("a text that is not INFO")
        << named + text("hello") + settings << QStringLiteral("the answer to INFO has no field of Redis");
}

void TestRedisProbe::refusesWhatItDidNotAskFor() {
    QFETCH(QByteArray, replies);
    QFETCH(QString, what);
    ScriptServer server({Hear(), Say{replies}});
    RedisProbe probe(endpointOf(server));
    const Failure failure = failureOf(ask(probe));
    QCOMPARE(failure.what, what);
    QCOMPARE(failure.kind, FailureKind::Protocol);
    server.setScript({Hear(), Say{first}});
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
    server.setScript({Hear(), Say{first}});
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
    server.setScript({Hear(), Say{"+OK\r\n" + first}});
    QVERIFY(*ask(probe));
    QVERIFY(server.heard().contains(request({"AUTH", "new"})));
}

void TestRedisProbe::waitsForASlowPasswordOverSeveralPolls() {
    ScriptServer server({Hear(), Say{"+OK\r\n" + first}});
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
