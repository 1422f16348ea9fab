#include "program.h"

#include "servers/postgresserver.h"
#include "servers/redisserver.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <csignal>

using namespace spillway;

// The program against real servers, from a question to a line on standard output and back from a file.
class TestWatch : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void nobodyAnswers();
    void checkConnects();
    void checkNamesTheMissingRight();
    void replayGivesTheSameTimeline();
    void aSignalClosesTheRecording();
    void aSignalKeepsTheLastMinutes();
    void aTerminalShowsHowLargeTheRecordingIs();
    void aReaderThatGoesAwayEndsIt();
    void recordRefusesAFileThatIsThere();

private:
    QByteArray configuration(const QByteArray &user = "postgres") const;

    RedisServer m_redis;
    PostgresServer m_postgres;
};

QByteArray TestWatch::configuration(const QByteArray &user) const {
    return "every = \"250ms\"\n[[stack]]\nname = \"checkout\"\n"
           "[[stack.cache]]\nname = \"cache-1\"\nurl = \"redis://127.0.0.1:" +
           QByteArray::number(m_redis.port()) +
           "\"\n"
           "[[stack.database]]\nname = \"db-1\"\nurl = \"postgresql://" +
           user + "@127.0.0.1:" + QByteArray::number(m_postgres.port()) +
           "/postgres\"\npassword_env = \"DB_PASSWORD\"\n"
           "[[rule]]\nalert = \"Hit ratio low\"\nmetric = \"hit_ratio\"\nbelow = 0.5\nwindow = \"1s\"\n";
}

void TestWatch::initTestCase() {
    QVERIFY2(m_redis.start(), qPrintable(m_redis.error()));
    QVERIFY2(m_postgres.create() && m_postgres.start(), qPrintable(m_postgres.error()));
    m_postgres.sql("CREATE ROLE monitor LOGIN PASSWORD 'geheim'");
}

void TestWatch::nobodyAnswers() {
    const Program program;
    program.write("x.toml", "[[stack]]\nname = \"a\"\n"
                            "[[stack.cache]]\nname = \"c\"\nurl = \"redis://127.0.0.1:1\"\n"
                            "[[stack.database]]\nname = \"d\"\nurl = \"postgresql://u@127.0.0.1:1/a\"\n");
    const Ended watched = program.run(
        {QStringLiteral("watch"), QStringLiteral("x.toml"), QStringLiteral("--for"), QStringLiteral("2s")});
    QCOMPARE(watched.status, 3);
    QVERIFY2(watched.err.startsWith("spillway: no endpoint answered"), watched.err.constData());
    QVERIFY2(watched.out.contains("down"), watched.out.constData());
    const Ended checked =
        program.run({QStringLiteral("check"), QStringLiteral("--connect"), QStringLiteral("x.toml")});
    QCOMPARE(checked.status, 3);
    QVERIFY2(checked.out.contains("c: "), checked.out.constData());
    QVERIFY2(checked.out.contains("d: "), checked.out.constData());
}

void TestWatch::checkConnects() {
    Program program;
    program.set("DB_PASSWORD", QStringLiteral("geheim"));
    program.write("x.toml", configuration());
    const Ended ended =
        program.run({QStringLiteral("check"), QStringLiteral("--connect"), QStringLiteral("x.toml")});
    QVERIFY2(ended.out.contains("cache-1: redis "), (ended.out + ended.err).constData());
    QVERIFY2(ended.out.contains("\n  sees settings, and when they change (+config|get)\n"),
             ended.out.constData());
    QVERIFY2(ended.out.contains("db-1: postgresql "), ended.out.constData());
    QVERIFY2(
        ended.out.contains("\n  more than it needs: the account is a superuser; on the server: ALTER ROLE "
                           "postgres NOSUPERUSER\n"),
        ended.out.constData());
    QCOMPARE(ended.status, 0);
}

void TestWatch::checkNamesTheMissingRight() {
    Program program;
    program.set("DB_PASSWORD", QStringLiteral("geheim"));
    program.write("x.toml", configuration("monitor"));
    const Ended ended =
        program.run({QStringLiteral("check"), QStringLiteral("--connect"), QStringLiteral("x.toml")});
    QVERIFY2(ended.out.contains("  does not see sessions, and with them the load (pg_read_all_stats); on the "
                                "server: GRANT pg_monitor TO monitor\n"),
             (ended.out + ended.err).constData());
    QCOMPARE(ended.status, 1);
}

void TestWatch::replayGivesTheSameTimeline() {
    Program program;
    program.set("DB_PASSWORD", QStringLiteral("geheim"));
    program.write("x.toml", configuration());
    const auto process = program.start(
        {QStringLiteral("watch"), QStringLiteral("--json"), QStringLiteral("--for"), QStringLiteral("6s"),
         QStringLiteral("--record"), QStringLiteral("x.spill"), QStringLiteral("x.toml")});
    QVERIFY(process->waitForStarted());
    // Misses from the first second on, and a setting that changes.
    for (int i = 0; i < 40 && process->state() == QProcess::Running; ++i) {
        for (int j = 0; j < 50; ++j)
            m_redis.command({"GET", "nothing"});
        if (i == 15)
            m_redis.command({"CONFIG", "SET", "maxmemory", "67108864"});
        process->waitForFinished(100);
    }
    const Ended watched = Program::endOf(*process);
    QVERIFY2(watched.status == 0, watched.err.constData());
    const Ended diagnosed =
        program.run({QStringLiteral("diagnose"), QStringLiteral("--json"), QStringLiteral("x.spill")});
    QVERIFY2(diagnosed.status == 0, diagnosed.err.constData());
    QCOMPARE(diagnosed.out, watched.out);
    QStringList kinds;
    for (const QByteArray &line : watched.out.split('\n').mid(0, watched.out.count('\n'))) {
        const QJsonObject event = QJsonDocument::fromJson(line).object();
        QVERIFY2(event.contains(QLatin1String("at")), line.constData());
        kinds << event[u"kind"].toString() + u' ' + event[u"state"].toString();
    }
    QVERIFY2(kinds.contains(QStringLiteral("config ")), watched.out.constData());
    QVERIFY2(kinds.contains(QStringLiteral("alert firing")), watched.out.constData());
    QVERIFY(!program.run({QStringLiteral("diagnose"), QStringLiteral("x.spill")}).out.contains("geheim"));
}

void TestWatch::aSignalClosesTheRecording() {
    Program program;
    program.set("DB_PASSWORD", QStringLiteral("geheim"));
    program.write("x.toml", configuration());
    for (const int signal : {SIGINT, SIGTERM}) {
        QFile::remove(program.path("s.spill"));
        const auto process = program.start({QStringLiteral("record"), QStringLiteral("-o"),
                                            QStringLiteral("s.spill"), QStringLiteral("x.toml")});
        QVERIFY(process->waitForStarted());
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(program.path("s.spill-wal")), 10'000);
        QTest::qWait(1500); // some polls, the only thing that can be waited for
        QCOMPARE(::kill(static_cast<pid_t>(process->processId()), signal), 0);
        const Ended ended = Program::endOf(*process);
        QVERIFY2(ended.status == 0, ended.err.constData());
        QVERIFY2(ended.err.contains("spillway replay s.spill"), ended.err.constData());
        QVERIFY(!QFile::exists(program.path("s.spill-wal")));
        QCOMPARE(program.run({QStringLiteral("diagnose"), QStringLiteral("s.spill")}).status, 0);
    }
}

// What was only watched is a recording afterwards, and it says what the run said until then.
void TestWatch::aSignalKeepsTheLastMinutes() {
    const Program program; // without its password the database is an event
    program.write("x.toml", configuration());
    const auto process =
        program.start({QStringLiteral("watch"), QStringLiteral("--json"), QStringLiteral("--ring"),
                       QStringLiteral("kept.spill"), QStringLiteral("x.toml")});
    QVERIFY(process->waitForStarted());
    QByteArray out;
    QTRY_VERIFY_WITH_TIMEOUT((out += process->readAllStandardOutput()).count('\n') >= 1, 10'000);
    QTest::qWait(1500); // some polls, the only thing that can be waited for
    for (const char *name : {"kept.spill", "kept-2.spill"}) {
        QCOMPARE(::kill(static_cast<pid_t>(process->processId()), SIGUSR1), 0);
        QByteArray said;
        QTRY_VERIFY_WITH_TIMEOUT((said += process->readAllStandardError()).contains(name), 10'000);
        QVERIFY2(said.startsWith("spillway: kept "), said.constData());
    }
    QCOMPARE(::kill(static_cast<pid_t>(process->processId()), SIGINT), 0);
    const Ended ended = Program::endOf(*process);
    QVERIFY2(ended.status == 0, ended.err.constData());
    out += ended.out;
    for (const char *name : {"kept.spill", "kept-2.spill"}) {
        const Ended diagnosed =
            program.run({QStringLiteral("diagnose"), QStringLiteral("--json"), QLatin1String(name)});
        QVERIFY2(diagnosed.status == 0, diagnosed.err.constData());
        QVERIFY2(diagnosed.out.count('\n') >= 1 && out.startsWith(diagnosed.out), diagnosed.out.constData());
    }
}

void TestWatch::aTerminalShowsHowLargeTheRecordingIs() {
    Program program;
    program.set("DB_PASSWORD", QStringLiteral("geheim"));
    program.write("x.toml", configuration());
    const Ended ended =
        program.runInShell(QStringLiteral("script -qec \"$0 record -o t.spill --for 5s x.toml\" /dev/null"));
    QVERIFY2(ended.out.contains("REC ") && ended.out.contains(" KiB in t.spill"), ended.out.constData());
    QVERIFY2(ended.out.contains("spillway: recorded "), ended.out.constData());
    const Ended piped =
        program.run({QStringLiteral("record"), QStringLiteral("-o"), QStringLiteral("p.spill"),
                     QStringLiteral("--for"), QStringLiteral("3s"), QStringLiteral("x.toml")});
    QVERIFY2(!piped.err.contains("REC "), piped.err.constData());
}

void TestWatch::aReaderThatGoesAwayEndsIt() {
    Program program;
    program.write("x.toml", configuration());
    // Without its password the database is an event; then nothing more happens that could be printed.
    const Ended ended = program.runInShell(QStringLiteral("\"$0\" watch x.toml | head -n 1"));
    QCOMPARE(ended.status, 0);
    QCOMPARE(ended.out.count('\n'), 1);
}

void TestWatch::recordRefusesAFileThatIsThere() {
    const Program program;
    program.write("x.toml", configuration());
    program.write("s.spill", "mine");
    const Ended ended = program.run({QStringLiteral("record"), QStringLiteral("-o"),
                                     QStringLiteral("s.spill"), QStringLiteral("x.toml")});
    QCOMPARE(ended.status, 2);
    QVERIFY2(ended.err.startsWith("s.spill: "), ended.err.constData());
}

QTEST_GUILESS_MAIN(TestWatch)
#include "tst_watch.moc"
