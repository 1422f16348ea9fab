#include "right.h"

#include <QTest>

using namespace spillway;

class TestRight : public QObject {
    Q_OBJECT

private slots:
    void saysWhatToRun_data();
    void saysWhatToRun();
    void saysNothingOfWhatWasNotTold();
    void warnsOfTooMuch_data();
    void warnsOfTooMuch();
    void warnsOfTheDefaultUserOfRedis();
};

namespace {

Endpoint endpointOf(EndpointKind kind, const QString &user) {
    Endpoint endpoint;
    endpoint.kind = kind;
    endpoint.address.user = user;
    return endpoint;
}

Reading readingWith(QLatin1String name, QLatin1String value) {
    Reading reading;
    reading.settings.insert(name, value);
    return reading;
}

} // namespace

void TestRight::saysWhatToRun_data() {
    QTest::addColumn<EndpointKind>("kind");
    QTest::addColumn<QString>("user");
    QTest::addColumn<QLatin1String>("name");
    QTest::addColumn<QLatin1String>("state");
    QTest::addColumn<QString>("remedy");
    const QString monitor = QStringLiteral("monitor");
    QTest::addRow("Redis: settings") << EndpointKind::Redis << monitor << right::redisSettings
                                     << right::missing << QStringLiteral("ACL SETUSER monitor +config|get");
    QTest::addRow("Redis: the user that has no name")
        << EndpointKind::Redis << QString() << right::redisSettings << right::missing
        << QStringLiteral("ACL SETUSER default +config|get");
    QTest::addRow("a service that offers it to nobody")
        << EndpointKind::Redis << monitor << right::redisSettings << right::notOffered << QString();
    QTest::addRow("granted") << EndpointKind::Redis << monitor << right::redisSettings << right::granted
                             << QString();
    QTest::addRow("PostgreSQL: sessions") << EndpointKind::PostgreSql << monitor << right::postgresSessions
                                          << right::missing << QStringLiteral("GRANT pg_monitor TO monitor");
}

void TestRight::saysWhatToRun() {
    QFETCH(EndpointKind, kind);
    QFETCH(QString, user);
    QFETCH(QLatin1String, name);
    QFETCH(QLatin1String, state);
    QFETCH(QString, remedy);
    const auto rights = rightsOf(endpointOf(kind, user), readingWith(name, state));
    QCOMPARE(rights.size(), size_t(1));
    QCOMPARE(rights[0].name, QString(name));
    QCOMPARE(rights[0].state, QString(state));
    QCOMPARE(rights[0].remedy, remedy);
    QVERIFY(!rights[0].gives.isEmpty());
}

void TestRight::saysNothingOfWhatWasNotTold() {
    QVERIFY(rightsOf(endpointOf(EndpointKind::Redis, {}), Reading()).empty());
    QVERIFY(excessOf(endpointOf(EndpointKind::PostgreSql, {}), Reading()).isEmpty());
}

void TestRight::warnsOfTooMuch_data() {
    QTest::addColumn<EndpointKind>("kind");
    QTest::addColumn<QLatin1String>("name");
    QTest::addColumn<QLatin1String>("value");
    QTest::addColumn<QString>("line");
    QTest::addRow("a superuser") << EndpointKind::PostgreSql << right::postgresSuperuser << right::yes
                                 << QStringLiteral(
                                        "is a superuser; on the server: ALTER ROLE monitor NOSUPERUSER");
    QTest::addRow("no superuser") << EndpointKind::PostgreSql << right::postgresSuperuser << right::no
                                  << QString();
    QTest::addRow("files") << EndpointKind::PostgreSql << right::postgresReachesFiles << right::yes
                           << QStringLiteral("may reach files or programs of the server; on the server: "
                                             "REVOKE pg_read_server_files, pg_write_server_files, "
                                             "pg_execute_server_program FROM monitor");
}

void TestRight::warnsOfTooMuch() {
    QFETCH(EndpointKind, kind);
    QFETCH(QLatin1String, name);
    QFETCH(QLatin1String, value);
    QFETCH(QString, line);
    const QStringList lines = excessOf(endpointOf(kind, QStringLiteral("monitor")), readingWith(name, value));
    QCOMPARE(lines.join(u'\n'), line);
}

void TestRight::warnsOfTheDefaultUserOfRedis() {
    const QStringList lines = excessOf(endpointOf(EndpointKind::Redis, {}), Reading());
    QCOMPARE(lines.size(), 1);
    QVERIFY2(lines[0].startsWith(QLatin1String("is the default user")), qPrintable(lines[0]));
    QVERIFY(excessOf(endpointOf(EndpointKind::Redis, QStringLiteral("monitor")), Reading()).isEmpty());
}

QTEST_GUILESS_MAIN(TestRight)
#include "tst_right.moc"
