// The MySQL probe and TLS, against a real MariaDB with certificates of a private authority, and against
// servers that only pretend.

#include "factory.h"
#include "servers/ask.h"
#include "servers/mariadbserver.h"
#include "servers/mysqlpackets.h"
#include "servers/scriptserver.h"
#include "servers/testauthority.h"

#include <QFile>
#include <QTest>

using namespace spillway;

namespace {

std::unique_ptr<Probe> probeFor(const Endpoint &endpoint) {
    return makeProbe(endpoint).value();
}

} // namespace

class TestMariaDbTls : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void verifiesTheServer_data();
    void verifiesTheServer();
    void sendsNothingSecretWithoutVerifiedTls_data();
    void sendsNothingSecretWithoutVerifiedTls();
    void isNotHeldUpInTheHandshake();

private:
    Endpoint endpoint(quint16 port) const;

    TestAuthority m_authority;
    TestAuthority m_stranger;
    MariaDbServer m_server;
};

void TestMariaDbTls::initTestCase() {
    qputenv("HOME", "/nonexistent");
    QVERIFY(m_authority.isValid() && m_stranger.isValid());
    QVERIFY2(m_server.create(), qPrintable(m_server.error()));
    QVERIFY2(m_server.start(), qPrintable(m_server.error()));
    QCOMPARE(m_server.sql("CREATE USER monitor IDENTIFIED BY 'geheim' REQUIRE SSL"), QByteArray());
}

Endpoint TestMariaDbTls::endpoint(quint16 port) const {
    Endpoint endpoint;
    endpoint.kind = EndpointKind::MySql;
    endpoint.role = Role::Database;
    endpoint.address.host = QStringLiteral("localhost");
    endpoint.address.port = port;
    endpoint.address.user = QStringLiteral("monitor");
    endpoint.address.tls = Tls::Verify;
    endpoint.address.caFile = m_authority.certificate();
    endpoint.secret = InlineSecret{Secret("geheim")};
    return endpoint;
}

void TestMariaDbTls::verifiesTheServer_data() {
    QTest::addColumn<QString>("host");
    QTest::addColumn<QString>("certifiedName");
    QTest::addColumn<TestAuthority::Validity>("validity");
    QTest::addColumn<bool>("trusted");
    QTest::addColumn<Tls>("tls");
    QTest::addColumn<QString>("complaint"); // empty: it works
    using Validity = TestAuthority::Validity;
    const QString untrusted = QStringLiteral("the certificate is from an authority that is not trusted");
    const QString mismatch = QStringLiteral("the certificate is not for this host name");
    const QString name = QStringLiteral("localhost");
    const QString address = QStringLiteral("127.0.0.1");
    QTest::addRow("the right name of a trusted authority")
        << name << name << Validity::Now << true << Tls::Verify << QString();
    QTest::addRow("the right address of a trusted authority")
        << address << address << Validity::Now << true << Tls::Verify << QString();
    QTest::addRow("another name") << name << QStringLiteral("db-2.example") << Validity::Now << true
                                  << Tls::Verify << mismatch;
    QTest::addRow("the address, where the name was asked for")
        << name << address << Validity::Now << true << Tls::Verify << mismatch;
    QTest::addRow("an unknown authority")
        << name << name << Validity::Now << false << Tls::Verify << untrusted;
    QTest::addRow("expired") << name << name << Validity::Past << true << Tls::Verify
                             << QStringLiteral("the certificate has expired");
    QTest::addRow("not verified, as asked")
        << name << QStringLiteral("db-2.example") << Validity::Past << false << Tls::Insecure << QString();
}

void TestMariaDbTls::verifiesTheServer() {
    QFETCH(QString, host);
    QFETCH(QString, certifiedName);
    QFETCH(TestAuthority::Validity, validity);
    QFETCH(bool, trusted);
    QFETCH(Tls, tls);
    QFETCH(QString, complaint);
    m_server.kill();
    QVERIFY2(m_server.useTls(m_authority.issue(certifiedName, validity)), qPrintable(m_server.error()));
    QVERIFY2(m_server.start(), qPrintable(m_server.error()));
    Endpoint asked = endpoint(m_server.port());
    asked.address.host = host;
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
    QCOMPARE(failureOf(answer).what, complaint);
    QCOMPARE(failureOf(answer).kind, FailureKind::Tls);
    QVERIFY(!failureOf(answer).remedy.isEmpty());
}

void TestMariaDbTls::sendsNothingSecretWithoutVerifiedTls_data() {
    QTest::addColumn<Tls>("tls");
    QTest::addColumn<Script>("script");
    const QByteArray clear = mySqlPacket(2, QByteArray("\xfe") + "mysql_clear_password" + '\0');
    for (const Tls tls : {Tls::Verify, Tls::Insecure, Tls::Off}) {
        const char *name = tls == Tls::Verify     ? "verified"
                           : tls == Tls::Insecure ? "encrypted"
                                                  : "in the clear";
        QTest::addRow("%s: a server without TLS that asks for the password", name)
            << tls << Script{Say{mySqlGreeting(false)}, Hear(), Say{clear}, Hear()};
        QTest::addRow("%s: a server whose login is the password", name)
            << tls << Script{Say{mySqlGreeting(false, "mysql_clear_password")}, Hear(), Say{clear}, Hear()};
    }
    QTest::addRow("verified: a server that claims TLS and goes on in the clear")
        << Tls::Verify << Script{Say{mySqlGreeting(true)}, Hear(), Say{clear}, Hear()};
    QTest::addRow("verified: a server that speaks HTTP")
        << Tls::Verify << Script{Say{"HTTP/1.1 400 Bad Request\r\n\r\n"}, Close()};
    // It would like to read a file of ours.
    QTest::addRow("in the clear: a server that asks for a file")
        << Tls::Off
        << Script{Say{mySqlGreeting(false)},
                  Hear(),
                  Say{mySqlPacket(2, QByteArray("\0\0\0\x02\0\0\0", 7))},
                  Hear(),
                  Say{mySqlPacket(1, "\xfb/etc/canary")},
                  Hear()};
}

void TestMariaDbTls::sendsNothingSecretWithoutVerifiedTls() {
    QFETCH(Tls, tls);
    QFETCH(Script, script);
    ScriptServer server(script);
    QFile file(m_server.folder() + QStringLiteral("/my.cnf"));
    QVERIFY(file.open(QIODevice::WriteOnly)); // which asks for less
    file.write("[client]\nssl-verify-server-cert = 0\nlocal-infile = 1\n");
    file.close();
    Endpoint asked = endpoint(server.port());
    asked.address.tls = tls;
    asked.address.options = {QStringLiteral("defaults-file=") + file.fileName()};
    asked.secret = InlineSecret{Secret("canary")};
    if (tls != Tls::Verify)
        asked.address.caFile.clear();
    const auto answer = ask(*probeFor(asked), 2000);
    QVERIFY(!answer || !*answer);
    QVERIFY(!server.heard().contains("canary"));
    // Not even the user, before TLS.
    QVERIFY(tls == Tls::Off || !server.heard().contains("monitor"));
}

// libmariadb waits there without a way to be asked.
void TestMariaDbTls::isNotHeldUpInTheHandshake() {
    ScriptServer server({Say{mySqlGreeting(true)}, Hear()});
    const auto probe = probeFor(endpoint(server.port()));
    QVERIFY(keepsTurning([&] { QVERIFY(!ask(*probe, 300)); }));
    QVERIFY(!server.heard().isEmpty());
}

QTEST_GUILESS_MAIN(TestMariaDbTls)
#include "tst_mariadbtls.moc"
