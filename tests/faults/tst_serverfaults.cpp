// What goes wrong with a server, through the real poller and the real probes: every fault has words of
// its own within the deadline, costs neither memory nor a stutter, and is over when the server is well.

#include "clock.h"
#include "factory.h"
#include "poller.h"
#include "servers/ask.h"
#include "servers/mariadbserver.h"
#include "servers/memcachedserver.h"
#include "servers/mysqlpackets.h"
#include "servers/postgresserver.h"
#include "servers/redisserver.h"
#include "servers/scriptserver.h"

#include <QFile>
#include <QTest>
#include <QtEndian>

#include <unistd.h>

using namespace spillway;

namespace {

constexpr int patience = 20'000; // ms; a busy machine starts a backend slowly

qint64 residentBytes() {
    QFile file(QStringLiteral("/proc/self/statm"));
    file.open(QIODevice::ReadOnly);
    return file.readAll().split(' ').value(1).toLongLong() * sysconf(_SC_PAGESIZE);
}

// Of PostgreSQL's protocol: a letter, the length, the body.
QByteArray message(char type, const QByteArray &body) {
    const quint32 size = qToBigEndian(static_cast<quint32>(body.size() + 4));
    return type + QByteArray(reinterpret_cast<const char *>(&size), 4) + body;
}

// A poller that asks one server, with its frames.
struct Watch {
    Watch(EndpointKind kind, quint16 port, Duration every = Duration(2000)) {
        Endpoint endpoint;
        endpoint.name = endpointKindName(kind);
        endpoint.kind = kind;
        endpoint.every = every;
        endpoint.address.host = QStringLiteral("127.0.0.1");
        endpoint.address.port = port;
        if (kind == EndpointKind::PostgreSql) {
            endpoint.address.user = QStringLiteral("postgres");
            endpoint.address.database = QStringLiteral("postgres");
            endpoint.secret = InlineSecret{Secret("geheim")};
        }
        if (kind == EndpointKind::MySql) {
            endpoint.role = Role::Database;
            endpoint.address.user = QStringLiteral("monitor");
            endpoint.secret = InlineSecret{Secret("geheim")};
        }
        std::vector<Poller::Target> targets;
        targets.push_back({endpoint, makeProbe(endpoint).value()});
        poller = std::make_unique<Poller>(std::move(targets), &clock);
        QObject::connect(poller.get(), &Poller::frameReady,
                         [this](const Frame &frame) { frames.push_back(frame); });
        poller->start();
    }
    bool sees(bool good) const { return !frames.empty() && frames.back().outcome.ok() == good; }
    // Does not wait for the next slot.
    void askOnce() {
        const size_t before = frames.size();
        poller->pollNow();
        waitUntil([&] { return frames.size() > before; }, patience);
    }
    bool comesBack() {
        return waitUntil(
            [this] {
                askOnce();
                return sees(true);
            },
            patience);
    }

    SystemClock clock;
    std::unique_ptr<Poller> poller;
    std::vector<Frame> frames;
};

} // namespace

class TestServerFaults : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void hasWordsForEveryFault_data();
    void hasWordsForEveryFault();
    void discardsWhatWasCut_data();
    void discardsWhatWasCut();
    void marksAStoppedServerInTime_data();
    void marksAStoppedServerInTime();

private:
    ServerProcess &serverOf(EndpointKind kind);

    RedisServer m_redis;
    MemcachedServer m_memcached;
    PostgresServer m_postgres;
    MariaDbServer m_mariaDb;
};

void TestServerFaults::initTestCase() {
    qputenv("PGPASSFILE", "/nonexistent");
    QVERIFY2(m_redis.start(), qPrintable(m_redis.error()));
    QVERIFY2(m_memcached.start(), qPrintable(m_memcached.error()));
    QVERIFY2(m_mariaDb.create() && m_mariaDb.start(), qPrintable(m_mariaDb.error()));
    QCOMPARE(m_mariaDb.sql("CREATE USER monitor IDENTIFIED BY 'geheim'; GRANT PROCESS ON *.* TO monitor"),
             QByteArray());
    QVERIFY2(m_postgres.create() && m_postgres.start(), qPrintable(m_postgres.error()));
}

ServerProcess &TestServerFaults::serverOf(EndpointKind kind) {
    if (kind == EndpointKind::Memcached)
        return m_memcached;
    if (kind == EndpointKind::MySql)
        return m_mariaDb;
    return kind == EndpointKind::Redis ? static_cast<ServerProcess &>(m_redis) : m_postgres;
}

void TestServerFaults::hasWordsForEveryFault_data() {
    QTest::addColumn<EndpointKind>("server");
    QTest::addColumn<Script>("script");
    QTest::addColumn<FailureKind>("kind");
    QTest::addColumn<QString>("what"); // the beginning
    const auto row = [](const char *name, EndpointKind server, const Script &script, FailureKind kind,
                        const QString &what) {
        QTest::addRow("%s: %s", qPrintable(endpointKindName(server)), name)
            << server << script << kind << what;
    };
    const auto redis = [&row](const char *name, const Script &script, FailureKind kind, const QString &what) {
        row(name, EndpointKind::Redis, script, kind, what);
    };
    const auto postgres = [&row](const char *name, const Script &script, FailureKind kind,
                                 const QString &what) {
        row(name, EndpointKind::PostgreSql, script, kind, what);
    };
    const auto mySql = [&row](const char *name, const Script &script, FailureKind kind, const QString &what) {
        row(name, EndpointKind::MySql, script, kind, what);
    };
    const QByteArray http("HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain\r\n\r\n400 Bad Request");
    const QByteArray kilobytes16(16 * 1024, 'a');

    redis("silent", {}, FailureKind::NoAnswer, QStringLiteral("connected but not answering for "));
    redis("closes at once", {Close()}, FailureKind::Closed,
          QStringLiteral("closed by the server without an answer"));
    redis("closes when asked", {Hear(), Close()}, FailureKind::Closed,
          QStringLiteral("closed by the server without an answer"));
    redis("resets", {Hear(), Reset()}, FailureKind::Closed,
          QStringLiteral("closed by the server without an answer"));
    redis("half a reply, then closes", {Hear(), Say{"+OK\r\n$5000\r\nredis_version:7"}, Close()},
          FailureKind::Closed, QStringLiteral("closed by the server in the middle of the reply"));
    redis("half a reply, then nothing", {Hear(), Say{"+OK\r\n$5000\r\nredis_version:7"}},
          FailureKind::NoAnswer, QStringLiteral("connected but not answering for "));
    redis("drips", {Hear(), SaySlowly{"+OK\r\n$5000\r\n" + kilobytes16}}, FailureKind::NoAnswer,
          QStringLiteral("connected but not answering for "));
    redis("speaks HTTP", {Hear(), Say{http}, Close()}, FailureKind::Protocol,
          QStringLiteral("this port speaks HTTP, not Redis"));
    redis("speaks SSH", {Say{"SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n"}}, FailureKind::Protocol,
          QStringLiteral("this port speaks SSH, not Redis"));
    redis("speaks TLS", {Hear(), Say{QByteArray("\x15\x03\x01\x00\x02\x02\x0a", 7)}, Close()},
          FailureKind::Protocol, QStringLiteral("this port speaks TLS, not Redis"));
    redis("speaks memcached", {Hear(), Say{"ERROR\r\nERROR\r\n"}}, FailureKind::Protocol,
          QStringLiteral("this port speaks memcached, not Redis"));
    redis("an endless line", {Hear(), Say{"+"}, SayForEver{kilobytes16}}, FailureKind::Protocol,
          QStringLiteral("refused a line of more than 64 KiB"));
    redis("an endless text", {Hear(), Say{"$100000\r\n"}, SayForEver{kilobytes16}}, FailureKind::Protocol,
          QStringLiteral("refused a text that is longer than announced"));
    redis("endless replies", {Hear(), SayForEver{QByteArray("+OK\r\n").repeated(3000)}},
          FailureKind::Protocol, QStringLiteral("the answer to INFO is not a text"));
    redis("a huge array", {Hear(), Say{"*2147483647\r\n"}}, FailureKind::Protocol,
          QStringLiteral("refused an array of more than 65536 elements"));
    redis("a huge text", {Hear(), Say{"$9223372036854775807\r\n"}}, FailureKind::Protocol,
          QStringLiteral("refused a text of more than 16 MiB"));
    redis("deep arrays", {Hear(), Say{QByteArray("*1\r\n").repeated(10'000)}}, FailureKind::Protocol,
          QStringLiteral("refused arrays nested deeper than 7"));
    redis("RESP3", {Hear(), Say{">2\r\n+invalidate\r\n*0\r\n"}}, FailureKind::Protocol,
          QStringLiteral("this port does not speak the Redis protocol"));
    redis("loading", {Hear(), Say{"-LOADING Redis is loading the dataset in memory\r\n"}},
          FailureKind::Starting, QStringLiteral("the server is loading its data"));

    const auto memcached = [&row](const char *name, const Script &script, FailureKind kind,
                                  const QString &what) {
        row(name, EndpointKind::Memcached, script, kind, what);
    };
    memcached("silent", {}, FailureKind::NoAnswer, QStringLiteral("connected but not answering for "));
    memcached("closes at once", {Close()}, FailureKind::Closed,
              QStringLiteral("closed by the server without an answer"));
    memcached("resets", {Hear(), Reset()}, FailureKind::Closed,
              QStringLiteral("closed by the server without an answer"));
    memcached("half a table, then closes", {Hear(), Say{"STAT pid 1\r\nSTAT get_hi"}, Close()},
              FailureKind::Closed, QStringLiteral("closed by the server in the middle of the reply"));
    memcached("no END", {Hear(), Say{"STAT pid 1\r\nSTAT get_hits 1\r\n"}}, FailureKind::NoAnswer,
              QStringLiteral("connected but not answering for "));
    memcached("drips", {Hear(), SaySlowly{QByteArray("STAT a 1\r\n").repeated(1000)}}, FailureKind::NoAnswer,
              QStringLiteral("connected but not answering for "));
    memcached("an empty table", {Hear(), Say{"END\r\n"}}, FailureKind::Protocol,
              QStringLiteral("the answer to stats has no field of memcached"));
    memcached("STAT without a value", {Hear(), Say{"STAT get_hits\r\nEND\r\n"}}, FailureKind::Protocol,
              QStringLiteral("the answer to stats has no field of memcached"));
    memcached("ERROR", {Hear(), Say{"ERROR\r\n"}}, FailureKind::Protocol,
              QStringLiteral("the server does not know the command stats"));
    memcached("SERVER_ERROR", {Hear(), Say{"SERVER_ERROR out of memory writing stats\r\n"}},
              FailureKind::NoAnswer, QStringLiteral("the server has no memory to answer"));
    memcached("CLIENT_ERROR", {Hear(), Say{"CLIENT_ERROR line too long\r\n"}}, FailureKind::Protocol,
              QStringLiteral("the server refused the question: CLIENT_ERROR line too long"));
    memcached("endless STAT", {Hear(), SayForEver{QByteArray("STAT a 1\r\n").repeated(1000)}},
              FailureKind::Protocol, QStringLiteral("refused a table of more than 4096 lines"));
    memcached("an endless line", {Hear(), Say{"STAT pid 1\r\n"}, SayForEver{kilobytes16}},
              FailureKind::Protocol, QStringLiteral("refused a line of more than 4"));
    memcached("answers without end", {Hear(), SayForEver{QByteArray("END\r\n").repeated(3000)}},
              FailureKind::Protocol, QStringLiteral("the server sent more than it was asked for"));
    memcached("speaks HTTP", {Hear(), Say{http}, Close()}, FailureKind::Protocol,
              QStringLiteral("this port speaks HTTP, not memcached"));
    memcached("speaks SSH", {Say{"SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n"}}, FailureKind::Protocol,
              QStringLiteral("this port speaks SSH, not memcached"));
    memcached("speaks TLS", {Hear(), Say{QByteArray("\x15\x03\x01\x00\x02\x02\x0a", 7)}, Close()},
              FailureKind::Protocol, QStringLiteral("this port speaks TLS, not memcached"));
    memcached("speaks Redis", {Hear(), Say{"-ERR unknown command 'stats'\r\n"}}, FailureKind::Protocol,
              QStringLiteral("this port speaks Redis, not memcached"));

    const QByteArray loggedIn = message('R', QByteArray(4, '\0'));
    postgres("silent", {}, FailureKind::NoAnswer, QStringLiteral("connected but not answering for "));
    postgres("closes at once", {Close()}, FailureKind::Closed,
             QStringLiteral("closed by the server without an answer"));
    postgres("closes when asked", {Hear(), Close()}, FailureKind::Closed,
             QStringLiteral("closed by the server without an answer"));
    postgres("resets", {Hear(), Reset()}, FailureKind::Closed, QString());
    postgres("speaks HTTP", {Hear(), Say{http}, Close()}, FailureKind::Protocol,
             QStringLiteral("this port does not speak the PostgreSQL protocol"));
    postgres("speaks SSH", {Say{"SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n"}}, FailureKind::Protocol,
             QStringLiteral("this port does not speak the PostgreSQL protocol"));
    postgres("a message of 2 GiB", {Hear(), Say{QByteArray("R\x7f\xff\xff\xff\0\0\0\0", 9)}},
             FailureKind::Protocol, QStringLiteral("this port does not speak the PostgreSQL protocol"));
    postgres("a way to log in that nobody knows", {Hear(), Say{message('R', QByteArray("\0\0\0\x63", 4))}},
             FailureKind::Authentication,
             QStringLiteral("the server asks for a login that is not supported"));
    postgres("endless notices",
             {Hear(), Say{loggedIn}, SayForEver{message('N', QByteArray("SNOTICE\0\0", 9)).repeated(1000)}},
             FailureKind::Protocol, QStringLiteral("an answer of more than 1 MiB"));
    postgres("endless settings",
             {Hear(), Say{loggedIn}, SayForEver{message('S', QByteArray("a\0b\0", 4)).repeated(1000)}},
             FailureKind::Protocol, QStringLiteral("an answer of more than 1 MiB"));
    postgres("starting up",
             {Hear(), Say{message('E', QByteArray("SFATAL\0C57P03\0Mthe database is starting up\0\0", 44))}},
             FailureKind::Starting, QStringLiteral("the database is starting up"));

    const Say greeting{mySqlGreeting(false)};
    const Say welcome{mySqlPacket(2, QByteArray("\0\0\0\x02\0\0\0", 7))};
    const QByteArray column = QByteArray("\x03"
                                         "def\0\0\0\x01"
                                         "a\0\x0c\x2d\0\x10\0\0\0\xfd\0\0\0\0\0",
                                         22);
    const QByteArray oneColumn =
        mySqlPacket(1, "\x01") + mySqlPacket(2, column) + mySqlPacket(3, QByteArray("\xfe\0\0\x02\0", 5));
    mySql("silent", {}, FailureKind::NoAnswer, QStringLiteral("connected but not answering for "));
    mySql("closes at once", {Close()}, FailureKind::Closed,
          QStringLiteral("closed by the server without an answer"));
    mySql("closes when asked", {greeting, Hear(), welcome, Hear(), Close()}, FailureKind::Closed,
          QStringLiteral("closed by the server without an answer"));
    mySql("resets", {greeting, Hear(), Reset()}, FailureKind::Closed,
          QStringLiteral("closed by the server without an answer"));
    mySql("speaks HTTP", {Say{http}, Close()}, FailureKind::Protocol,
          QStringLiteral("this port speaks HTTP, not MySQL"));
    mySql("speaks SSH", {Say{"SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n"}}, FailureKind::Protocol,
          QStringLiteral("this port speaks SSH, not MySQL"));
    mySql("half a greeting", {Say{mySqlGreeting(false).first(20)}, Close()}, FailureKind::Closed,
          QStringLiteral("closed by the server without an answer"));
    mySql("asks for the password in the clear",
          {greeting, Hear(), Say{mySqlPacket(2, QByteArray("\xfe") + "mysql_clear_password" + '\0')}},
          FailureKind::Authentication, QStringLiteral("the server asks for a login that is not supported"));
    mySql("asks for a file of ours",
          {greeting, Hear(), welcome, Hear(), Say{mySqlPacket(1, "\xfb/etc/passwd")}, Hear(),
           Say{mySqlPacket(3, QByteArray("\0\0\0\x02\0\0\0", 7))}},
          FailureKind::Protocol, QString());
    mySql("rows without end",
          {greeting, Hear(), welcome, Hear(), Say{oneColumn},
           SayForEver{mySqlPacket(4, QByteArray("\x01") + "1")}},
          FailureKind::Protocol, QString());
    mySql("columns without end",
          {greeting, Hear(), welcome, Hear(), Say{mySqlPacket(1, QByteArray("\xfd\xff\xff\x0f", 4))},
           SayForEver{mySqlPacket(2, column)}},
          FailureKind::Protocol, QString());
    mySql(
        "a packet of 16 MiB",
        {greeting, Hear(), welcome, Hear(), Say{QByteArray("\xff\xff\xff\x01", 4)}, SayForEver{kilobytes16}},
        FailureKind::Protocol, QString());
    mySql("full", {Say{mySqlPacket(0, QByteArray("\xff\x10\x04#08004Too many connections"))}},
          FailureKind::Full, QStringLiteral("the server has no connection left (max_connections)"));
}

void TestServerFaults::hasWordsForEveryFault() {
    QFETCH(EndpointKind, server);
    QFETCH(Script, script);
    QFETCH(FailureKind, kind);
    QFETCH(QString, what);
    ScriptServer scripted(script);
    const qint64 before = residentBytes();
    Watch watch(server, scripted.port());
    watch.askOnce();
    QVERIFY(kind == FailureKind::NoAnswer || keepsTurning([&] { watch.askOnce(); }));
    for (const Frame &frame : watch.frames) {
        QVERIFY(!frame.outcome);
        QVERIFY2(frame.outcome.failure().what.startsWith(what), qPrintable(frame.outcome.failure().what));
        QCOMPARE(frame.outcome.failure().kind, kind);
    }
    QVERIFY(residentBytes() - before < 64 * 1024 * 1024);
    scripted.setScript({Forward{serverOf(server).port()}});
    QVERIFY(watch.comesBack());
}

void TestServerFaults::discardsWhatWasCut_data() {
    QTest::addColumn<EndpointKind>("server");
    QTest::addColumn<int>("bytes");
    for (const EndpointKind server :
         {EndpointKind::Redis, EndpointKind::Memcached, EndpointKind::PostgreSql, EndpointKind::MySql})
        for (const int bytes : {1, 8, 100, 400, 700})
            QTest::addRow("%s: after %d bytes", qPrintable(endpointKindName(server)), bytes)
                << server << bytes;
}

void TestServerFaults::discardsWhatWasCut() {
    QFETCH(EndpointKind, server);
    QFETCH(int, bytes);
    ScriptServer scripted({Forward{serverOf(server).port(), bytes}, Close()});
    Watch watch(server, scripted.port());
    watch.askOnce();
    watch.askOnce();
    for (const Frame &frame : watch.frames) {
        QVERIFY(!frame.outcome);
        QCOMPARE(frame.outcome.failure().kind, FailureKind::Closed);
    }
    scripted.setScript({Forward{serverOf(server).port()}});
    QVERIFY(watch.comesBack());
}

void TestServerFaults::marksAStoppedServerInTime_data() {
    QTest::addColumn<EndpointKind>("kind");
    QTest::addRow("Redis") << EndpointKind::Redis;
    QTest::addRow("memcached") << EndpointKind::Memcached;
    QTest::addRow("PostgreSQL") << EndpointKind::PostgreSql;
    QTest::addRow("MariaDB") << EndpointKind::MySql;
}

// Its kernel goes on to acknowledge, so that no option of TCP would ever fire.
void TestServerFaults::marksAStoppedServerInTime() {
    QFETCH(EndpointKind, kind);
    ServerProcess &server = serverOf(kind);
    Watch watch(kind, server.port(), Duration(1000));
    QVERIFY(watch.comesBack());
    server.pause();
    const Instant pausedAt = watch.clock.now();
    const bool marked = waitUntil([&] { return watch.sees(false); }, patience);
    const Frame first = watch.frames.back();
    const bool turning = keepsTurning([&] { watch.askOnce(); });
    server.resume();
    QVERIFY(marked && turning);
    QVERIFY(first.at - pausedAt <= Duration(2000));
    QVERIFY2(first.outcome.failure().what.startsWith(QLatin1String("connected but not answering for ")),
             qPrintable(first.outcome.failure().what));
    QCOMPARE(first.outcome.failure().kind, FailureKind::NoAnswer);
    QVERIFY(watch.comesBack());
}

QTEST_GUILESS_MAIN(TestServerFaults)
#include "tst_serverfaults.moc"
