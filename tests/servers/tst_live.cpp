// The main promise on real servers: a cache-aside application under load, `spillway watch` beside it, and
// then the memory of the cache is cut. Within 15 seconds an alert fires and the cache is named; and the
// recording of it replays to the identical timeline.

#include "instant.h"
#include "servers/postgresserver.h"
#include "servers/redisserver.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace spillway;

class TestLive : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void namesTheCacheWithinFifteenSeconds();
    void replaysToTheIdenticalTimeline();
    void cleanupTestCase();

private:
    QString configuration() const;
    void startLoad();
    void startWatch();

    RedisServer m_cache{{QStringLiteral("--maxmemory"), QStringLiteral("64mb"),
                         QStringLiteral("--maxmemory-policy"), QStringLiteral("allkeys-lru")}};
    PostgresServer m_database{
        {QStringLiteral("fsync=off"), QStringLiteral("max_parallel_workers_per_gather=0")}};
    QTemporaryDir m_folder;
    QProcess m_load;
    QProcess m_watch;
    QByteArray m_printed; // by watch, so far
};

namespace {

constexpr int answerWithin = 15'000; // ms after the cut
constexpr qint64 cutTo = 8 * 1024 * 1024;

std::vector<QJsonObject> eventsIn(const QByteArray &lines) {
    std::vector<QJsonObject> events;
    for (const QByteArray &line : lines.split('\n'))
        if (!line.isEmpty())
            events.push_back(QJsonDocument::fromJson(line).object());
    return events;
}

// The first event with these values, or an empty object.
QJsonObject find(const QByteArray &lines, const QJsonObject &wanted) {
    for (const QJsonObject &event : eventsIn(lines)) {
        const auto agrees = [&](const QString &key) { return event.value(key) == wanted.value(key); };
        const QStringList keys = wanted.keys();
        if (std::all_of(keys.begin(), keys.end(), agrees))
            return event;
    }
    return {};
}

qint64 msOf(const QJsonObject &event) {
    const auto at = Instant::fromIso(event.value(u"at").toString());
    return at ? at->ms() : 0;
}

QJsonObject verdictOf(const QString &culprit) {
    return {{QStringLiteral("kind"), QStringLiteral("verdict")}, {QStringLiteral("culprit"), culprit}};
}

} // namespace

QString TestLive::configuration() const {
    return QStringLiteral(R"(every = "1s"

[[stack]]
name = "shop"
[[stack.cache]]
name = "cache-1"
url = "redis://127.0.0.1:%1"
[[stack.database]]
name = "db-1"
url = "postgresql://monitor@127.0.0.1:%2/postgres"
password_env = "SPILLWAY_TEST_PASSWORD"
vcpu = 2

[[rule]]
alert = "Hit ratio low"
metric = "hit_ratio"
below = 0.80
recover = 0.85
window = "3s"
for = "3s"
severity = "critical"
)")
        .arg(m_cache.port())
        .arg(m_database.port());
}

void TestLive::initTestCase() {
    QVERIFY2(m_cache.start(), qPrintable(m_cache.error()));
    QVERIFY2(m_database.create(), qPrintable(m_database.error()));
    QVERIFY2(m_database.start(), qPrintable(m_database.error()));
    m_database.sql("CREATE ROLE monitor LOGIN PASSWORD 'geheim'; GRANT pg_monitor TO monitor");
    QFile file(m_folder.filePath(QStringLiteral("shop.toml")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QVERIFY(file.write(configuration().toUtf8()) > 0);
    for (QProcess *process : {&m_load, &m_watch})
        process->setProcessChannelMode(QProcess::ForwardedErrorChannel);
    connect(&m_watch, &QProcess::readyReadStandardOutput, this,
            [this] { m_printed += m_watch.readAllStandardOutput(); });
}

void TestLive::startLoad() {
    const QString database =
        QStringLiteral("host=127.0.0.1 port=%1 user=postgres password=geheim dbname=postgres")
            .arg(m_database.port());
    m_load.start(QStringLiteral(SPILLWAY_LOADGENERATOR),
                 {QStringLiteral("--redis"), m_cache.socketPath(), QStringLiteral("--postgres"), database,
                  QStringLiteral("--rate"), QStringLiteral("200"), QStringLiteral("--seconds"),
                  QStringLiteral("200")});
    QTRY_VERIFY_WITH_TIMEOUT(m_load.canReadLine() || m_load.state() == QProcess::NotRunning, 20'000);
    QCOMPARE(m_load.readLine().trimmed(), QByteArray("ready"));
}

void TestLive::startWatch() {
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("SPILLWAY_TEST_PASSWORD"), QStringLiteral("geheim"));
    m_watch.setProcessEnvironment(environment);
    m_watch.start(QStringLiteral(SPILLWAY_PROGRAM),
                  {QStringLiteral("watch"), m_folder.filePath(QStringLiteral("shop.toml")),
                   QStringLiteral("--json"), QStringLiteral("--record"),
                   m_folder.filePath(QStringLiteral("shop.spill")), QStringLiteral("--for"),
                   QStringLiteral("150s")});
    QVERIFY(m_watch.waitForStarted());
}

void TestLive::namesTheCacheWithinFifteenSeconds() {
    startLoad();
    startWatch();
    if (QTest::currentTestFailed())
        return;
    // Once it knows what is usual it says that nothing is wrong.
    QTRY_VERIFY_WITH_TIMEOUT(!find(m_printed, verdictOf(QStringLiteral("none"))).isEmpty(), 60'000);
    QVERIFY2(find(m_printed, {{QStringLiteral("kind"), QStringLiteral("alert")}}).isEmpty(),
             m_printed.constData());

    const qint64 cut = QDateTime::currentMSecsSinceEpoch();
    m_cache.command({"CONFIG", "SET", "maxmemory", QByteArray::number(cutTo)});
    const QJsonObject firing{{QStringLiteral("kind"), QStringLiteral("alert")},
                             {QStringLiteral("rule"), QStringLiteral("Hit ratio low")},
                             {QStringLiteral("state"), QStringLiteral("firing")}};
    const auto isTold = [&] {
        return !find(m_printed, firing).isEmpty() &&
               !find(m_printed, verdictOf(QStringLiteral("cache"))).isEmpty();
    };
    QTRY_VERIFY2_WITH_TIMEOUT(isTold(), m_printed.constData(), answerWithin + 5'000);
    const QJsonObject alert = find(m_printed, firing);
    const QJsonObject verdict = find(m_printed, verdictOf(QStringLiteral("cache")));
    qInfo("alert %.1f s and verdict %.1f s after the cut", double(msOf(alert) - cut) / 1000.0,
          double(msOf(verdict) - cut) / 1000.0);
    QVERIFY(msOf(alert) - cut <= answerWithin);
    QVERIFY(msOf(verdict) - cut <= answerWithin);
    QVERIFY(alert.value(u"value").toDouble() < 0.8);
    QCOMPARE(verdict.value(u"cause").toString(), QStringLiteral("maxmemory"));
    for (const char *wrong : {"traffic", "database", "background"})
        QVERIFY2(find(m_printed, verdictOf(QLatin1String(wrong))).isEmpty(), m_printed.constData());
    const QJsonObject change = find(m_printed, {{QStringLiteral("kind"), QStringLiteral("config")},
                                                {QStringLiteral("setting"), QStringLiteral("maxmemory")}});
    QCOMPARE(change.value(u"after").toString(), QString::number(cutTo));
    QCOMPARE(m_load.state(), QProcess::Running); // the application lived through it
}

void TestLive::replaysToTheIdenticalTimeline() {
    m_watch.terminate();
    QTRY_COMPARE_WITH_TIMEOUT(m_watch.state(), QProcess::NotRunning, 10'000);
    QCOMPARE(m_watch.exitStatus(), QProcess::NormalExit);
    QCOMPARE(m_watch.exitCode(), 0);
    m_printed += m_watch.readAllStandardOutput();
    QProcess diagnose;
    diagnose.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    diagnose.start(QStringLiteral(SPILLWAY_PROGRAM),
                   {QStringLiteral("diagnose"), m_folder.filePath(QStringLiteral("shop.spill")),
                    QStringLiteral("--json")});
    QVERIFY(diagnose.waitForFinished());
    QCOMPARE(diagnose.exitCode(), 0);
    QVERIFY(!m_printed.isEmpty());
    QCOMPARE(diagnose.readAllStandardOutput(), m_printed);
}

void TestLive::cleanupTestCase() {
    for (QProcess *process : {&m_load, &m_watch}) {
        process->terminate();
        if (!process->waitForFinished(5'000))
            process->kill();
    }
}

QTEST_GUILESS_MAIN(TestLive)
#include "tst_live.moc"
