// The memcached probe against real memcached processes.

#include "factory.h"
#include "servers/ask.h"
#include "servers/memcachedserver.h"
#include "servers/testauthority.h"

#include <QFile>
#include <QTest>

using namespace spillway;

namespace {

Endpoint endpointOf(const MemcachedServer &server) {
    Endpoint endpoint;
    endpoint.kind = EndpointKind::Memcached;
    endpoint.address.host = QStringLiteral("127.0.0.1");
    endpoint.address.port = server.port();
    return endpoint;
}

std::unique_ptr<Probe> probeFor(const Endpoint &endpoint) {
    Outcome<std::unique_ptr<Probe>> probe = makeProbe(endpoint);
    return probe ? std::move(probe).value() : nullptr;
}

bool demandLogin(MemcachedServer &server, const QByteArray &accounts) {
    QFile file(server.folder() + QStringLiteral("/accounts"));
    server.setOptions({QStringLiteral("-Y"), file.fileName()});
    return file.open(QIODevice::WriteOnly) && file.write(accounts) == accounts.size();
}

} // namespace

class TestMemcachedLive : public QObject {
    Q_OBJECT

private slots:
    void readsAPlainServer();
    void keepsOneConnection();
    void seesTheLimitChange();
    void readsOverAUnixSocket();
    void logsIn_data();
    void logsIn();
    void keepsThePasswordFromAServerThatDoesNotAsk();
    void saysThatTheServerIsFull();
    void noticesARestart();
    void isNotHeldUpByAStoppedServer();
    void verifiesTls_data();
    void verifiesTls();
};

void TestMemcachedLive::readsAPlainServer() {
    MemcachedServer server({QStringLiteral("-m"), QStringLiteral("100"), QStringLiteral("-c"),
                            QStringLiteral("50"), QStringLiteral("-t"), QStringLiteral("2")});
    QVERIFY2(server.start(), qPrintable(server.error()));
    const auto probe = probeFor(endpointOf(server));
    QCOMPARE(server.command("set kept 0 0 1\r\n1\r\n"), QByteArray("STORED\r\n"));
    const auto before = ask(*probe);
    QVERIFY2(before && *before, qPrintable(failureOf(before).what));
    server.command("get kept kept absent\r\n", "END\r\n"); // one question, three lookups
    server.command("flush_all\r\n");
    const auto after = ask(*probe);
    QVERIFY2(after && *after, qPrintable(failureOf(after).what));

    const Reading &first = **before;
    const Reading &second = **after;
    QCOMPARE(*second.value(Field::Hits) - *first.value(Field::Hits), 2.0);
    QCOMPARE(*second.value(Field::Misses) - *first.value(Field::Misses), 1.0);
    QCOMPARE(first.value(Field::Stores), std::optional(1.0));
    QCOMPARE(first.value(Field::Keys), std::optional(1.0));
    QCOMPARE(*second.value(Field::Flushes) - *first.value(Field::Flushes), 1.0);
    QCOMPARE(second.value(Field::MaxMemory), std::optional(104'857'600.0));
    QCOMPARE(second.value(Field::MaxClients), std::optional(50.0));
    QVERIFY(second.value(Field::CpuSeconds).has_value());
    QVERIFY(second.version.startsWith(QLatin1String("memcached 1.")));
    QVERIFY(!second.identity.isEmpty());
    QCOMPARE(second.identity, first.identity);
    QCOMPARE(second.settings, first.settings);
    QCOMPARE(second.settings.value(QStringLiteral("limit_maxbytes")), QStringLiteral("104857600"));
    QCOMPARE(second.settings.value(QStringLiteral("num_threads")), QStringLiteral("2"));
    QCOMPARE(second.settings.value(QStringLiteral("evictions")), QStringLiteral("on"));
}

void TestMemcachedLive::keepsOneConnection() {
    MemcachedServer server;
    QVERIFY2(server.start(), qPrintable(server.error()));
    const auto probe = probeFor(endpointOf(server));
    const auto first = ask(*probe);
    QVERIFY(first && *first);
    for (int i = 0; i < 4; ++i) {
        const auto next = ask(*probe);
        QVERIFY(next && *next);
        QCOMPARE((*next)->value(Field::ConnectionsReceived), (*first)->value(Field::ConnectionsReceived));
    }
}

void TestMemcachedLive::seesTheLimitChange() {
    MemcachedServer server;
    QVERIFY2(server.start(), qPrintable(server.error()));
    const auto probe = probeFor(endpointOf(server));
    const auto before = ask(*probe);
    QCOMPARE(server.command("cache_memlimit 32\r\n"), QByteArray("OK\r\n"));
    const auto after = ask(*probe);
    QVERIFY(before && *before && after && *after);
    QCOMPARE((*before)->settings.value(QStringLiteral("limit_maxbytes")), QStringLiteral("67108864"));
    QCOMPARE((*after)->settings.value(QStringLiteral("limit_maxbytes")), QStringLiteral("33554432"));
    QCOMPARE((*after)->identity, (*before)->identity);
}

void TestMemcachedLive::readsOverAUnixSocket() {
    MemcachedServer server;
    server.listenOnSocket();
    QVERIFY2(server.start(), qPrintable(server.error()));
    Endpoint endpoint;
    endpoint.kind = EndpointKind::Memcached;
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

void TestMemcachedLive::logsIn_data() {
    QTest::addColumn<QString>("user");
    QTest::addColumn<QByteArray>("password");
    QTest::addColumn<FailureKind>("kind");
    QTest::addColumn<QString>("complaint"); // empty: it works
    const QString wrong = QStringLiteral("the user name or the password is wrong");
    const QString form = QStringLiteral("memcached takes a user and a password without blanks");
    QTest::addRow("user and password")
        << QStringLiteral("monitor") << QByteArray("p@ssw%rd") << FailureKind::Authentication << QString();
    QTest::addRow("wrong password") << QStringLiteral("monitor") << QByteArray("falsch")
                                    << FailureKind::Authentication << wrong;
    QTest::addRow("unknown user") << QStringLiteral("nobody") << QByteArray("p@ssw%rd")
                                  << FailureKind::Authentication << wrong;
    QTest::addRow("neither") << QString() << QByteArray() << FailureKind::Authentication
                             << QStringLiteral("the server asks for a user and a password");
    QTest::addRow("no user") << QString() << QByteArray("geheim") << FailureKind::Configuration << form;
    QTest::addRow("a user with a blank")
        << QStringLiteral("a b") << QByteArray("geheim") << FailureKind::Configuration << form;
    QTest::addRow("a password with a blank")
        << QStringLiteral("monitor") << QByteArray("a b") << FailureKind::Configuration << form;
    QTest::addRow("a password that would be a command of its own")
        << QStringLiteral("monitor") << QByteArray("x\r\nflush_all") << FailureKind::Configuration << form;
}

void TestMemcachedLive::logsIn() {
    QFETCH(QString, user);
    QFETCH(QByteArray, password);
    QFETCH(FailureKind, kind);
    QFETCH(QString, complaint);
    MemcachedServer server;
    QVERIFY(demandLogin(server, "other:geheim\nmonitor:p@ssw%rd\n"));
    QVERIFY2(server.start(), qPrintable(server.error()));
    Endpoint endpoint = endpointOf(server);
    endpoint.address.user = user;
    if (!password.isEmpty())
        endpoint.secret = InlineSecret{Secret(password)};
    const auto probe = probeFor(endpoint);
    const auto answer = ask(*probe);
    if (complaint.isEmpty()) {
        QVERIFY2(answer && *answer, qPrintable(failureOf(answer).what));
        QVERIFY(!(*answer)->settings.value(QStringLiteral("maxconns")).isEmpty());
        const auto again = ask(*probe);
        QVERIFY2(again && *again, qPrintable(failureOf(again).what));
        return;
    }
    QCOMPARE(failureOf(answer).what, complaint);
    QCOMPARE(failureOf(answer).kind, kind);
    QVERIFY(!failureOf(answer).remedy.isEmpty());
}

// To such a server the login would be an item, for everyone to read.
void TestMemcachedLive::keepsThePasswordFromAServerThatDoesNotAsk() {
    MemcachedServer server;
    QVERIFY2(server.start(), qPrintable(server.error()));
    Endpoint endpoint = endpointOf(server);
    endpoint.address.user = QStringLiteral("monitor");
    endpoint.secret = InlineSecret{Secret("geheim")};
    const auto answer = ask(*probeFor(endpoint));
    QVERIFY2(answer && *answer, qPrintable(failureOf(answer).what));
    QCOMPARE((*answer)->value(Field::Stores), std::optional(0.0));
    QCOMPARE((*answer)->value(Field::Keys), std::optional(0.0));
}

void TestMemcachedLive::saysThatTheServerIsFull() {
    // Listener and internal descriptors count as well, so that few clients fit in.
    MemcachedServer server(
        {QStringLiteral("-c"), QStringLiteral("30"), QStringLiteral("-o"), QStringLiteral("maxconns_fast")});
    QVERIFY2(server.start(), qPrintable(server.error()));
    std::vector<std::unique_ptr<Probe>> probes;
    Failure refusal;
    for (int i = 0; i < 40 && refusal.what.isEmpty(); ++i) {
        probes.push_back(probeFor(endpointOf(server)));
        const auto answer = ask(*probes.back());
        QVERIFY(answer);
        if (!*answer)
            refusal = answer->failure();
    }
    QCOMPARE(refusal.kind, FailureKind::Full);
    const auto refused = std::move(probes.back());
    probes.clear();
    QVERIFY(waitUntil([&] {
        const auto answer = ask(*refused);
        return answer && answer->ok();
    }));
}

void TestMemcachedLive::noticesARestart() {
    MemcachedServer server;
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

void TestMemcachedLive::isNotHeldUpByAStoppedServer() {
    MemcachedServer server;
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

void TestMemcachedLive::verifiesTls_data() {
    QTest::addColumn<QString>("certifiedName");
    QTest::addColumn<bool>("trusted");
    QTest::addColumn<QString>("complaint"); // empty: it works
    QTest::addRow("the right name of a trusted authority")
        << QStringLiteral("127.0.0.1") << true << QString();
    QTest::addRow("another name") << QStringLiteral("cache-2.example") << true
                                  << QStringLiteral(
                                         "the certificate is for cache-2.example, not for 127.0.0.1");
    QTest::addRow("an unknown authority")
        << QStringLiteral("127.0.0.1") << false
        << QStringLiteral("the certificate is from an authority that is not trusted");
}

void TestMemcachedLive::verifiesTls() {
    QFETCH(QString, certifiedName);
    QFETCH(bool, trusted);
    QFETCH(QString, complaint);
    TestAuthority authority;
    const TestAuthority stranger;
    const QString identity = authority.issue(certifiedName);
    QVERIFY(authority.isValid() && stranger.isValid());
    MemcachedServer server({QStringLiteral("-Z"), QStringLiteral("-o"),
                            QStringLiteral("ssl_chain_cert=%1.crt,ssl_key=%1.key").arg(identity)});
    QVERIFY2(server.start(), qPrintable(server.error()));
    Endpoint endpoint = endpointOf(server);
    endpoint.address.tls = Tls::Verify;
    endpoint.address.caFile = (trusted ? authority : stranger).certificate();
    const auto probe = probeFor(endpoint);
    const auto answer = ask(*probe);
    if (complaint.isEmpty()) {
        QVERIFY2(answer && *answer, qPrintable(failureOf(answer).what));
        const auto again = ask(*probe);
        QVERIFY2(again && *again, qPrintable(failureOf(again).what));
        return;
    }
    QCOMPARE(failureOf(answer).kind, FailureKind::Tls);
    QVERIFY2(failureOf(answer).what.startsWith(complaint), qPrintable(failureOf(answer).what));
}

QTEST_GUILESS_MAIN(TestMemcachedLive)
#include "tst_memcachedlive.moc"
