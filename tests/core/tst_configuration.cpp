#include "configuration.h"
#include "stackfixture.h"

#include <QTest>

#include <cmath>

using namespace spillway;

class TestConfiguration : public QObject {
    Q_OBJECT
private slots:
    void findsByName() {
        const Configuration configuration = fixture::configuration(2);
        QCOMPARE(configuration.stackNamed(QStringLiteral("checkout")), std::optional<StackId>(0));
        QCOMPARE(configuration.endpointNamed(QStringLiteral("db-1")), std::optional<EndpointId>(2));
        QVERIFY(!configuration.endpointNamed(QStringLiteral("db-9")));
        QVERIFY(!configuration.stackNamed(QString()));
    }
    void capacityIsKnownOnlyWhenAllOfItIs() {
        QCOMPARE(fixture::configuration(1, 16).capacityOf(0), 16.0);
        QVERIFY(std::isnan(fixture::configuration(1, 0).capacityOf(0)));
    }
    void theSlowestEndpointSetsAStacksCadence() {
        Configuration configuration = fixture::configuration(2);
        configuration.endpoints[1].every = 5s;
        QCOMPARE(configuration.cadenceOf(0), Duration(5s));
    }
};

QTEST_APPLESS_MAIN(TestConfiguration)
#include "tst_configuration.moc"
