// The Redis probe against real redis-server processes.

#include "factory.h"
#include "right.h"
#include "servers/ask.h"
#include "servers/redisserver.h"
#include "servers/testauthority.h"

#include <QTest>

using namespace spillway;

namespace {

Endpoint endpointOf(const RedisServer &server) {
    Endpoint endpoint;
    endpoint.kind = EndpointKind::Redis;
    endpoint.address.host = QStringLiteral("127.0.0.1");
    endpoint.address.port = server.port();
    return endpoint;
}

std::unique_ptr<Probe> probeFor(const Endpoint &endpoint) {
    Outcome<std::unique_ptr<Probe>> probe = makeProbe(endpoint);
    return probe ? std::move(probe).value() : nullptr;
}

QStringList tlsOptions(const RedisServer &server, const TestAuthority &authority, const QString &identity) {
    return {QStringLiteral("--port"),
            QStringLiteral("0"),
            QStringLiteral("--tls-port"),
            QString::number(server.port()),
            QStringLiteral("--tls-cert-file"),
            identity + QStringLiteral(".crt"),
            QStringLiteral("--tls-key-file"),
            identity + QStringLiteral(".key"),
            QStringLiteral("--tls-ca-cert-file"),
            authority.certificate(),
            QStringLiteral("--tls-auth-clients"),
            QStringLiteral("optional")};
}

} // namespace

class TestRedisLive : public QObject {
    Q_OBJECT

private slots:
    void readsAPlainServer();
    void keepsOneConnectionWithAName();
    void seesSettingsChange();
    void readsOverAUnixSocket();
    void logsIn_data();
    void logsIn();
    void namesTheRightThatIsMissing();
    void sendsOnlyWhatTheAccountNeeds();
    void tellsOfARightThatIsMissing();
    void countsWhatIsStored();
    void saysThatTheServerIsFull();
    void noticesARestart();
    void isNotHeldUpByAStoppedServer();
    void verifiesTls_data();
    void verifiesTls();
    void showsAClientCertificate();
};

void TestRedisLive::readsAPlainServer() {
    RedisServer server({QStringLiteral("--maxmemory"), QStringLiteral("100mb"),
                        QStringLiteral("--maxmemory-policy"), QStringLiteral("allkeys-lru"),
                        QStringLiteral("--maxclients"), QStringLiteral("50")});
    QVERIFY2(server.start(), qPrintable(server.error()));
    const auto probe = probeFor(endpointOf(server));
    server.command({"SET", "kept", "1"});
    server.command({"SET", "short", "1", "PX", "60000"});
    const auto before = ask(*probe);
    QVERIFY2(before && *before, qPrintable(failureOf(before).what));
    server.command({"GET", "kept"});
    server.command({"GET", "kept"});
    server.command({"GET", "absent"});
    const auto after = ask(*probe);
    QVERIFY2(after && *after, qPrintable(failureOf(after).what));

    const Reading &first = **before;
    const Reading &second = **after;
    QCOMPARE(*second.value(Field::Hits) - *first.value(Field::Hits), 2.0);
    QCOMPARE(*second.value(Field::Misses) - *first.value(Field::Misses), 1.0);
    QCOMPARE(second.value(Field::Keys), std::optional(2.0));
    QCOMPARE(second.value(Field::KeysWithTtl), std::optional(1.0));
    QCOMPARE(second.value(Field::MaxMemory), std::optional(104'857'600.0));
    QCOMPARE(second.value(Field::MaxClients), std::optional(50.0));
    QVERIFY(second.value(Field::CpuSeconds) > 0.0);
    QVERIFY(second.version.startsWith(QLatin1String("redis ")));
    QCOMPARE(second.identity.size(), 40);
    QCOMPARE(second.identity, first.identity);
    const QMap<QString, QString> settings{{QStringLiteral("maxmemory"), QStringLiteral("104857600")},
                                          {QStringLiteral("maxmemory-policy"), QStringLiteral("allkeys-lru")},
                                          {QStringLiteral("maxclients"), QStringLiteral("50")},
                                          {QStringLiteral("role"), QStringLiteral("master")},
                                          {QStringLiteral("maxmemory-samples"), QStringLiteral("5")},
                                          {QStringLiteral("save"), QString()},
                                          {right::redisSettings, right::granted}};
    for (auto setting = settings.begin(); setting != settings.end(); ++setting)
        QCOMPARE(second.settings.value(setting.key(), QStringLiteral("absent")), setting.value());
    QCOMPARE(first.settings, second.settings);
}

void TestRedisLive::keepsOneConnectionWithAName() {
    RedisServer server;
    QVERIFY2(server.start(), qPrintable(server.error()));
    const auto probe = probeFor(endpointOf(server));
    for (int i = 0; i < 5; ++i)
        QVERIFY(ask(*probe));
    const QByteArray clients = server.command({"CLIENT", "LIST"}).text;
    QCOMPARE(clients.count("name=spillway"), 1);
    QCOMPARE(clients.count('\n'), 2); // ours and the one that asks
}

void TestRedisLive::seesSettingsChange() {
    RedisServer server;
    QVERIFY2(server.start(), qPrintable(server.error()));
    const auto probe = probeFor(endpointOf(server));
    const auto before = ask(*probe);
    server.command({"CONFIG", "SET", "maxmemory", "400mb", "maxmemory-policy", "noeviction"});
    const auto after = ask(*probe);
    QVERIFY(before && *before && after && *after);
    QCOMPARE((*before)->settings.value(QStringLiteral("maxmemory")), QStringLiteral("0"));
    QCOMPARE((*after)->settings.value(QStringLiteral("maxmemory")), QStringLiteral("419430400"));
    QCOMPARE((*after)->settings.value(QStringLiteral("maxmemory-policy")), QStringLiteral("noeviction"));
    QCOMPARE((*after)->identity, (*before)->identity);
}

void TestRedisLive::readsOverAUnixSocket() {
    RedisServer server;
    QVERIFY2(server.start(), qPrintable(server.error()));
    Endpoint endpoint;
    endpoint.address.socketPath = server.socketPath();
    const auto probe = probeFor(endpoint);
    const auto answer = ask(*probe);
    QVERIFY2(answer && *answer, qPrintable(failureOf(answer).what));
    server.kill();
    QFile::remove(server.socketPath());
    const auto without = ask(*probe);
    QCOMPARE(failureOf(without).kind, FailureKind::Refused);
    QVERIFY(failureOf(without).what.contains(server.socketPath()));
}

void TestRedisLive::logsIn_data() {
    QTest::addColumn<QString>("user");
    QTest::addColumn<QByteArray>("password");
    QTest::addColumn<QString>("complaint"); // empty: it works
    QTest::addRow("password alone") << QString() << QByteArray("geheim") << QString();
    QTest::addRow("user and password") << QStringLiteral("monitor") << QByteArray("p@ss w%rd") << QString();
    QTest::addRow("wrong password") << QString() << QByteArray("falsch")
                                    << QStringLiteral("the user name or the password is wrong");
    QTest::addRow("unknown user") << QStringLiteral("nobody") << QByteArray("geheim")
                                  << QStringLiteral("the user name or the password is wrong");
    QTest::addRow("no password") << QString() << QByteArray()
                                 << QStringLiteral("the server asks for a password");
}

void TestRedisLive::logsIn() {
    QFETCH(QString, user);
    QFETCH(QByteArray, password);
    QFETCH(QString, complaint);
    RedisServer server({QStringLiteral("--requirepass"), QStringLiteral("geheim")});
    server.setLogin({"AUTH", "geheim"});
    QVERIFY2(server.start(), qPrintable(server.error()));
    server.command({"ACL", "SETUSER", "monitor", "reset", "on", ">p@ss w%rd", "+info", "+client|setname"});
    Endpoint endpoint = endpointOf(server);
    endpoint.address.user = user;
    if (!password.isEmpty())
        endpoint.secret = InlineSecret{Secret(password)};
    const auto answer = ask(*probeFor(endpoint));
    if (complaint.isEmpty()) {
        QVERIFY2(answer && *answer, qPrintable(failureOf(answer).what));
        return;
    }
    QCOMPARE(failureOf(answer).what, complaint);
    QCOMPARE(failureOf(answer).kind, FailureKind::Authentication);
    QVERIFY(!failureOf(answer).remedy.isEmpty());
}

void TestRedisLive::namesTheRightThatIsMissing() {
    RedisServer server;
    QVERIFY2(server.start(), qPrintable(server.error()));
    server.command({"ACL", "SETUSER", "monitor", "on", ">geheim", "+ping"});
    Endpoint endpoint = endpointOf(server);
    endpoint.address.user = QStringLiteral("monitor");
    endpoint.secret = InlineSecret{Secret("geheim")};
    const auto probe = probeFor(endpoint);
    const auto refused = ask(*probe);
    QCOMPARE(failureOf(refused).kind, FailureKind::Permission);
    QVERIFY(failureOf(refused).remedy.contains(QLatin1String("+info")));
    server.command({"ACL", "SETUSER", "monitor", "+info"}); // without +client|setname, which is not needed
    const auto allowed = ask(*probe);
    QVERIFY2(allowed && *allowed, qPrintable(failureOf(allowed).what));
}

void TestRedisLive::sendsOnlyWhatTheAccountNeeds() {
    RedisServer server;
    QVERIFY2(server.start(), qPrintable(server.error()));
    server.command({"ACL", "SETUSER", "monitor", "on", ">geheim", "+info", "+client|setname", "+config|get"});
    Endpoint endpoint = endpointOf(server);
    endpoint.address.user = QStringLiteral("monitor");
    endpoint.secret = InlineSecret{Secret("geheim")};
    const auto probe = probeFor(endpoint);
    QVERIFY(ask(*probe));
    QVERIFY(ask(*probe));
    QCOMPARE(server.command({"ACL", "LOG"}).elements.size(), size_t(0));
}

void TestRedisLive::tellsOfARightThatIsMissing() {
    RedisServer server;
    QVERIFY2(server.start(), qPrintable(server.error()));
    server.command({"ACL", "SETUSER", "monitor", "on", ">geheim", "+info", "+client|setname"});
    Endpoint endpoint = endpointOf(server);
    endpoint.address.user = QStringLiteral("monitor");
    endpoint.secret = InlineSecret{Secret("geheim")};
    const auto probe = probeFor(endpoint);
    for (int poll = 0; poll < 3; ++poll) {
        const auto answer = ask(*probe);
        QVERIFY2(answer && *answer, qPrintable(failureOf(answer).what));
        QCOMPARE((*answer)->settings.value(right::redisSettings), QString(right::missing));
        QVERIFY(!(*answer)->settings.contains(QStringLiteral("hz")));
        QCOMPARE((*answer)->settings.value(QStringLiteral("maxmemory")), QStringLiteral("0"));
        const auto rights = rightsOf(endpoint, **answer);
        QCOMPARE(rights.size(), size_t(1));
        QCOMPARE(rights[0].remedy, QStringLiteral("ACL SETUSER monitor +config|get"));
    }
    QCOMPARE(server.command({"ACL", "LOG"}).elements.size(), size_t(1)); // not at every poll
    server.command({"ACL", "SETUSER", "monitor", "+config|get"});
    probe->abort();
    const auto granted = ask(*probe);
    QVERIFY2(granted && *granted, qPrintable(failureOf(granted).what));
    QCOMPARE((*granted)->settings.value(right::redisSettings), QString(right::granted));
    QCOMPARE((*granted)->settings.value(QStringLiteral("hz")), QStringLiteral("10"));
}

void TestRedisLive::countsWhatIsStored() {
    RedisServer server;
    QVERIFY2(server.start(), qPrintable(server.error()));
    Endpoint endpoint = endpointOf(server);
    endpoint.every = 15s; // so that each poll asks for the commands
    const auto probe = probeFor(endpoint);
    const auto before = ask(*probe);
    server.command({"SET", "a", "1"});
    server.command({"HSET", "b", "c", "1"});
    server.command({"FLUSHALL"});
    const auto after = ask(*probe);
    QVERIFY(before && *before && after && *after);
    QCOMPARE((*before)->value(Field::Stores), std::optional(0.0));
    QCOMPARE((*after)->value(Field::Stores), std::optional(2.0));
    QCOMPARE((*after)->value(Field::Flushes), std::optional(1.0));
}

void TestRedisLive::saysThatTheServerIsFull() {
    RedisServer server;
    QVERIFY2(server.start(), qPrintable(server.error()));
    server.command({"CONFIG", "SET", "maxclients", "1"});
    const auto first = probeFor(endpointOf(server));
    QVERIFY(ask(*first));
    const auto second = probeFor(endpointOf(server));
    QCOMPARE(failureOf(ask(*second)).kind, FailureKind::Full);
    first->abort();
    QVERIFY(waitUntil([&] { return failureOf(ask(*second)).kind != FailureKind::Full; }));
}

void TestRedisLive::noticesARestart() {
    RedisServer server;
    QVERIFY2(server.start(), qPrintable(server.error()));
    const auto probe = probeFor(endpointOf(server));
    const auto before = ask(*probe);
    QVERIFY(before && *before);
    server.kill();
    QCOMPARE(failureOf(ask(*probe)).kind, FailureKind::Refused);
    QVERIFY2(server.start(), qPrintable(server.error()));
    const auto after = ask(*probe);
    QVERIFY2(after && *after, qPrintable(failureOf(after).what));
    QVERIFY((*after)->identity != (*before)->identity);
}

void TestRedisLive::isNotHeldUpByAStoppedServer() {
    RedisServer server;
    QVERIFY2(server.start(), qPrintable(server.error()));
    const auto connected = probeFor(endpointOf(server));
    const auto fresh = probeFor(endpointOf(server));
    QVERIFY(ask(*connected));
    server.pause();
    QVERIFY(!ask(*connected, 300));
    const bool turning = keepsTurning([&] { QVERIFY(!ask(*fresh, 300)); });
    server.resume();
    QVERIFY(turning);
    for (Probe *probe : {connected.get(), fresh.get()}) {
        const auto again = ask(*probe);
        QVERIFY2(again && *again, qPrintable(failureOf(again).what));
    }
}

void TestRedisLive::verifiesTls_data() {
    QTest::addColumn<QString>("certifiedName");
    QTest::addColumn<bool>("expired");
    QTest::addColumn<bool>("trusted");
    QTest::addColumn<Tls>("tls");
    QTest::addColumn<QString>("complaint"); // empty: it works
    QTest::addRow("the right name of a trusted authority")
        << QStringLiteral("127.0.0.1") << false << true << Tls::Verify << QString();
    QTest::addRow("another name") << QStringLiteral("cache-2.example") << false << true << Tls::Verify
                                  << QStringLiteral(
                                         "the certificate is for cache-2.example, not for 127.0.0.1");
    QTest::addRow("an unknown authority")
        << QStringLiteral("127.0.0.1") << false << false << Tls::Verify
        << QStringLiteral("the certificate is from an authority that is not trusted");
    QTest::addRow("expired") << QStringLiteral("127.0.0.1") << true << true << Tls::Verify
                             << QStringLiteral("the certificate expired on ");
    QTest::addRow("not verified, as asked")
        << QStringLiteral("cache-2.example") << true << false << Tls::Insecure << QString();
}

void TestRedisLive::verifiesTls() {
    QFETCH(QString, certifiedName);
    QFETCH(bool, expired);
    QFETCH(bool, trusted);
    QFETCH(Tls, tls);
    QFETCH(QString, complaint);
    TestAuthority authority;
    const TestAuthority stranger;
    const QString identity = authority.issue(certifiedName, expired ? TestAuthority::Validity::Past
                                                                    : TestAuthority::Validity::Now);
    QVERIFY(authority.isValid() && stranger.isValid());
    RedisServer server;
    server.setOptions(tlsOptions(server, authority, identity));
    QVERIFY2(server.start(), qPrintable(server.error()));
    server.command({"ACL", "SETUSER", "default", ">geheim"});
    Endpoint endpoint = endpointOf(server);
    endpoint.address.tls = tls;
    endpoint.address.caFile = trusted ? authority.certificate() : stranger.certificate();
    endpoint.secret = InlineSecret{Secret("geheim")};
    const auto answer = ask(*probeFor(endpoint));
    if (complaint.isEmpty()) {
        QVERIFY2(answer && *answer, qPrintable(failureOf(answer).what));
        return;
    }
    QCOMPARE(failureOf(answer).kind, FailureKind::Tls);
    QVERIFY2(failureOf(answer).what.startsWith(complaint), qPrintable(failureOf(answer).what));
    server.setLogin({"AUTH", "geheim"});
    // Nothing of ours came through: neither a name nor a login, right or wrong.
    QVERIFY(!server.command({"INFO", "commandstats"}).text.contains("setname"));
    QCOMPARE(server.command({"ACL", "LOG"}).elements.size(), size_t(0));
}

void TestRedisLive::showsAClientCertificate() {
    TestAuthority authority;
    const QString serverIdentity = authority.issue(QStringLiteral("127.0.0.1"));
    const QString clientIdentity = authority.issue(QStringLiteral("monitor"));
    QVERIFY(authority.isValid());
    RedisServer server;
    server.setOptions(tlsOptions(server, authority, serverIdentity)
                      << QStringLiteral("--tls-auth-clients") << QStringLiteral("yes"));
    QVERIFY2(server.start(), qPrintable(server.error()));
    Endpoint endpoint = endpointOf(server);
    endpoint.address.tls = Tls::Verify;
    endpoint.address.caFile = authority.certificate();
    const auto without = ask(*probeFor(endpoint));
    QCOMPARE(failureOf(without).kind, FailureKind::Tls);
    QVERIFY2(failureOf(without).what.contains(QLatin1String("client certificate")),
             qPrintable(failureOf(without).what));
    endpoint.address.certificateFile = clientIdentity + QStringLiteral(".crt");
    endpoint.address.keyFile = clientIdentity + QStringLiteral(".key");
    const auto with = ask(*probeFor(endpoint));
    QVERIFY2(with && *with, qPrintable(failureOf(with).what));
}

QTEST_GUILESS_MAIN(TestRedisLive)
#include "tst_redislive.moc"
