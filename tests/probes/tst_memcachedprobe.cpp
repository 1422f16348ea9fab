// The memcached probe against servers that play a script: what it sends, and when.

#include "memcachedprobe.h"

#include "servers/ask.h"
#include "servers/scriptserver.h"

#include <QTest>

using namespace spillway;

namespace {

const QByteArray stats("STAT pid 1\r\nSTAT get_hits 7\r\nEND\r\n");
const QByteArray settings("STAT maxconns 50\r\nEND\r\n");
const QByteArray unauthenticated("CLIENT_ERROR unauthenticated\r\n");

Endpoint endpointOf(const ScriptServer &server, Duration every = Duration(1000)) {
    Endpoint endpoint;
    endpoint.kind = EndpointKind::Memcached;
    endpoint.every = every;
    endpoint.address.host = QStringLiteral("127.0.0.1");
    endpoint.address.port = server.port();
    return endpoint;
}

} // namespace

class TestMemcachedProbe : public QObject {
    Q_OBJECT

private slots:
    void asksForSettingsAtTheStartAndSeldom();
    void goesWithoutSettings();
    void logsInOnceItIsAsked();
    void fetchesAPasswordAgainOnceItIsRefused();
    void refusesWhatItDidNotAskFor_data();
    void refusesWhatItDidNotAskFor();
    void sendsNothingSecretBeforeTls();
};

// Every 5 minutes are every third poll here.
void TestMemcachedProbe::asksForSettingsAtTheStartAndSeldom() {
    ScriptServer server({Hear(), Say{stats}, Hear(), Say{settings}, Hear(), Say{stats}, Hear(), Say{stats},
                         Hear(), Say{stats}, Hear(), Say{settings}});
    MemcachedProbe probe(endpointOf(server, Duration(100'000)));
    for (int i = 0; i < 4; ++i) {
        const auto answer = ask(probe);
        QVERIFY2(answer && *answer, qPrintable(failureOf(answer).what));
        QCOMPARE((*answer)->value(Field::Hits), std::optional(7.0));
        QCOMPARE((*answer)->settings.value(QStringLiteral("maxconns")), QStringLiteral("50"));
    }
    QCOMPARE(server.connections(), 1);
    QCOMPARE(server.heard(), QByteArray("stats\r\nstats settings\r\nstats\r\nstats\r\nstats\r\n"
                                        "stats settings\r\n"));
}

void TestMemcachedProbe::goesWithoutSettings() {
    ScriptServer server({Hear(), Say{stats}, Hear(), Say{"ERROR\r\n"}, Hear(), Say{stats}});
    MemcachedProbe probe(endpointOf(server));
    for (int i = 0; i < 2; ++i) {
        const auto answer = ask(probe);
        QVERIFY2(answer && *answer, qPrintable(failureOf(answer).what));
        QVERIFY((*answer)->settings.isEmpty());
    }
}

void TestMemcachedProbe::logsInOnceItIsAsked() {
    ScriptServer server({Hear(), Say{unauthenticated}, Hear()});
    Endpoint endpoint = endpointOf(server);
    endpoint.address.user = QStringLiteral("monitor");
    endpoint.secret = InlineSecret{Secret("p@ssw%rd")};
    MemcachedProbe probe(endpoint);
    probe.poll();
    QTRY_COMPARE(server.heard(), QByteArray("stats\r\nset spillway 0 0 16\r\nmonitor p@ssw%rd\r\n"));
    QCOMPARE(probe.waitingFor(), QStringLiteral("log in"));
}

void TestMemcachedProbe::fetchesAPasswordAgainOnceItIsRefused() {
    ScriptServer server(
        {Hear(), Say{unauthenticated}, Hear(), Say{"CLIENT_ERROR authentication failure\r\n"}});
    Endpoint endpoint = endpointOf(server);
    endpoint.address.user = QStringLiteral("monitor");
    endpoint.secret = EnvironmentSecret{QStringLiteral("SPILLWAY_TEST_SECRET")};
    MemcachedProbe probe(endpoint);
    qputenv("SPILLWAY_TEST_SECRET", "old");
    QCOMPARE(failureOf(ask(probe)).kind, FailureKind::Authentication);
    qputenv("SPILLWAY_TEST_SECRET", "new");
    server.setScript(
        {Hear(), Say{unauthenticated}, Hear(), Say{"STORED\r\n"}, Hear(), Say{stats}, Hear(), Say{settings}});
    const auto answer = ask(probe);
    QVERIFY2(answer && *answer, qPrintable(failureOf(answer).what));
    QVERIFY(server.heard().contains("monitor new\r\n"));
}

void TestMemcachedProbe::refusesWhatItDidNotAskFor_data() {
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QString>("what");
    const QString tooMuch = QStringLiteral("the server sent more than it was asked for");
    QTest::addRow("one answer too many") << stats + stats << tooMuch;
    QTest::addRow("half an answer too many") << stats + "STAT" << tooMuch;
    QTest::addRow("a store that nobody asked for") << QByteArray("STORED\r\n") << tooMuch;
    QTest::addRow("a table of something else")
        << QByteArray("STAT colour red\r\nEND\r\n")
        << QStringLiteral("the answer to stats has no field of memcached");
}

void TestMemcachedProbe::refusesWhatItDidNotAskFor() {
    QFETCH(QByteArray, answer);
    QFETCH(QString, what);
    ScriptServer server({Hear(), Say{answer}});
    MemcachedProbe probe(endpointOf(server));
    const Failure failure = failureOf(ask(probe));
    QCOMPARE(failure.what, what);
    QCOMPARE(failure.kind, FailureKind::Protocol);
    server.setScript({Hear(), Say{stats}, Hear(), Say{settings}});
    const auto again = ask(probe);
    QVERIFY2(again && *again, qPrintable(failureOf(again).what));
    QCOMPARE(server.connections(), 2);
}

void TestMemcachedProbe::sendsNothingSecretBeforeTls() {
    ScriptServer server({Hear(), Say{unauthenticated}});
    Endpoint endpoint = endpointOf(server);
    endpoint.address.tls = Tls::Verify;
    endpoint.address.user = QStringLiteral("canaryuser");
    endpoint.secret = InlineSecret{Secret("canary")};
    MemcachedProbe probe(endpoint);
    QCOMPARE(failureOf(ask(probe)).kind, FailureKind::Tls);
    QVERIFY(server.heard().startsWith("\x16\x03")); // a TLS greeting
    QVERIFY(!server.heard().contains("canary"));
}

QTEST_GUILESS_MAIN(TestMemcachedProbe)
#include "tst_memcachedprobe.moc"
