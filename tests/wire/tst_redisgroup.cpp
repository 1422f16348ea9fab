#include "redisgroup.h"

#include <QTest>

using namespace spillway;

namespace {

RespReply textReply(const QByteArray &text) {
    return {RespReply::Kind::Text, text, 0, {}};
}
RespReply errorReply(const QByteArray &text) {
    return {RespReply::Kind::Error, text, 0, {}};
}

Reading node(const QString &identity, const QString &role, double hits, double keys) {
    Reading reading;
    reading.identity = identity;
    reading.version = QStringLiteral("redis 7.0.15");
    reading.settings = {{QStringLiteral("role"), role}, {QStringLiteral("hz"), QStringLiteral("10")}};
    reading.set(Field::Hits, hits);
    reading.set(Field::Keys, keys);
    reading.set(Field::MaxMemory, 1000);
    reading.set(Field::Clients, 2);
    reading.set(Field::CpuSeconds, 4);
    return reading;
}

} // namespace

class TestRedisGroup : public QObject {
    Q_OBJECT

private slots:
    void findsTheNodes_data();
    void findsTheNodes();
    void saysWhyItFindsNone_data();
    void saysWhyItFindsNone();
    void findsThePrimary();
    void sumsTheNodes();
    void knowsNothingThatOneNodeDoesNotTell();
    void hasNoLimitWhereOneHasNone();
};

void TestRedisGroup::findsTheNodes_data() {
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QString>("found"); // empty: left out
    QTest::addRow("a primary") << QByteArray("a 10.0.0.1:7000@17000 myself,master - 0 0 1 connected 0-5460")
                               << QStringLiteral("10.0.0.1:7000");
    QTest::addRow("a replica") << QByteArray("a 10.0.0.2:7001@17001 slave b 0 1 1 connected")
                               << QStringLiteral("10.0.0.2:7001");
    QTest::addRow("with a name") << QByteArray(
                                        "a 10.0.0.2:7001@17001,cache-2.example slave b 0 1 1 connected")
                                 << QStringLiteral("cache-2.example:7001");
    QTest::addRow("with an empty name")
        << QByteArray("a 10.0.0.2:7001@17001, slave b 0 1 1 connected") << QStringLiteral("10.0.0.2:7001");
    QTest::addRow("IPv6") << QByteArray("a ::1:7001@17001 slave b 0 1 1 connected")
                          << QStringLiteral("[::1]:7001");
    QTest::addRow("alone, without an address of its own")
        << QByteArray("a :7000@17000 myself,master - 0 0 1 connected") << QStringLiteral(":7000");
    QTest::addRow("before version 4")
        << QByteArray("a 10.0.0.1:7000 master - 0 0 1 connected") << QStringLiteral("10.0.0.1:7000");
    QTest::addRow("failed") << QByteArray("a 10.0.0.1:7000@17000 master,fail - 0 0 1 disconnected")
                            << QString();
    QTest::addRow("perhaps failed: ask it")
        << QByteArray("a 10.0.0.1:7000@17000 master,fail? - 0 0 1 connected")
        << QStringLiteral("10.0.0.1:7000");
    QTest::addRow("no address") << QByteArray("a :0@0 master,noaddr - 0 0 1 disconnected") << QString();
    QTest::addRow("a port that is none")
        << QByteArray("a 10.0.0.1:99999@1 master - 0 0 1 connected") << QString();
    QTest::addRow("a short line") << QByteArray("a 10.0.0.1:7000@17000 master") << QString();
}

void TestRedisGroup::findsTheNodes() {
    QFETCH(QByteArray, line);
    QFETCH(QString, found);
    const auto nodes = readClusterNodes(textReply(line + '\n'));
    QCOMPARE(nodes.ok(), !found.isEmpty());
    if (nodes) {
        QCOMPARE(nodes->size(), size_t(1));
        QCOMPARE(nodes->front().display(), found);
    }
}

void TestRedisGroup::saysWhyItFindsNone_data() {
    QTest::addColumn<RespReply>("reply");
    QTest::addColumn<QString>("what");
    QTest::addRow("no cluster") << errorReply("ERR This instance has cluster support disabled")
                                << QStringLiteral("the server is not part of a cluster");
    QTest::addRow("nothing") << textReply({}) << QStringLiteral("the cluster has no node that works");
    QTest::addRow("no login") << errorReply("NOAUTH Authentication required.")
                              << QStringLiteral("the server asks for a password");
}

void TestRedisGroup::saysWhyItFindsNone() {
    QFETCH(RespReply, reply);
    QFETCH(QString, what);
    const auto nodes = readClusterNodes(reply);
    QVERIFY(!nodes);
    QCOMPARE(nodes.failure().what, what);
}

void TestRedisGroup::findsThePrimary() {
    const QString name = QStringLiteral("cache");
    RespReply reply{RespReply::Kind::Array, {}, 0, {textReply("10.0.0.1"), textReply("6379")}};
    const auto found = readSentinelPrimary(reply, name);
    QVERIFY(found.ok());
    QCOMPARE(found->front().display(), QStringLiteral("10.0.0.1:6379"));
    QCOMPARE(readSentinelPrimary({}, name).failure().what,
             QStringLiteral("the Sentinel knows no primary 'cache'"));
    QCOMPARE(readSentinelPrimary(errorReply("ERR unknown command 'SENTINEL'"), name).failure().what,
             QStringLiteral("the server is not a Sentinel"));
}

void TestRedisGroup::sumsTheNodes() {
    const QString primary = QStringLiteral("master");
    const Reading whole =
        sumOfReadings({node(QStringLiteral("b"), primary, 10, 3), node(QStringLiteral("a"), primary, 20, 4),
                       node(QStringLiteral("c"), QStringLiteral("slave"), 5, 4)});
    QCOMPARE(whole.value(Field::Hits), std::optional(35.0)); // replicas are read from, too
    QCOMPARE(whole.value(Field::Keys), std::optional(7.0));  // but hold nothing of their own
    QCOMPARE(whole.value(Field::MaxMemory), std::optional(2000.0));
    QCOMPARE(whole.value(Field::Clients), std::optional(6.0));
    QCOMPARE(whole.value(Field::CpuSeconds), std::optional(4.0));
    QCOMPARE(whole.identity, QStringLiteral("a+b+c"));
    QCOMPARE(whole.version, QStringLiteral("redis 7.0.15 on 3 nodes"));
    QCOMPARE(whole.settings.value(QStringLiteral("role")), QStringLiteral("master | slave"));
    QCOMPARE(whole.settings.value(QStringLiteral("hz")), QStringLiteral("10"));
}

void TestRedisGroup::knowsNothingThatOneNodeDoesNotTell() {
    Reading silent = node(QStringLiteral("b"), QStringLiteral("master"), 1, 1);
    silent.set(Field::Misses, 1);
    const Reading whole = sumOfReadings({silent, node(QStringLiteral("a"), QStringLiteral("master"), 1, 1)});
    QCOMPARE(whole.value(Field::Misses), std::nullopt);
}

void TestRedisGroup::hasNoLimitWhereOneHasNone() {
    Reading free = node(QStringLiteral("b"), QStringLiteral("master"), 1, 1);
    free.set(Field::MaxMemory, 0);
    const Reading whole = sumOfReadings({node(QStringLiteral("a"), QStringLiteral("master"), 1, 1), free});
    QCOMPARE(whole.value(Field::MaxMemory), std::optional(0.0));
}

QTEST_APPLESS_MAIN(TestRedisGroup)
#include "tst_redisgroup.moc"
