// Who is told a password: each kind of endpoint against servers as they should be and as they should not.
// Prints what came of it as a table, for the README.

#include "factory.h"
#include "servers/ask.h"
#include "servers/memcachedserver.h"
#include "servers/postgresserver.h"
#include "servers/redisserver.h"
#include "servers/scriptserver.h"
#include "servers/testauthority.h"
#include "servers/tlstrap.h"

#include <QTest>

using namespace spillway;

namespace {

enum class Situation { Plain, Tls, MutualTls, WrongPassword, WrongName, StrippedTls };

const QByteArray password("canary-7f3a");
const QString user = QStringLiteral("spillway");

QStringList names(const char *const (&texts)[6]) {
    QStringList list;
    for (const char *text : texts)
        list << QString::fromLatin1(text);
    return list;
}

} // namespace

Q_DECLARE_METATYPE(Situation)

class TestCredentials : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void reachOnlyWhomTheyAreFor_data();
    void reachOnlyWhomTheyAreFor();
    void cleanupTestCase();

private:
    Endpoint endpoint(EndpointKind kind, Situation situation) const;
    std::unique_ptr<ServerProcess> server(EndpointKind kind, Situation situation);
    std::unique_ptr<ServerProcess> redis(Situation situation);
    std::unique_ptr<ServerProcess> memcached(Situation situation);
    std::unique_ptr<ServerProcess> postgres(Situation situation);
    void askRealServer(Endpoint endpoint, Situation situation);
    void askTrap(Endpoint endpoint);
    void askPlainServer(Endpoint endpoint);
    void note(const Endpoint &endpoint, const QString &what);

    TestAuthority m_authority;
    QString m_identity; // of the servers
    QString m_stranger; // of the same authority, for another name
    QString m_client;
    QMap<QString, QStringList> m_table;
    qsizetype m_leaked = 0; // bytes
};

void TestCredentials::initTestCase() {
    qputenv("PGPASSFILE", "/nonexistent");
    m_identity = m_authority.issue(QStringLiteral("localhost"));
    m_stranger = m_authority.issue(QStringLiteral("elsewhere.example"));
    m_client = m_authority.issue(user);
    QVERIFY(m_authority.isValid());
    QVERIFY(QFile::setPermissions(m_client + QStringLiteral(".key"), QFile::ReadOwner)); // libpq insists
}

Endpoint TestCredentials::endpoint(EndpointKind kind, Situation situation) const {
    Endpoint endpoint;
    endpoint.kind = kind;
    endpoint.address.host = QStringLiteral("localhost");
    endpoint.address.user = user;
    if (kind == EndpointKind::PostgreSql)
        endpoint.address.database = QStringLiteral("postgres");
    endpoint.secret = InlineSecret{Secret(situation == Situation::WrongPassword ? "wrong" : password)};
    if (situation == Situation::Plain)
        return endpoint;
    endpoint.address.tls = Tls::Verify;
    endpoint.address.caFile = m_authority.certificate();
    if (situation == Situation::MutualTls) {
        endpoint.address.certificateFile = m_client + QStringLiteral(".crt");
        endpoint.address.keyFile = m_client + QStringLiteral(".key");
    }
    return endpoint;
}

std::unique_ptr<ServerProcess> TestCredentials::redis(Situation situation) {
    auto server = std::make_unique<RedisServer>();
    if (situation != Situation::Plain)
        server->setOptions(
            {QStringLiteral("--port"), QStringLiteral("0"), QStringLiteral("--tls-port"),
             QString::number(server->port()), QStringLiteral("--tls-cert-file"),
             m_identity + QStringLiteral(".crt"), QStringLiteral("--tls-key-file"),
             m_identity + QStringLiteral(".key"), QStringLiteral("--tls-ca-cert-file"),
             m_authority.certificate(), QStringLiteral("--tls-auth-clients"),
             situation == Situation::MutualTls ? QStringLiteral("yes") : QStringLiteral("no")});
    if (server->start())
        server->command({"ACL", "SETUSER", user.toUtf8(), "reset", "on", '>' + password, "+info",
                         "+client|setname", "+config|get"});
    return server;
}

std::unique_ptr<ServerProcess> TestCredentials::memcached(Situation situation) {
    auto server = std::make_unique<MemcachedServer>();
    QFile accounts(server->folder() + QStringLiteral("/accounts"));
    if (!accounts.open(QIODevice::WriteOnly))
        return server;
    accounts.write(user.toUtf8() + ':' + password + '\n');
    QStringList options{QStringLiteral("-Y"), accounts.fileName()};
    if (situation != Situation::Plain)
        options << QStringLiteral("-Z") << QStringLiteral("-o")
                << QStringLiteral("ssl_chain_cert=%1.crt,ssl_key=%1.key").arg(m_identity);
    if (situation == Situation::MutualTls)
        options.back() += QStringLiteral(",ssl_verify_mode=2,ssl_ca_cert=") + m_authority.certificate();
    server->setOptions(options);
    accounts.close();
    server->start();
    return server;
}

std::unique_ptr<ServerProcess> TestCredentials::postgres(Situation situation) {
    auto server = std::make_unique<PostgresServer>();
    if (!server->create())
        return server;
    if (situation != Situation::Plain && !server->useTls(m_identity, m_authority.certificate()))
        return server;
    if (server->start())
        server->sql("CREATE ROLE " + user.toUtf8() + " LOGIN PASSWORD '" + password + "'");
    if (situation == Situation::MutualTls)
        server->setHostLogin("scram-sha-256 clientcert=verify-ca");
    return server;
}

std::unique_ptr<ServerProcess> TestCredentials::server(EndpointKind kind, Situation situation) {
    return kind == EndpointKind::Redis       ? redis(situation)
           : kind == EndpointKind::Memcached ? memcached(situation)
                                             : postgres(situation);
}

void TestCredentials::note(const Endpoint &endpoint, const QString &what) {
    m_table[endpointKindName(endpoint.kind)] << what;
}

void TestCredentials::reachOnlyWhomTheyAreFor_data() {
    QTest::addColumn<EndpointKind>("kind");
    QTest::addColumn<Situation>("situation");
    const QStringList situations =
        names({"plain on loopback", "TLS", "mutual TLS", "wrong password", "wrong name", "stripped TLS"});
    for (const EndpointKind kind : {EndpointKind::Redis, EndpointKind::Memcached, EndpointKind::PostgreSql})
        for (int i = 0; i < situations.size(); ++i)
            QTest::addRow("%s: %s", qPrintable(endpointKindName(kind)), qPrintable(situations[i]))
                << kind << Situation(i);
}

void TestCredentials::reachOnlyWhomTheyAreFor() {
    QFETCH(EndpointKind, kind);
    QFETCH(Situation, situation);
    const Endpoint asked = endpoint(kind, situation);
    if (situation == Situation::WrongName)
        askTrap(asked);
    else if (situation == Situation::StrippedTls)
        askPlainServer(asked);
    else
        askRealServer(asked, situation);
}

void TestCredentials::askRealServer(Endpoint endpoint, Situation situation) {
    const auto real = server(endpoint.kind, situation);
    QVERIFY2(real->isRunning(), qPrintable(real->error()));
    endpoint.address.port = real->port();
    const auto answer = ask(*makeProbe(endpoint).value());
    if (situation == Situation::WrongPassword) {
        QCOMPARE(failureOf(answer).kind, FailureKind::Authentication);
        return note(endpoint, QStringLiteral("refused: ") + failureOf(answer).what);
    }
    QVERIFY2(answer && *answer, qPrintable(failureOf(answer).what));
    if (situation == Situation::MutualTls) {
        endpoint.address.certificateFile.clear();
        endpoint.address.keyFile.clear();
        const auto without = ask(*makeProbe(endpoint).value());
        QVERIFY2(without && !*without, "the server asks for no certificate");
    }
    note(endpoint, QStringLiteral("answered"));
}

// A trusted certificate, but for somebody else.
void TestCredentials::askTrap(Endpoint endpoint) {
    const bool isPostgres = endpoint.kind == EndpointKind::PostgreSql;
    TlsTrap trap(m_stranger, isPostgres ? TlsTrap::Opening::Postgres : TlsTrap::Opening::Tls);
    endpoint.address.port = trap.serverPort();
    const auto answer = ask(*makeProbe(endpoint).value());
    QCOMPARE(failureOf(answer).kind, FailureKind::Tls);
    QVERIFY(trap.connections() > 0);
    m_leaked += trap.heard().size();
    QCOMPARE(trap.heard(), QByteArray());
    note(endpoint, QStringLiteral("refused: ") + failureOf(answer).what);
    // The same trap hears those who ask it without looking, or it would prove nothing.
    endpoint.address.tls = Tls::Insecure;
    endpoint.address.caFile.clear();
    const auto careless = makeProbe(endpoint).value();
    careless->poll();
    QTRY_VERIFY(!trap.heard().isEmpty());
}

void TestCredentials::askPlainServer(Endpoint endpoint) {
    const QByteArray unencrypted = endpoint.kind == EndpointKind::PostgreSql
                                       ? QByteArray("N")
                                       : QByteArray("CLIENT_ERROR unauthenticated\r\n");
    const QByteArray wantsPassword("R\0\0\0\x08\0\0\0\x03", 9);
    ScriptServer server({Hear(), Say{unencrypted}, Hear(), Say{wantsPassword}, Hear()});
    endpoint.address.port = server.port();
    const auto answer = ask(*makeProbe(endpoint).value());
    QCOMPARE(failureOf(answer).kind, FailureKind::Tls);
    QVERIFY(!server.heard().isEmpty());
    for (const QByteArray &secret : {password, password.toBase64(), password.toHex(), user.toUtf8()}) {
        m_leaked += server.heard().count(secret) * secret.size();
        QVERIFY(!server.heard().contains(secret));
    }
    note(endpoint, QStringLiteral("refused: ") + failureOf(answer).what);
}

void TestCredentials::cleanupTestCase() {
    const QStringList situations =
        names({"plain on loopback", "TLS", "mutual TLS", "wrong password", "wrong name", "stripped TLS"});
    QString text = QStringLiteral("\n| endpoint | ") + situations.join(QStringLiteral(" | ")) +
                   QStringLiteral(" |\n|---|---|---|---|---|---|---|\n");
    for (auto row = m_table.begin(); row != m_table.end(); ++row)
        text += QStringLiteral("| %1 | %2 |\n").arg(row.key(), row->join(QStringLiteral(" | ")));
    text += QStringLiteral("bytes of credentials told to a peer that was not verified: %1").arg(m_leaked);
    qInfo("%s", qPrintable(text));
    QCOMPARE(m_leaked, 0);
}

QTEST_GUILESS_MAIN(TestCredentials)
#include "tst_credentials.moc"
