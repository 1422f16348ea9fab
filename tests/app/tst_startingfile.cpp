// The first configuration is one that can be read, whatever was found, and replaces nothing.

#include "configfile.h"
#include "startingfile.h"

#include <QtTest>

using namespace spillway;
using State = LocalAnswer::State;

class TestStartingFile : public QObject {
    Q_OBJECT
private slots:
    void canBeRead_data();
    void canBeRead();
    void replacesNothing();
    void answersInWords_data();
    void answersInWords();
};

namespace {

const LocalAnswer redis{{EndpointKind::Redis, 6379}, State::Answers, QStringLiteral("7.0.15")};
const LocalAnswer memcached{{EndpointKind::Memcached, 11211}, State::Answers, QStringLiteral("1.6.18")};
const LocalAnswer postgres{{EndpointKind::PostgreSql, 5432}, State::Answers};
const LocalAnswer mysql{{EndpointKind::MySql, 3306}, State::Answers, QStringLiteral("8.0.36")};
const LocalAnswer noRedis{{EndpointKind::Redis, 6379}, State::Nothing};

} // namespace

void TestStartingFile::canBeRead_data() {
    QTest::addColumn<std::vector<LocalAnswer>>("found");
    QTest::addColumn<EndpointKind>("cache");
    QTest::addColumn<EndpointKind>("database");
    QTest::addColumn<bool>("watched");
    const auto row = [](const char *what, std::vector<LocalAnswer> found, EndpointKind cache,
                        EndpointKind database,
                        bool watched) { QTest::newRow(what) << found << cache << database << watched; };
    row("nothing was looked for", {}, EndpointKind::Redis, EndpointKind::PostgreSql, false);
    row("redis and postgresql", {redis, postgres}, EndpointKind::Redis, EndpointKind::PostgreSql, true);
    row("memcached and mysql", {noRedis, memcached, mysql}, EndpointKind::Memcached, EndpointKind::MySql,
        true);
    row("a cache without a database", {redis, memcached}, EndpointKind::Redis, EndpointKind::PostgreSql,
        false);
}

void TestStartingFile::canBeRead() {
    QFETCH(std::vector<LocalAnswer>, found);
    QFETCH(EndpointKind, cache);
    QFETCH(EndpointKind, database);
    QFETCH(bool, watched);
    QCOMPARE(canWatch(found), watched);
    const LoadedConfiguration loaded =
        parseConfiguration(startingConfiguration(found, QStringLiteral("monitor")), QStringLiteral("x.toml"));
    QVERIFY2(loaded.configuration,
             qPrintable(loaded.problems.empty() ? QString() : loaded.problems.front().text()));
    QCOMPARE(loaded.configuration->endpoints.size(), size_t{2});
    QCOMPARE(loaded.configuration->endpoints[0].kind, cache);
    QCOMPARE(loaded.configuration->endpoints[1].kind, database);
    for (const Endpoint &endpoint : loaded.configuration->endpoints)
        QVERIFY(endpoint.address.isLoopback());
}

void TestStartingFile::replacesNothing() {
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("a/b/spillway.toml"));
    QVERIFY(!writeNewFile(path, "first"));
    const std::optional<Failure> again = writeNewFile(path, "second");
    QVERIFY(again && !again->what.isEmpty());
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("first"));
}

void TestStartingFile::answersInWords_data() {
    QTest::addColumn<State>("state");
    QTest::addColumn<QString>("words");
    QTest::newRow("answers") << State::Answers << QStringLiteral("Redis 7.0.15 answers on port 6379");
    QTest::newRow("another") << State::Stranger << QStringLiteral("port 6379 answers, but not as Redis");
    QTest::newRow("silent") << State::Silent
                            << QStringLiteral("port 6379 is open, but says nothing as Redis");
    QTest::newRow("nothing") << State::Nothing << QStringLiteral("no Redis on port 6379");
}

void TestStartingFile::answersInWords() {
    QFETCH(State, state);
    QFETCH(QString, words);
    QCOMPARE(answerText({redis.where, state, redis.version}), words);
}

QTEST_GUILESS_MAIN(TestStartingFile)
#include "tst_startingfile.moc"
