#include "factory.h"

#include <QTest>

using namespace spillway;

class TestFactory : public QObject {
    Q_OBJECT

private slots:
    void makesWhatIsSupported_data();
    void makesWhatIsSupported();
};

void TestFactory::makesWhatIsSupported_data() {
    QTest::addColumn<EndpointKind>("kind");
    QTest::addColumn<bool>("keyring");
    QTest::addColumn<QString>("complaint"); // empty: it is made
    QTest::addRow("Redis") << EndpointKind::Redis << false << QString();
    QTest::addRow("PostgreSQL") << EndpointKind::PostgreSql << false << QString();
    QTest::addRow("memcached") << EndpointKind::Memcached << false << QString();
    QTest::addRow("MySQL") << EndpointKind::MySql << false << QString();
    QTest::addRow("OpenMetrics") << EndpointKind::OpenMetrics << false
                                 << QStringLiteral("endpoints of the kind openmetrics are not supported yet");
    QTest::addRow("a password in the keyring")
        << EndpointKind::Redis << true << QStringLiteral("passwords from the keyring are not supported yet");
}

void TestFactory::makesWhatIsSupported() {
    QFETCH(EndpointKind, kind);
    QFETCH(bool, keyring);
    QFETCH(QString, complaint);
    Endpoint endpoint;
    endpoint.kind = kind;
    if (keyring)
        endpoint.secret = KeyringSecret{};
    const auto probe = makeProbe(endpoint);
    QCOMPARE(probe.ok(), complaint.isEmpty());
    if (!probe) {
        QCOMPARE(probe.failure().what, complaint);
        QCOMPARE(probe.failure().kind, FailureKind::Configuration);
        QVERIFY(!probe.failure().remedy.isEmpty());
    }
}

QTEST_GUILESS_MAIN(TestFactory)
#include "tst_factory.moc"
