#include "httppost.h"

#include "servers/scriptserver.h"

#include <QtTest>

using namespace spillway;

class TestHttpPost : public QObject {
    Q_OBJECT
private slots:
    void answers_data();
    void answers();
    void sendsBodyAndAuthorization();
    void followsNoRedirect();
    void nobodyListens();
    void aMissingSecretIsSaidAndNothingIsSent();

private:
    static QUrl urlOf(const ScriptServer &server) {
        return QUrl(QStringLiteral("http://127.0.0.1:%1/in").arg(server.port()));
    }
    static Script status(const QByteArray &line, const QByteArray &headers = {}) {
        return {Hear{}, Say{"HTTP/1.1 " + line + "\r\n" + headers + "Content-Length: 0\r\n\r\n"}};
    }
};

void TestHttpPost::answers_data() {
    QTest::addColumn<QByteArray>("status");
    QTest::addColumn<bool>("taken");
    QTest::addColumn<bool>("comesAgain");
    QTest::newRow("taken") << QByteArray("200 OK") << true << false;
    QTest::newRow("taken without words") << QByteArray("204 No Content") << true << false;
    QTest::newRow("a form that it does not understand") << QByteArray("400 Bad Request") << false << false;
    QTest::newRow("a wrong password may be mended") << QByteArray("401 Unauthorized") << false << true;
    QTest::newRow("too many") << QByteArray("429 Too Many Requests") << false << true;
    QTest::newRow("broken") << QByteArray("503 Service Unavailable") << false << true;
}

void TestHttpPost::answers() {
    QFETCH(QByteArray, status);
    const ScriptServer server(TestHttpPost::status(status));
    HttpPost post(urlOf(server), NoSecret{});
    QSignalSpy carried(&post, &Carrier::carried);
    QSignalSpy failed(&post, &Carrier::failed);
    post.carry("{}");
    QCOMPARE(carried.count() + failed.count(), 0); // never before it returned
    QTRY_COMPARE(carried.count() + failed.count(), 1);
    QTEST(!carried.isEmpty(), "taken");
    if (failed.isEmpty())
        return;
    QTEST(failed[0][1].value<Carrier::Again>() == Carrier::Again::Later, "comesAgain");
    QVERIFY(failed[0][0].value<Failure>().what.contains(QString::fromUtf8(status.left(3))));
}

void TestHttpPost::sendsBodyAndAuthorization() {
    qputenv("SPILLWAY_TEST_AUTHORIZATION", "Bearer geheim");
    const ScriptServer server(status("200 OK"));
    HttpPost post(urlOf(server), EnvironmentSecret{QStringLiteral("SPILLWAY_TEST_AUTHORIZATION")});
    QSignalSpy carried(&post, &Carrier::carried);
    post.carry("{\"a\":1}");
    QTRY_COMPARE(carried.count(), 1);
    QVERIFY(server.heard().startsWith("POST /in HTTP/1.1\r\n"));
    QVERIFY(server.heard().contains("Authorization: Bearer geheim\r\n"));
    QVERIFY(server.heard().contains("application/json"));
    QVERIFY(server.heard().endsWith("{\"a\":1}"));
}

void TestHttpPost::followsNoRedirect() {
    const ScriptServer elsewhere(status("200 OK"));
    const ScriptServer server(status("302 Found", "Location: " + urlOf(elsewhere).toEncoded() + "\r\n"));
    HttpPost post(urlOf(server), NoSecret{});
    QSignalSpy failed(&post, &Carrier::failed);
    post.carry("{}");
    QTRY_COMPARE(failed.count(), 1);
    QCOMPARE(elsewhere.connections(), 0);
}

void TestHttpPost::nobodyListens() {
    quint16 port = 0;
    {
        const ScriptServer gone;
        port = gone.port();
    }
    HttpPost post(QUrl(QStringLiteral("http://127.0.0.1:%1/in").arg(port)), NoSecret{});
    QSignalSpy failed(&post, &Carrier::failed);
    post.carry("{}");
    QTRY_COMPARE(failed.count(), 1);
    QCOMPARE(failed[0][0].value<Failure>().what, QStringLiteral("127.0.0.1:%1 cannot be reached").arg(port));
    QVERIFY(failed[0][1].value<Carrier::Again>() == Carrier::Again::Later);
}

void TestHttpPost::aMissingSecretIsSaidAndNothingIsSent() {
    const ScriptServer server(status("200 OK"));
    HttpPost post(urlOf(server), EnvironmentSecret{QStringLiteral("SPILLWAY_TEST_NOT_SET")});
    QSignalSpy failed(&post, &Carrier::failed);
    post.carry("{}");
    QTRY_COMPARE(failed.count(), 1);
    QVERIFY(failed[0][0].value<Failure>().what.contains(QLatin1String("SPILLWAY_TEST_NOT_SET")));
    QCOMPARE(server.connections(), 0);
}

QTEST_GUILESS_MAIN(TestHttpPost)
#include "tst_httppost.moc"
