// Several real Redis servers as one endpoint: found by a Sentinel, and as a cluster.

#include "factory.h"
#include "servers/ask.h"
#include "servers/redisserver.h"

#include <QTcpSocket>
#include <QTest>

using namespace spillway;

namespace {

const QString nodesSetting = QStringLiteral("nodes");

class Sentinel : public ServerProcess {
public:
    bool watch(quint16 primary) {
        QFile file(folder() + QStringLiteral("/sentinel.conf"));
        const QString text = QStringLiteral("bind 127.0.0.1\nport %1\ndir %2\n"
                                            "sentinel monitor cache 127.0.0.1 %3 1\n"
                                            "sentinel down-after-milliseconds cache 500\n"
                                            "sentinel failover-timeout cache 3000\n")
                                 .arg(QString::number(port()), folder(), QString::number(primary));
        return file.open(QIODevice::WriteOnly) && file.write(text.toUtf8()) > 0;
    }

protected:
    Call call() const override {
        return {QStringLiteral("redis-server"),
                {folder() + QStringLiteral("/sentinel.conf"), QStringLiteral("--sentinel")}};
    }
    bool isReady() override {
        QTcpSocket socket;
        socket.connectToHost(QStringLiteral("127.0.0.1"), port());
        return socket.waitForConnected(1000);
    }
};

Endpoint endpointAt(quint16 port, const QString &option) {
    Endpoint endpoint;
    endpoint.address.host = QStringLiteral("127.0.0.1");
    endpoint.address.port = port;
    endpoint.address.options << option;
    return endpoint;
}

QString placeOf(quint16 port) {
    return QStringLiteral("127.0.0.1:%1").arg(port);
}

} // namespace

class TestRedisGroupLive : public QObject {
    Q_OBJECT

private slots:
    void followsTheSentinel();
    void saysThatTheSentinelKnowsNoSuchName();
    void sumsACluster();
    void showsAReplicaAsSuch();
};

void TestRedisGroupLive::followsTheSentinel() {
    RedisServer first;
    RedisServer second;
    QVERIFY2(first.start() && second.start(), qPrintable(first.error() + second.error()));
    second.command({"REPLICAOF", "127.0.0.1", QByteArray::number(first.port())});
    QTRY_VERIFY(second.command({"INFO", "replication"}).text.contains("master_link_status:up"));
    Sentinel sentinel;
    QVERIFY(sentinel.watch(first.port()));
    QVERIFY2(sentinel.start(), qPrintable(sentinel.error()));
    const auto probe = makeProbe(endpointAt(sentinel.port(), QStringLiteral("sentinel=cache"))).value();
    const auto before = ask(*probe);
    QVERIFY2(before && *before, qPrintable(failureOf(before).what));
    QCOMPARE((*before)->settings.value(nodesSetting), placeOf(first.port()));
    QCOMPARE((*before)->settings.value(QStringLiteral("role")), QStringLiteral("master"));
    first.kill();
    std::optional<Outcome<Reading>> after;
    QVERIFY(waitUntil(
        [&] {
            after = ask(*probe, 500);
            return after && *after;
        },
        20'000));
    QCOMPARE((*after)->settings.value(nodesSetting), placeOf(second.port()));
    QCOMPARE((*after)->settings.value(QStringLiteral("role")), QStringLiteral("master"));
    QVERIFY((*after)->identity != (*before)->identity);
}

void TestRedisGroupLive::saysThatTheSentinelKnowsNoSuchName() {
    RedisServer primary;
    QVERIFY2(primary.start(), qPrintable(primary.error()));
    Sentinel sentinel;
    QVERIFY(sentinel.watch(primary.port()));
    QVERIFY2(sentinel.start(), qPrintable(sentinel.error()));
    const auto answer =
        ask(*makeProbe(endpointAt(sentinel.port(), QStringLiteral("sentinel=other"))).value());
    QCOMPARE(failureOf(answer).what, QStringLiteral("the Sentinel knows no primary 'other'"));
    const auto none = ask(*makeProbe(endpointAt(primary.port(), QStringLiteral("sentinel=cache"))).value());
    QCOMPARE(failureOf(none).what, QStringLiteral("the server is not a Sentinel"));
}

void TestRedisGroupLive::sumsACluster() {
    std::vector<std::unique_ptr<RedisServer>> servers;
    std::vector<quint16> busPorts;
    for (int i = 0; i < 3; ++i) {
        busPorts.push_back(freePort());
        servers.push_back(std::make_unique<RedisServer>(
            QStringList{QStringLiteral("--cluster-enabled"), QStringLiteral("yes"),
                        QStringLiteral("--cluster-port"), QString::number(busPorts.back())}));
        QVERIFY2(servers[i]->start(), qPrintable(servers[i]->error()));
    }
    for (int i = 0; i < 3; ++i) {
        servers[i]->command({"CLUSTER", "ADDSLOTSRANGE", QByteArray::number(i * 5462),
                             QByteArray::number(std::min(16383, i * 5462 + 5461))});
        servers[0]->command({"CLUSTER", "MEET", "127.0.0.1", QByteArray::number(servers[i]->port()),
                             QByteArray::number(busPorts[i])});
    }
    for (const auto &server : servers)
        QVERIFY(waitUntil(
            [&] {
                return server->command({"CLUSTER", "INFO"}).text.contains("cluster_state:ok");
            },
            20'000));
    const auto probe = makeProbe(endpointAt(servers[0]->port(), QStringLiteral("cluster=yes"))).value();
    const auto before = ask(*probe);
    QVERIFY2(before && *before, qPrintable(failureOf(before).what));
    for (int key = 0; key < 30; ++key)
        for (const auto &server : servers) { // those of other nodes are turned away
            server->command({"GET", QByteArray::number(key)});
            server->command({"SET", QByteArray::number(key), "x"});
        }
    const auto after = ask(*probe);
    QVERIFY2(after && *after, qPrintable(failureOf(after).what));
    QCOMPARE(*(*after)->value(Field::Misses) - *(*before)->value(Field::Misses), 30.0);
    QCOMPARE((*after)->value(Field::Keys), std::optional(30.0));
    QVERIFY((*after)->version.endsWith(QLatin1String(" on 3 nodes")));
    for (const auto &server : servers)
        QVERIFY((*after)->settings.value(nodesSetting).contains(placeOf(server->port())));
    servers[2]->kill();
    const Failure failure = failureOf(ask(*probe));
    QVERIFY2(failure.what.startsWith(placeOf(servers[2]->port())), qPrintable(failure.what));
}

void TestRedisGroupLive::showsAReplicaAsSuch() {
    RedisServer primary;
    RedisServer replica;
    QVERIFY2(primary.start() && replica.start(), qPrintable(primary.error() + replica.error()));
    replica.command({"REPLICAOF", "127.0.0.1", QByteArray::number(primary.port())});
    QTRY_VERIFY(replica.command({"INFO", "replication"}).text.contains("master_link_status:up"));
    Endpoint endpoint = endpointAt(replica.port(), {});
    endpoint.address.options.clear();
    const auto probe = makeProbe(endpoint).value();
    const auto linked = ask(*probe);
    QVERIFY2(linked && *linked, qPrintable(failureOf(linked).what));
    QCOMPARE((*linked)->settings.value(QStringLiteral("role")), QStringLiteral("slave"));
    QCOMPARE((*linked)->value(Field::PrimaryLinkDown), std::optional(0.0));
    primary.kill();
    QTRY_COMPARE((*ask(*probe))->value(Field::PrimaryLinkDown), std::optional(1.0));
    replica.command({"REPLICAOF", "NO", "ONE"});
    QTRY_COMPARE((*ask(*probe))->settings.value(QStringLiteral("role")), QStringLiteral("master"));
}

QTEST_GUILESS_MAIN(TestRedisGroupLive)
#include "tst_redisgrouplive.moc"
