#include "exchange/frameassembly.h"

#include <QtTest>

using namespace spillway;

namespace {

struct Expected {
    Field field;
    double value;
};

MetricLabels target(MetricLabels more = {}) {
    more.emplace_back("job", "j");
    more.emplace_back("instance", "host:9121");
    return more;
}

} // namespace

using Values = std::vector<Expected>;
Q_DECLARE_METATYPE(std::vector<MetricSeries>)
Q_DECLARE_METATYPE(Values)

class TestFrameAssembly : public QObject {
    Q_OBJECT
private slots:
    void exporters_data();
    void exporters();
    void textOfAnExporter();
    void whatFailed_data();
    void whatFailed();
    void whatIsNotOfAServerIsNoFrame();
    void ownSettingsAreCarriedOn();
    void pieceByPiece();
};

void TestFrameAssembly::exporters_data() {
    QTest::addColumn<std::vector<MetricSeries>>("series");
    QTest::addColumn<Values>("expected");
    const auto one = [](const char *name, double value, MetricLabels labels = {}) {
        return MetricSeries{name, target(std::move(labels)), {{1000, value}}};
    };
    QTest::newRow("as it is") << std::vector{one("redis_keyspace_hits_total", 5)} << Values{{Field::Hits, 5}};
    QTest::newRow("the sum over databases")
        << std::vector{one("pg_stat_database_xact_commit", 5, {{"datname", "a"}}),
                       one("pg_stat_database_xact_commit", 7, {{"datname", "b"}})}
        << Values{{Field::Commits, 12}};
    QTest::newRow("some commands of all") << std::vector{one("redis_commands_total", 5, {{"cmd", "set"}}),
                                                         one("redis_commands_total", 7, {{"cmd", "get"}}),
                                                         one("redis_commands_total", 2, {{"cmd", "setex"}})}
                                          << Values{{Field::Stores, 7}};
    QTest::newRow("in another unit") << std::vector{one("redis_latest_fork_seconds", 0.002)}
                                     << Values{{Field::ForkTime, 2000}};
    QTest::newRow("turned round") << std::vector{one("redis_master_link_up", 1)}
                                  << Values{{Field::PrimaryLinkDown, 0}};
    QTest::newRow("a mean of one") << std::vector{one("redis_db_avg_ttl_seconds", 3, {{"db", "db0"}})}
                                   << Values{{Field::AverageTtl, 3000}};
    QTest::newRow("a mean of several is unknown")
        << std::vector{one("redis_connected_clients", 1), one("redis_db_avg_ttl_seconds", 3, {{"db", "db0"}}),
                       one("redis_db_avg_ttl_seconds", 9, {{"db", "db1"}}),
                       one("redis_db_avg_ttl_seconds", 9, {{"db", "db2"}})}
        << Values{{Field::Clients, 1}};
    QTest::newRow("without the exporter's own session")
        << std::vector{one("pg_stat_activity_count", 3, {{"state", "active"}, {"datname", "a"}}),
                       one("pg_stat_activity_count", 2, {{"state", "active"}, {"datname", "b"}}),
                       one("pg_stat_activity_count", 9, {{"state", "idle"}, {"datname", "b"}})}
        << Values{{Field::Connections, 14}, {Field::Active, 4}};
    QTest::newRow("never below zero")
        << std::vector{one("mysql_global_status_threads_running", 0)} << Values{{Field::Active, 0}};
    QTest::newRow("requests that were not reads, whichever comes first")
        << std::vector{one("mysql_global_status_innodb_buffer_pool_reads", 40),
                       one("mysql_global_status_innodb_buffer_pool_read_requests", 100)}
        << Values{{Field::BlocksHit, 60}, {Field::BlocksRead, 40}};
    QTest::newRow("hits and misses of memcached")
        << std::vector{one("memcached_commands_total", 4, {{"command", "get"}, {"status", "hit"}}),
                       one("memcached_commands_total", 6, {{"command", "get"}, {"status", "miss"}})}
        << Values{{Field::Hits, 4}, {Field::Misses, 6}};
    QTest::newRow("endless is unknown")
        << std::vector{one("redis_connected_clients", 1), one("redis_memory_used_bytes", INFINITY)}
        << Values{{Field::Clients, 1}};
}

void TestFrameAssembly::exporters() {
    QFETCH(std::vector<MetricSeries>, series);
    QFETCH(Values, expected);
    FrameAssembly assembly(QStringLiteral("imported"));
    for (const MetricSeries &one : series)
        assembly.take(one);
    const std::vector<Frame> frames = assembly.frames();
    QCOMPARE(frames.size(), size_t(1));
    QVERIFY(frames[0].outcome.ok());
    Reading wanted;
    for (const Expected &one : expected)
        wanted.set(one.field, one.value);
    QVERIFY(frames[0].outcome->fields() == wanted.fields());
    QCOMPARE(frames[0].at.ms(), 1000);
    QCOMPARE(assembly.endpoints().endpoint(0).name, QStringLiteral("host:9121"));
    QCOMPARE(assembly.endpoints().stackOf(0), QStringLiteral("imported"));
}

void TestFrameAssembly::textOfAnExporter() {
    FrameAssembly assembly(QStringLiteral("imported"));
    assembly.take({"redis_memory_max_bytes", target(), {{1000, 4096}, {2000, 2048}}});
    assembly.take({"redis_instance_info",
                   target({{"maxmemory_policy", "allkeys-lru"},
                           {"redis_version", "7.0.15"},
                           {"run_id", "abc"},
                           {"role", "master"}}),
                   {{1000, 1}, {2000, 1}}});
    assembly.take({"scrape_duration_seconds", target(), {{1000, 0.012}}});
    const std::vector<Frame> frames = assembly.frames();
    QCOMPARE(frames.size(), size_t(2));
    const Reading &reading = *frames[1].outcome;
    QCOMPARE(reading.version, QStringLiteral("redis 7.0.15"));
    QCOMPARE(reading.identity, QStringLiteral("abc"));
    const QMap<QString, QString> expected{{QStringLiteral("maxmemory"), QStringLiteral("2048")},
                                          {QStringLiteral("maxmemory-policy"), QStringLiteral("allkeys-lru")},
                                          {QStringLiteral("role"), QStringLiteral("master")}};
    QCOMPARE(reading.settings, expected);
    QCOMPARE(frames[0].took.count(), 12);
}

void TestFrameAssembly::whatFailed_data() {
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QString>("what");
    QTest::newRow("the exporter") << QByteArray("up")
                                  << QStringLiteral("its exporter did not answer Prometheus");
    QTest::newRow("the server behind it")
        << QByteArray("redis_up") << QStringLiteral("its exporter could not reach the server");
}

void TestFrameAssembly::whatFailed() {
    QFETCH(QByteArray, name);
    FrameAssembly assembly(QStringLiteral("imported"));
    assembly.take({"redis_connected_clients", target(), {{1000, 5}}});
    assembly.take({name, target(), {{1000, 1}, {2000, 0}}});
    const std::vector<Frame> frames = assembly.frames();
    QCOMPARE(frames.size(), size_t(2));
    QVERIFY(frames[0].outcome.ok());
    QVERIFY(!frames[1].outcome.ok());
    QTEST(frames[1].outcome.failure().what, "what");
}

void TestFrameAssembly::whatIsNotOfAServerIsNoFrame() {
    FrameAssembly assembly(QStringLiteral("imported"));
    assembly.take({"up", {{"job", "node"}, {"instance", "host:9100"}}, {{1000, 0}}});
    assembly.take({"node_load1", {{"instance", "host:9100"}}, {{1000, 2}}});
    assembly.take({"up", target(), {{1000, 1}, {2000, 1}}});
    assembly.take({"redis_connected_clients", target(), {{1000, 2}}}); // not at 2000
    const std::vector<Frame> frames = assembly.frames();
    QCOMPARE(frames.size(), size_t(1));
    QCOMPARE(assembly.endpoints().size(), size_t(1));
}

void TestFrameAssembly::ownSettingsAreCarriedOn() {
    const MetricLabels own{{"stack", "s"}, {"endpoint", "cache-1"}, {"kind", "memcached"}, {"role", "cache"}};
    const auto setting = [&own](const char *name, const char *value, std::vector<MetricPoint> points) {
        MetricLabels labels = own;
        labels.emplace_back("setting", name);
        labels.emplace_back("value", value);
        return MetricSeries{"spillway_setting", labels, std::move(points)};
    };
    FrameAssembly assembly(QStringLiteral("imported"));
    assembly.take(setting("a", "2", {{3000, 1}}));
    assembly.take(setting("a", "1", {{1000, 1}, {3000, 0}}));
    assembly.take(setting("b", "x", {{1000, 1}, {2000, 0}}));
    assembly.take({"spillway_up", own, {{1000, 1}, {2000, 1}, {3000, 1}, {4000, 0}}});
    assembly.take({"spillway_keyspace_hits_total", own, {{1000, 7}, {2000, 8}, {3000, 9}}});
    const std::vector<Frame> frames = assembly.frames();
    QCOMPARE(frames.size(), size_t(4));
    const auto settings = [&frames](size_t i) { return frames[i].outcome->settings; };
    QCOMPARE(settings(0).value(QStringLiteral("a")), QStringLiteral("1"));
    QCOMPARE(settings(0).size(), 2);
    QCOMPARE(settings(1).size(), 1);
    QCOMPARE(settings(2).value(QStringLiteral("a")), QStringLiteral("2"));
    QVERIFY(!frames[3].outcome.ok());
    QVERIFY(assembly.endpoints().endpoint(0).kind == EndpointKind::Memcached);
    QCOMPARE(assembly.endpoints().stackOf(0), QStringLiteral("s"));
}

void TestFrameAssembly::pieceByPiece() {
    FrameAssembly assembly(QStringLiteral("imported"));
    for (qint64 at = 0; at < 3; ++at) {
        assembly.take({"redis_keyspace_hits_total", target(), {{at * 1000, double(at)}}});
        assembly.take({"pg_stat_database_xact_commit", {{"instance", "db"}}, {{at * 1000, double(at)}}});
        const std::vector<Frame> frames = assembly.frames();
        QCOMPARE(frames.size(), size_t(2));
        QCOMPARE(frames[0].endpoint, 0);
        QCOMPARE(frames[1].endpoint, 1);
    }
    QVERIFY(assembly.frames().empty());
    QCOMPARE(assembly.endpoints().size(), size_t(2));
}

QTEST_APPLESS_MAIN(TestFrameAssembly)
#include "tst_frameassembly.moc"
