#include "prometheusquery.h"

#include "servers/scriptserver.h"

#include <QSignalSpy>
#include <QtTest>

using namespace spillway;

namespace {

Script answer(const QByteArray &status, const QByteArray &body, const QByteArray &headers = {}) {
    return {Hear{}, Say{"HTTP/1.1 " + status + "\r\n" + headers +
                        "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body}};
}

Address addressOf(quint16 port) {
    Address address;
    address.host = QStringLiteral("127.0.0.1");
    address.port = port;
    return address;
}

Outcome<PrometheusReply> ask(PrometheusQuery &query) {
    std::vector<Outcome<PrometheusReply>> answered;
    const auto connection =
        QObject::connect(&query, &PrometheusQuery::answered, &query,
                         [&](const Outcome<PrometheusReply> &reply) { answered.push_back(reply); });
    query.ask("up", Instant::fromMs(1500));
    const bool isEarly = !answered.empty();
    const bool isThere = QTest::qWaitFor([&answered] { return !answered.empty(); }, 10'000);
    QObject::disconnect(connection);
    if (isEarly || !isThere || answered.size() != 1)
        return Failure{FailureKind::NoAnswer, QStringLiteral("not once, afterwards"), {}};
    return answered.front();
}

} // namespace

class TestPrometheusQuery : public QObject {
    Q_OBJECT
private slots:
    void asks();
    void secrets_data();
    void secrets();
    void answers_data();
    void answers();
    void tooLarge();
    void endless();
    void nobodyListens();
    void notTls();
    void followsNoRedirect();
    void abortedIsSilent();
    void aSecretOfTwoLinesIsNotSent();
};

void TestPrometheusQuery::asks() {
    const ScriptServer server(answer("200 OK", "{}", "Date: Sun, 03 Mar 2024 09:58:00 GMT\r\n"));
    PrometheusQuery query(addressOf(server.port()), QStringLiteral("/pre"), NoSecret{});
    const auto reply = ask(query);
    QVERIFY2(reply.ok(), reply.ok() ? "" : qPrintable(reply.failure().what));
    QCOMPARE(reply->body, QByteArray("{}"));
    QCOMPARE(reply->date.value_or(Instant{}).toIso(), QStringLiteral("2024-03-03T09:58:00.000Z"));
    QVERIFY(server.heard().startsWith("POST /pre/api/v1/query HTTP/1.1\r\n"));
    QVERIFY(server.heard().endsWith("query=up&time=1.500"));
    QVERIFY(!server.heard().contains("Authorization"));
}

void TestPrometheusQuery::secrets_data() {
    QTest::addColumn<QString>("user");
    QTest::addColumn<QByteArray>("header");
    QTest::newRow("a password") << QStringLiteral("u")
                                << "Authorization: Basic " + QByteArray("u:geheim").toBase64() + "\r\n";
    QTest::newRow("a token") << QString() << QByteArray("Authorization: Bearer geheim\r\n");
}

void TestPrometheusQuery::secrets() {
    QFETCH(QString, user);
    QFETCH(QByteArray, header);
    qputenv("SPILLWAY_TEST_TOKEN", "geheim");
    const ScriptServer server(answer("200 OK", "{}"));
    Address address = addressOf(server.port());
    address.user = user;
    PrometheusQuery query(address, {}, EnvironmentSecret{QStringLiteral("SPILLWAY_TEST_TOKEN")});
    QVERIFY(ask(query).ok());
    QVERIFY2(server.heard().contains(header), server.heard().constData());
}

void TestPrometheusQuery::answers_data() {
    QTest::addColumn<QByteArray>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("what");
    QTest::newRow("a wrong password")
        << QByteArray("401 Unauthorized") << QByteArray()
        << QStringLiteral("the server refuses the password or the token (HTTP 401)");
    QTest::newRow("a question that it does not take")
        << QByteArray("400 Bad Request") << QByteArray(R"({"status":"error","error":"parse error"})")
        << QStringLiteral("the server refused the question: parse error");
    QTest::newRow("another server") << QByteArray("404 Not Found") << QByteArray("<html>")
                                    << QStringLiteral("the server answers with HTTP status 404");
    QTest::newRow("elsewhere") << QByteArray("302 Found") << QByteArray()
                               << QStringLiteral("the server answers with HTTP status 302");
}

void TestPrometheusQuery::answers() {
    QFETCH(QByteArray, status);
    QFETCH(QByteArray, body);
    QFETCH(QString, what);
    const ScriptServer server(answer(status, body));
    PrometheusQuery query(addressOf(server.port()), {}, NoSecret{});
    const auto reply = ask(query);
    QVERIFY(!reply.ok());
    QCOMPARE(reply.failure().what, what);
}

void TestPrometheusQuery::tooLarge() {
    const ScriptServer server(answer("200 OK", QByteArray(3 << 20, 'x')));
    PrometheusQuery query(addressOf(server.port()), {}, NoSecret{}, 1 << 20);
    const auto reply = ask(query);
    QVERIFY(!reply.ok());
    QCOMPARE(reply.failure().what, QStringLiteral("the answer is larger than 1 MiB"));
}

void TestPrometheusQuery::endless() {
    const ScriptServer server({Hear{}, Say{"HTTP/1.1 200 OK\r\n\r\n"}, SayForEver{QByteArray(65536, 'x')}});
    PrometheusQuery query(addressOf(server.port()), {}, NoSecret{}, 1 << 20);
    QCOMPARE(ask(query).failure().what, QStringLiteral("the answer is larger than 1 MiB"));
}

void TestPrometheusQuery::nobodyListens() {
    quint16 port = 0;
    {
        const ScriptServer gone;
        port = gone.port();
    }
    PrometheusQuery query(addressOf(port), {}, NoSecret{});
    QVERIFY(ask(query).failure().kind == FailureKind::Refused);
}

void TestPrometheusQuery::notTls() {
    const ScriptServer server({Hear{}, Say{"HTTP/1.1 400 Bad Request\r\n\r\n"}, Close{}});
    Address address = addressOf(server.port());
    address.tls = Tls::Verify;
    qputenv("SPILLWAY_TEST_TOKEN", "geheim");
    PrometheusQuery query(address, {}, EnvironmentSecret{QStringLiteral("SPILLWAY_TEST_TOKEN")});
    QVERIFY(ask(query).failure().kind == FailureKind::Tls);
    QVERIFY(!server.heard().contains("geheim"));
}

void TestPrometheusQuery::followsNoRedirect() {
    const ScriptServer elsewhere(answer("200 OK", "{}"));
    const ScriptServer server(
        answer("307 Temporary Redirect", {},
               "Location: http://127.0.0.1:" + QByteArray::number(elsewhere.port()) + "/api/v1/query\r\n"));
    PrometheusQuery query(addressOf(server.port()), {}, NoSecret{});
    QVERIFY(!ask(query).ok());
    QCOMPARE(elsewhere.connections(), 0);
}

void TestPrometheusQuery::abortedIsSilent() {
    ScriptServer server; // accepts and says nothing
    PrometheusQuery query(addressOf(server.port()), {}, NoSecret{});
    QSignalSpy answered(&query, &PrometheusQuery::answered);
    query.ask("up");
    QTRY_COMPARE(server.connections(), 1);
    QCOMPARE(query.waitingFor(), QStringLiteral("reply"));
    query.abort();
    server.setScript(answer("200 OK", "{}"));
    query.ask("up"); // and can be asked again
    QTRY_COMPARE(answered.count(), 1);
}

void TestPrometheusQuery::aSecretOfTwoLinesIsNotSent() {
    qputenv("SPILLWAY_TEST_TOKEN", "a\r\nX-Other: b");
    const ScriptServer server(answer("200 OK", "{}"));
    PrometheusQuery query(addressOf(server.port()), {},
                          EnvironmentSecret{QStringLiteral("SPILLWAY_TEST_TOKEN")});
    QVERIFY(!ask(query).ok());
    QCOMPARE(server.heard(), QByteArray());
}

QTEST_GUILESS_MAIN(TestPrometheusQuery)
#include "tst_prometheusquery.moc"
