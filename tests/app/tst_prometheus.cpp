// The program beside a real prometheus and a real redis_exporter.

#include "program.h"
#include "servers/prometheusserver.h"
#include "servers/redisserver.h"
#include "shortoutage.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace spillway;

class TestPrometheus : public QObject {
    Q_OBJECT
private slots:
    void aRecordingThroughPrometheus();
    void anExporterBecomesARecording();
    void anExporterIsWatched();
    void cleanup();

private:
    bool startRedis();

    Program m_program;
    RedisServer m_redis;
    std::unique_ptr<RedisExporter> m_exporter;
    std::unique_ptr<PrometheusServer> m_prometheus;
};

void TestPrometheus::cleanup() {
    m_prometheus.reset();
}

// Recorded, exported, made into blocks by promtool, served, imported: the same timeline, byte for byte.
void TestPrometheus::aRecordingThroughPrometheus() {
    writeShortOutage(m_program.path("x.spill"));
    const Ended before =
        m_program.run({QStringLiteral("diagnose"), QStringLiteral("x.spill"), QStringLiteral("--json")});
    QVERIFY(before.out.contains("\"verdict\""));
    const Ended exported = m_program.run(
        {QStringLiteral("export"), QStringLiteral("x.spill"), QStringLiteral("-o"), QStringLiteral("x.om")});
    QVERIFY2(exported.status == 0, exported.err.constData());
    m_prometheus = std::make_unique<PrometheusServer>();
    QVERIFY2(m_prometheus->backfill(m_program.path("x.om")), qPrintable(m_prometheus->error()));
    QVERIFY2(m_prometheus->start(), qPrintable(m_prometheus->error()));
    const Ended imported =
        m_program.run({QStringLiteral("import"), QStringLiteral("-o"), QStringLiteral("back.spill"),
                       QStringLiteral("--from"), QStringLiteral("2024-03-03T09:50:00Z"),
                       QStringLiteral("--to"), QStringLiteral("2024-03-03T10:10:00Z"),
                       m_prometheus->url(QStringLiteral(
                           "match={stack=\"checkout\"}&match={__name__=\"spillway_configuration_info\"}"))});
    QVERIFY2(imported.status == 0, imported.err.constData());
    QVERIFY2(imported.err.startsWith("spillway: imported 360 polls of 2 endpoints"),
             imported.err.constData());
    const Ended after =
        m_program.run({QStringLiteral("diagnose"), QStringLiteral("back.spill"), QStringLiteral("--json")});
    QVERIFY2(after.out == before.out, (after.out + "----\n" + before.out).constData());
}

bool TestPrometheus::startRedis() {
    if (!m_redis.isRunning() && !m_redis.start())
        return false;
    m_exporter = std::make_unique<RedisExporter>(m_redis.port());
    if (!m_exporter->start())
        return false;
    m_prometheus = std::make_unique<PrometheusServer>(m_exporter->port());
    return m_prometheus->start();
}

// A week later it would be the same: the samples are those that were scraped.
void TestPrometheus::anExporterBecomesARecording() {
    QVERIFY(startRedis());
    m_redis.command({"SET", "a", "1"});
    const auto count = [this] {
        QFile::remove(m_program.path("live.spill"));
        const Ended ended =
            m_program.run({QStringLiteral("import"), QStringLiteral("-o"), QStringLiteral("live.spill"),
                           QStringLiteral("--from"), QStringLiteral("now-5m"),
                           m_prometheus->url(QStringLiteral("match={job=\"redis\"}"))});
        return ended.status == 0 ? ended.err.split(' ').value(2).toInt() : 0;
    };
    QVERIFY(waitUntil(
        [&] {
            m_redis.command({"GET", "a"});
            m_redis.command({"GET", "b"});
            return count() >= 8;
        },
        60'000));
    const auto opened = RecordingReader::open(m_program.path("live.spill"));
    QVERIFY(opened.ok());
    RecordingReader &recording = **opened;
    const Endpoint endpoint = recording.configuration().endpoints.at(0);
    QVERIFY(endpoint.kind == EndpointKind::Redis);
    QCOMPARE(endpoint.name, QStringLiteral("127.0.0.1:%1").arg(m_exporter->port()));
    QCOMPARE(endpoint.every.count(), 1000);
    std::optional<Frame> last;
    while (const auto frame = recording.next())
        last = frame;
    QVERIFY(last && last->outcome.ok());
    const Reading &reading = *last->outcome;
    for (const Field field : {Field::Hits, Field::Misses, Field::UsedMemory, Field::MaxMemory, Field::Clients,
                              Field::Keys, Field::Commands, Field::Stores, Field::Uptime, Field::CpuSeconds})
        QVERIFY2(reading.value(field).has_value(), fieldInfo(field).name.data());
    QVERIFY(reading.value(Field::Hits) > 0.0 && reading.value(Field::Misses) > 0.0);
    QCOMPARE(reading.value(Field::Keys).value_or(-1), 1.0);
    QCOMPARE(reading.settings.value(QStringLiteral("maxmemory")), QStringLiteral("0"));
    QCOMPARE(reading.settings.value(QStringLiteral("maxmemory-policy")), QStringLiteral("noeviction"));
    QVERIFY2(reading.version.startsWith(QLatin1String("redis ")), qPrintable(reading.version));
}

// The live kind: a changed setting is seen, and so is a server that its exporter has lost.
void TestPrometheus::anExporterIsWatched() {
    QVERIFY(startRedis());
    const QString url = m_prometheus->url(QStringLiteral("kind=redis&match={job=\"redis\"}"))
                            .replace(u'"', QLatin1String("\\\""));
    m_program.write("p.toml",
                    "[[stack]]\nname = \"s\"\n[[stack.cache]]\nname = \"c\"\nevery = \"1s\"\nurl = \"" +
                        url.toUtf8() +
                        "\"\n[[stack.database]]\nname = \"d\"\nurl = \"postgresql://127.0.0.1:1/x\"\n");
    const auto watch =
        m_program.start({QStringLiteral("watch"), QStringLiteral("--json"), QStringLiteral("p.toml")});
    QByteArray out;
    const auto hasSaid = [&](const QByteArray &what) {
        return waitUntil(
            [&] {
                out += watch->readAllStandardOutput();
                for (const QByteArray &line : out.split('\n')) {
                    const QJsonObject event = QJsonDocument::fromJson(line).object();
                    if (event[u"endpoint"].toString() == QLatin1String("c") && line.contains(what))
                        return true;
                }
                return false;
            },
            60'000);
    };
    QVERIFY2(hasSaid("\"state\":\"up\""), (out + watch->readAllStandardError()).constData());
    m_redis.command({"CONFIG", "SET", "maxmemory", "1048576"});
    QVERIFY2(hasSaid("\"after\":\"1048576\""), out.constData());
    m_redis.kill();
    QVERIFY2(hasSaid("its exporter could not reach the server"), out.constData());
    watch->terminate();
    QVERIFY(watch->waitForFinished());
}

QTEST_GUILESS_MAIN(TestPrometheus)
#include "tst_prometheus.moc"
