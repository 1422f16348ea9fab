// What answers on the ports of this machine, against real servers and scripts, and what each answer means.

#include "localsearch.h"
#include "servers/scriptserver.h"

#include <QSignalSpy>
#include <QtTest>

using namespace spillway;
using State = LocalAnswer::State;

class TestLocalSearch : public QObject {
    Q_OBJECT
private slots:
    void judgesAnswers_data();
    void judgesAnswers();
    void asksEveryPortOnce();
    void saysWhatIsClosedAndWhatIsSilent();
    void asksAgain();
};

void TestLocalSearch::judgesAnswers_data() {
    QTest::addColumn<EndpointKind>("kind");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<State>("state"); // Nothing: not yet
    QTest::addColumn<QString>("version");
    const auto row = [](const char *what, EndpointKind kind, const QByteArray &bytes, State state,
                        const QString &version = {}) {
        QTest::newRow(what) << kind << bytes << state << version;
    };
    row("redis", EndpointKind::Redis, "$40\r\n# Server\r\nredis_version:7.0.15\r\n", State::Answers,
        QStringLiteral("7.0.15"));
    row("a beginning of redis", EndpointKind::Redis, "$40\r\n# Server\r\nredis_ver", State::Nothing);
    row("redis that wants a password", EndpointKind::Redis, "-NOAUTH Authentication required.\r\n",
        State::Answers);
    row("memcached on the port of redis", EndpointKind::Redis, "ERROR\r\n", State::Stranger);
    row("memcached", EndpointKind::Memcached, "VERSION 1.6.18\r\n", State::Answers, QStringLiteral("1.6.18"));
    row("a beginning of memcached", EndpointKind::Memcached, "VERSION 1.6", State::Nothing);
    row("redis on the port of memcached", EndpointKind::Memcached, "-ERR unknown command\r\n",
        State::Stranger);
    row("postgresql with TLS", EndpointKind::PostgreSql, "S", State::Answers);
    row("postgresql without TLS", EndpointKind::PostgreSql, "N", State::Answers);
    row("http on the port of postgresql", EndpointKind::PostgreSql, "HTTP/1.1 400\r\n", State::Stranger);
    row("mysql", EndpointKind::MySql, QByteArray("\x4a\0\0\0\n8.0.36\0rest", 15), State::Answers,
        QStringLiteral("8.0.36"));
    row("mysql that refuses this host", EndpointKind::MySql, QByteArray("\x44\0\0\0\xffj\x04Host", 11),
        State::Answers);
    row("ssh on the port of mysql", EndpointKind::MySql, "SSH-2.0-x\r\n", State::Stranger);
    row("a version that would break the line", EndpointKind::Memcached, "VERSION 1\x1b[31m.6\r\n",
        State::Answers, QStringLiteral("1 [31m.6"));
}

void TestLocalSearch::judgesAnswers() {
    QFETCH(EndpointKind, kind);
    QFETCH(QByteArray, bytes);
    QFETCH(State, state);
    QFETCH(QString, version);
    const std::optional<LocalAnswer> answer = judged({kind, 1}, bytes);
    QCOMPARE(answer ? answer->state : State::Nothing, state);
    if (answer)
        QCOMPARE(answer->version, version);
}

void TestLocalSearch::asksEveryPortOnce() {
    ScriptServer redis({Hear{}, Say{"-NOAUTH Authentication required.\r\n"}});
    ScriptServer memcached({Hear{}, Say{"VERSION 1.6.18\r\n"}});
    ScriptServer postgres({Hear{}, Say{"S"}});
    ScriptServer mysql({Say{QByteArray("\x4a\0\0\0\n8.0.36\0rest", 15)}});
    LocalSearch search({{EndpointKind::Redis, redis.port()},
                        {EndpointKind::Memcached, memcached.port()},
                        {EndpointKind::PostgreSql, postgres.port()},
                        {EndpointKind::MySql, mysql.port()}});
    std::vector<LocalAnswer> answers;
    connect(&search, &LocalSearch::finished, this, [&](const auto &found) { answers = found; });
    search.start();
    QTRY_COMPARE(answers.size(), size_t{4});
    for (const LocalAnswer &answer : answers)
        QCOMPARE(answer.state, State::Answers);
    QCOMPARE(answers[3].version, QStringLiteral("8.0.36"));
    QCOMPARE(redis.heard(), QByteArray("INFO server\r\n"));
    QCOMPARE(mysql.heard(), QByteArray());
    QCOMPARE(redis.connections(), 1);
}

void TestLocalSearch::saysWhatIsClosedAndWhatIsSilent() {
    ScriptServer silent;
    ScriptServer leaves({Hear{}, Close{}});
    quint16 closed = 0;
    {
        ScriptServer gone;
        closed = gone.port();
    }
    LocalSearch search({{EndpointKind::Redis, silent.port()},
                        {EndpointKind::Redis, leaves.port()},
                        {EndpointKind::Redis, closed}});
    std::vector<LocalAnswer> answers;
    connect(&search, &LocalSearch::finished, this, [&](const auto &found) { answers = found; });
    search.start();
    QTRY_COMPARE(answers.size(), size_t{3});
    QCOMPARE(answers[0].state, State::Silent);
    QCOMPARE(answers[1].state, State::Silent);
    QCOMPARE(answers[2].state, State::Nothing);
}

void TestLocalSearch::asksAgain() {
    ScriptServer postgres({Hear{}, Say{"N"}});
    LocalSearch search({{EndpointKind::PostgreSql, postgres.port()}});
    int rounds = 0;
    connect(&search, &LocalSearch::finished, this, [&] { ++rounds; });
    search.start();
    search.start();
    QTRY_COMPARE(rounds, 1);
    search.start();
    QTRY_COMPARE(rounds, 2);
}

QTEST_GUILESS_MAIN(TestLocalSearch)
#include "tst_localsearch.moc"
