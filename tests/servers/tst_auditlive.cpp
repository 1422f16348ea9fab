// The audit of a real redis-server: nothing is wrong with a good one under healthy traffic, and each
// misconfiguration that is planted is found. The server's answers are real; the polls are five minutes apart
// by their stamps, so that a day takes seconds.

#include "audit/auditor.h"
#include "factory.h"
#include "servers/ask.h"
#include "servers/redisserver.h"

#include <QLocalSocket>
#include <QTest>

#include <algorithm>
#include <functional>
#include <memory>

using namespace spillway;

namespace {

constexpr Duration step = 5min; // every poll carries all tiers
constexpr int hour = 13;        // polls, a little more
constexpr int day = 289;

using Traffic = std::function<void(RedisServer &, int poll)>;

QByteArrayList script(const char *lua, int number) {
    return {"EVAL", lua, "0", QByteArray::number(number)};
}

// 190 hits, 10 misses that are stored again, all with a TTL.
void healthy(RedisServer &server, int poll) {
    if (poll == 0)
        server.command({"EVAL", "for i=1,2000 do redis.call('SET','k'..i,'value','EX',3600+i) end", "0"});
    server.command(script("for i=1,190 do redis.call('GET','k'..(i*10)) end "
                          "for i=1,10 do local k='n'..ARGV[1]..':'..i; redis.call('GET',k); "
                          "redis.call('SET',k,'value','EX',3600+i*7) end",
                          poll));
}

Traffic healthyAnd(const Traffic &more) {
    return [more](RedisServer &server, int poll) {
        healthy(server, poll);
        more(server, poll);
    };
}

Traffic onceAnd(const QByteArrayList &command, int when = 2) {
    return healthyAnd([=](RedisServer &server, int poll) {
        if (poll == when)
            server.command(command);
    });
}

void withoutEnds(RedisServer &server, int poll) {
    if (poll == 0)
        server.command({"EVAL", "for i=1,2000 do redis.call('SET','k'..i,'value') end", "0"});
    server.command(script("for i=1,100 do redis.call('GET','k'..i); redis.call('GET','m'..i) end "
                          "for i=1,100 do redis.call('SET','e'..ARGV[1]..':'..i,'value') end",
                          poll));
}

// Stored for a millisecond and asked for when it is gone.
void shortLives(RedisServer &server, int poll) {
    server.command(script("for i=1,50 do redis.call('GET','s'..(ARGV[1]-1)..':'..i) end "
                          "for i=1,50 do redis.call('SET','s'..ARGV[1]..':'..i,'v','PX',1) end",
                          poll));
    QTest::qSleep(3);
}

void growing(RedisServer &server, int poll) {
    healthy(server, poll);
    server.command(script("redis.call('SET','big'..ARGV[1],string.rep('x',1000000),'EX',3600)", poll));
}

void bigValues(RedisServer &server, int poll) {
    if (poll == 0)
        server.command(
            {"EVAL", "for i=1,8 do redis.call('SET','k'..i,string.rep('x',1000000),'EX',3600) end", "0"});
    server.command({"EVAL", "for i=1,8 do redis.call('GET','k'..i) end", "0"});
}

void neverFilled(RedisServer &server, int poll) {
    if (poll == 0)
        healthy(server, 0);
    server.command(script("redis.call('SET','one','v','EX',3600) "
                          "for i=1,100 do redis.call('GET','a'..ARGV[1]..':'..i) end",
                          poll));
}

void writtenForNobody(RedisServer &server, int poll) {
    healthy(server, poll);
    server.command(script("for i=1,200 do redis.call('SET','w'..ARGV[1]..':'..i,'v','EX',3600) end", poll));
}

// Opens one connection for each command.
void withoutPool(RedisServer &server, int poll) {
    healthy(server, poll);
    for (int i = 0; i < 320; ++i)
        server.command({"PING"});
}

// Clients that stay.
Traffic withClients(int count) {
    auto clients = std::make_shared<std::vector<std::unique_ptr<QLocalSocket>>>();
    return [=](RedisServer &server, int poll) {
        healthy(server, poll);
        while (poll > 1 && static_cast<int>(clients->size()) < count) {
            clients->push_back(std::make_unique<QLocalSocket>());
            clients->back()->connectToServer(server.socketPath());
            clients->back()->waitForConnected(1000);
        }
    };
}

struct Plant {
    const char *rule;
    const char *what;
    const char *options; // beside those of a good server, which they override
    Traffic traffic = healthy;
    int polls = 4;
};

const std::vector<Plant> &plants() {
    static const std::vector<Plant> all{
        {"R01", "no limit, and it grows", "--maxmemory 0", growing},
        {"R02", "noeviction", "--maxmemory-policy noeviction"},
        {"R03", "volatile-lru without TTLs", "--maxmemory-policy volatile-lru", withoutEnds},
        {"R03", "volatile-lfu without TTLs", "--maxmemory-policy volatile-lfu", withoutEnds},
        {"R03", "volatile-random without TTLs", "--maxmemory-policy volatile-random", withoutEnds},
        {"R03", "volatile-ttl without TTLs", "--maxmemory-policy volatile-ttl", withoutEnds},
        {"R06", "a limit above the host", "--maxmemory 900gb"},
        {"R06", "a limit above the host, saved by a log", "--maxmemory 900gb --appendonly yes"},
        {"R09", "keys that never end", "", withoutEnds, hour},
        {"R10", "a TTL that is far too short", "", shortLives},
        {"R13", "three samples", "--maxmemory-samples 3"},
        {"R13", "one sample", "--maxmemory-samples 1"},
        {"R15", "evicts any key", "--maxmemory-policy allkeys-random"},
        {"R15", "evicts any key with a TTL", "--maxmemory-policy volatile-random"},
        {"R15", "evicts what ends next", "--maxmemory-policy volatile-ttl"},
        {"R16", "more clients than are admitted", "--maxclients 12", withClients(20)},
        {"R16", "nearly as many clients as are admitted", "--maxclients 20", withClients(17)},
        {"R17", "a connection for each command", "", withoutPool},
        {"R18", "clients that nobody ends", "--timeout 0", withClients(30), day},
        {"R20", "a slow log that sees nothing", "--slowlog-log-slower-than -1"},
        {"R20", "a slow log that sees seconds only", "--slowlog-log-slower-than 2000000"},
        {"R23", "a limit that was cut", "", onceAnd({"CONFIG", "SET", "maxmemory", "64mb"})},
        {"R23", "a policy that was changed", "",
         onceAnd({"CONFIG", "SET", "maxmemory-policy", "noeviction"})},
        {"R31", "misses that nobody fills", "", neverFilled, hour},
        {"R32", "stores that nobody reads", "", writtenForNobody, hour},
        {"R34", "big values that are deleted in the way of all", "--lazyfree-lazy-expire no", bigValues},
        {"R34", "big values that are evicted in the way of all", "--lazyfree-lazy-eviction no", bigValues},
        {"R37", "a flush", "", onceAnd({"FLUSHALL"})},
    };
    return all;
}

// A good server's.
QStringList goodOptions() {
    return QStringLiteral(
               "--maxmemory 512mb --maxmemory-policy allkeys-lru --maxmemory-samples 10 --timeout 600 "
               "--slowlog-log-slower-than 100000 --lazyfree-lazy-eviction yes "
               "--lazyfree-lazy-expire yes")
        .split(u' ');
}

class Audited {
public:
    explicit Audited(const QString &options)
        : m_server(goodOptions() + options.split(u' ', Qt::SkipEmptyParts)) {}

    // What is wrong with the test's own means, or nothing.
    QString play(const Traffic &traffic, int polls) {
        if (!m_server.start())
            return m_server.error();
        Configuration configuration;
        configuration.every = step;
        configuration.stacks = {{QStringLiteral("shop"), {0}, {}}};
        Endpoint endpoint;
        endpoint.name = QStringLiteral("cache-1");
        endpoint.kind = EndpointKind::Redis;
        endpoint.role = Role::Cache;
        endpoint.every = step;
        endpoint.address.host = QStringLiteral("127.0.0.1");
        endpoint.address.port = m_server.port();
        configuration.endpoints = {endpoint};
        Engine engine(configuration);
        Auditor auditor(configuration);
        auto probe = makeProbe(endpoint);
        if (!probe)
            return probe.failure().what;
        for (int poll = 0; poll < polls; ++poll) {
            traffic(m_server, poll);
            const auto answer = ask(**probe);
            if (!answer || !*answer)
                return failureOf(answer).what;
            const Frame frame{Instant::fromMs(1'700'000'000'000) + poll * step, 0, Duration(1), *answer};
            engine.consume(frame);
            auditor.observe(frame);
        }
        m_findings = auditor.findings(engine);
        return {};
    }
    // Of the rules that failed: "R20 cache-1: seen".
    QStringList failed() const {
        QStringList lines;
        for (const Finding &finding : m_findings)
            if (finding.ruling == Ruling::Fail)
                lines << QStringLiteral("%1 %2: %3").arg(finding.rule, finding.subject, finding.observed);
        return lines;
    }
    int passed() const {
        return static_cast<int>(
            std::count_if(m_findings.begin(), m_findings.end(),
                          [](const Finding &finding) { return finding.ruling == Ruling::Pass; }));
    }

private:
    RedisServer m_server;
    std::vector<Finding> m_findings;
};

} // namespace

class TestAuditLive : public QObject {
    Q_OBJECT
private slots:
    void findsNothingOnAGoodServer() {
        Audited audited(QString{});
        const QString trouble = audited.play(healthy, day);
        QVERIFY2(trouble.isEmpty(), qPrintable(trouble));
        QCOMPARE(audited.failed(), QStringList());
        QVERIFY2(audited.passed() >= 20,
                 qPrintable(QString::number(audited.passed()))); // not for want of sight
    }

    void findsWhatIsPlanted_data() {
        QTest::addColumn<int>("index");
        for (size_t i = 0; i < plants().size(); ++i)
            QTest::addRow("%s: %s", plants()[i].rule, plants()[i].what) << static_cast<int>(i);
        QVERIFY(plants().size() >= 25);
    }
    void findsWhatIsPlanted() {
        QFETCH(int, index);
        const Plant &plant = plants()[static_cast<size_t>(index)];
        Audited audited(QLatin1String(plant.options));
        const QString trouble = audited.play(plant.traffic, plant.polls);
        QVERIFY2(trouble.isEmpty(), qPrintable(trouble));
        const QStringList found =
            audited.failed().filter(QLatin1String(plant.rule) + QStringLiteral(" cache-1"));
        QVERIFY2(found.size() == 1, qPrintable(audited.failed().join(u'\n')));
    }
};

QTEST_GUILESS_MAIN(TestAuditLive)
#include "tst_auditlive.moc"
