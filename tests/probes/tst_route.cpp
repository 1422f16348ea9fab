#include "route.h"

#include <QSignalSpy>
#include <QTest>

using namespace spillway;

class TestRoute : public QObject {
    Q_OBJECT

private slots:
    void takesALiteralAddressAsItIs_data();
    void takesALiteralAddressAsItIs();
    void resolvesAName();
    void saysThatANameHasNoAddress();
    void isSilentOnceSettled();
};

void TestRoute::takesALiteralAddressAsItIs_data() {
    QTest::addColumn<QString>("host");
    QTest::addRow("IPv4") << QStringLiteral("192.0.2.7");
    QTest::addRow("IPv6") << QStringLiteral("2001:db8::7");
}

void TestRoute::takesALiteralAddressAsItIs() {
    QFETCH(QString, host);
    Route route(host);
    const QSignalSpy found(&route, &Route::found);
    route.find();
    QCOMPARE(found.size(), 1); // without asking any resolver
    QCOMPARE(route.next(), QHostAddress(host));
    QVERIFY(!route.hasNext());
    route.find();
    QVERIFY(route.hasNext());
}

void TestRoute::resolvesAName() {
    Route route(QStringLiteral("localhost"));
    const QSignalSpy found(&route, &Route::found);
    route.find();
    QTRY_COMPARE(found.size(), 1);
    QVERIFY(route.next().isLoopback());
}

void TestRoute::saysThatANameHasNoAddress() {
    Route route(QStringLiteral("nowhere.invalid"));
    QSignalSpy failed(&route, &Route::failed);
    route.find();
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(failed.first().first().value<Failure>().kind, FailureKind::Unresolved);
}

void TestRoute::isSilentOnceSettled() {
    Route route(QStringLiteral("localhost"));
    const QSignalSpy found(&route, &Route::found);
    route.find();
    route.settle();
    Route other(QStringLiteral("localhost"));
    const QSignalSpy otherFound(&other, &Route::found);
    other.find();
    QTRY_COMPARE(otherFound.size(), 1);
    QCOMPARE(found.size(), 0);
    QVERIFY(!route.hasNext());
}

QTEST_GUILESS_MAIN(TestRoute)
#include "tst_route.moc"
