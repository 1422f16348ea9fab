// The PostgreSQL probe and TLS, against a real server with certificates of a private authority, and
// against servers that only pretend.

#include "factory.h"
#include "servers/ask.h"
#include "servers/postgresserver.h"
#include "servers/scriptserver.h"
#include "servers/testauthority.h"

#include <QTest>

using namespace spillway;

namespace {

std::unique_ptr<Probe> probeFor(const Endpoint &endpoint) {
    return makeProbe(endpoint).value();
}

} // namespace

class TestPostgresTls : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void verifiesTheServer_data();
    void verifiesTheServer();
    void sendsNothingSecretWithoutVerifiedTls_data();
    void sendsNothingSecretWithoutVerifiedTls();
    void bindsTheLoginToTheConnection();

private:
    Endpoint endpoint(quint16 port) const;

    TestAuthority m_authority;
    TestAuthority m_stranger;
};

void TestPostgresTls::initTestCase() {
    qputenv("PGPASSFILE", "/nonexistent");
    QVERIFY(m_authority.isValid() && m_stranger.isValid());
}

Endpoint TestPostgresTls::endpoint(quint16 port) const {
    Endpoint endpoint;
    endpoint.kind = EndpointKind::PostgreSql;
    endpoint.address.host = QStringLiteral("localhost");
    endpoint.address.port = port;
    endpoint.address.user = QStringLiteral("postgres");
    endpoint.address.database = QStringLiteral("postgres");
    endpoint.address.tls = Tls::Verify;
    endpoint.address.caFile = m_authority.certificate();
    endpoint.secret = InlineSecret{Secret("geheim")};
    return endpoint;
}

void TestPostgresTls::verifiesTheServer_data() {
    QTest::addColumn<QString>("certifiedName");
    QTest::addColumn<TestAuthority::Validity>("validity");
    QTest::addColumn<bool>("trusted");
    QTest::addColumn<Tls>("tls");
    QTest::addColumn<QString>("complaint"); // a part; empty: it works
    using Validity = TestAuthority::Validity;
    const QString untrusted =
        QStringLiteral("the certificate has expired or is from an authority that is not trusted");
    const QString right = QStringLiteral("localhost");
    QTest::addRow("the right name of a trusted authority")
        << right << Validity::Now << true << Tls::Verify << QString();
    QTest::addRow("another name") << QStringLiteral("db-2.example") << Validity::Now << true << Tls::Verify
                                  << QStringLiteral("does not match host name");
    QTest::addRow("an unknown authority") << right << Validity::Now << false << Tls::Verify << untrusted;
    QTest::addRow("expired") << right << Validity::Past << true << Tls::Verify << untrusted;
    QTest::addRow("not verified, as asked")
        << QStringLiteral("db-2.example") << Validity::Past << false << Tls::Insecure << QString();
}

void TestPostgresTls::verifiesTheServer() {
    QFETCH(QString, certifiedName);
    QFETCH(TestAuthority::Validity, validity);
    QFETCH(bool, trusted);
    QFETCH(Tls, tls);
    QFETCH(QString, complaint);
    PostgresServer server;
    QVERIFY2(server.create(), qPrintable(server.error()));
    QVERIFY2(server.useTls(m_authority.issue(certifiedName, validity)), qPrintable(server.error()));
    QVERIFY2(server.start(), qPrintable(server.error()));
    Endpoint asked = endpoint(server.port());
    asked.address.tls = tls;
    if (tls == Tls::Insecure)
        asked.address.caFile.clear();
    else if (!trusted)
        asked.address.caFile = m_stranger.certificate();
    const auto answer = ask(*probeFor(asked));
    if (complaint.isEmpty()) {
        QVERIFY2(answer && *answer, qPrintable(failureOf(answer).what));
        return;
    }
    QVERIFY2(failureOf(answer).what.contains(complaint), qPrintable(failureOf(answer).what));
    QCOMPARE(failureOf(answer).kind, FailureKind::Tls);
    QVERIFY(!failureOf(answer).remedy.isEmpty());
}

void TestPostgresTls::sendsNothingSecretWithoutVerifiedTls_data() {
    QTest::addColumn<Script>("script");
    const QByteArray clearText("R\0\0\0\x08\0\0\0\x03", 9);
    QTest::addRow("a server without TLS") << Script{Hear(), Say{"N"}, Hear(), Say{clearText}};
    QTest::addRow("a server that claims TLS and goes on in the clear")
        << Script{Hear(), Say{"S" + clearText}};
    QTest::addRow("a server that asks for the password at once") << Script{Say{clearText}, Hear()};
    QTest::addRow("a server that speaks HTTP")
        << Script{Hear(), Say{"HTTP/1.1 400 Bad Request\r\n\r\n"}, Close()};
}

void TestPostgresTls::sendsNothingSecretWithoutVerifiedTls() {
    QFETCH(Script, script);
    ScriptServer server(script);
    Endpoint asked = endpoint(server.port());
    asked.address.user = QStringLiteral("canaryuser");
    asked.secret = InlineSecret{Secret("canary")};
    const auto answer = ask(*probeFor(asked), 2000); // libpq waits for more of what it takes for TLS
    QVERIFY(!answer || !*answer);
    QVERIFY(!server.heard().isEmpty());
    QVERIFY(!server.heard().contains("canary"));
}

// A server with a trusted certificate that asks for an older login than SCRAM learns nothing.
void TestPostgresTls::bindsTheLoginToTheConnection() {
    PostgresServer server({QStringLiteral("password_encryption=md5")});
    QVERIFY2(server.create(), qPrintable(server.error()));
    QVERIFY2(server.useTls(m_authority.issue(QStringLiteral("localhost"))), qPrintable(server.error()));
    QVERIFY2(server.start(), qPrintable(server.error()));
    QVERIFY2(server.setHostLogin("password"), qPrintable(server.error()));
    const auto refused = ask(*probeFor(endpoint(server.port())));
    QCOMPARE(failureOf(refused).what,
             QStringLiteral("the server cannot bind the login to the TLS connection; nothing was sent"));
    QCOMPARE(failureOf(refused).kind, FailureKind::Tls);
    Endpoint lenient = endpoint(server.port());
    lenient.address.options = {QStringLiteral("channel_binding=prefer")};
    const auto allowed = ask(*probeFor(lenient));
    QVERIFY2(allowed && *allowed, qPrintable(failureOf(allowed).what));
}

QTEST_GUILESS_MAIN(TestPostgresTls)
#include "tst_postgrestls.moc"
