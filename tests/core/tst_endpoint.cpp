#include "endpoint.h"

#include <QTest>

using namespace spillway;

class TestEndpoint : public QObject {
    Q_OBJECT
private slots:
    void kindsHaveNamesThatReadBack() {
        using enum EndpointKind;
        for (const EndpointKind kind : {Redis, Memcached, PostgreSql, MySql, OpenMetrics})
            QCOMPARE(endpointKindFromName(endpointKindName(kind)), std::optional(kind));
        QVERIFY(!endpointKindFromName(QStringLiteral("oracle")));
        QCOMPARE(roleName(Role::Cache), QStringLiteral("cache"));
        QCOMPARE(roleName(Role::Database), QStringLiteral("database"));
    }
    void showsAnAddress_data() {
        QTest::addColumn<QString>("host");
        QTest::addColumn<quint16>("port");
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("shown");
        QTest::addColumn<bool>("loopback");
        QTest::newRow("a name and a port") << "cache-1" << quint16(6379) << ""
                                           << "cache-1:6379" << false;
        QTest::newRow("IPv6 needs brackets") << "fd00::1" << quint16(6379) << ""
                                             << "[fd00::1]:6379" << false;
        QTest::newRow("IPv6 loopback") << "::1" << quint16(6379) << ""
                                       << "[::1]:6379" << true;
        QTest::newRow("any 127 address is loopback") << "127.0.3.1" << quint16(1) << ""
                                                     << "127.0.3.1:1" << true;
        QTest::newRow("a name that only begins like one") << "127.example.org" << quint16(1) << ""
                                                          << "127.example.org:1" << false;
        QTest::newRow("localhost") << "localhost" << quint16(5432) << ""
                                   << "localhost:5432" << true;
        QTest::newRow("a Unix socket") << "" << quint16(0) << "/run/redis.sock"
                                       << "/run/redis.sock" << true;
    }
    void showsAnAddress() {
        QFETCH(QString, host);
        QFETCH(quint16, port);
        QFETCH(QString, path);
        Address address;
        address.host = host;
        address.port = port;
        address.socketPath = path;
        address.user = QStringLiteral("monitor");
        QTEST(address.display(), "shown");
        QTEST(address.isLoopback(), "loopback");
    }
};

QTEST_APPLESS_MAIN(TestEndpoint)
#include "tst_endpoint.moc"
