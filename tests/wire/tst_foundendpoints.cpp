#include "exchange/foundendpoints.h"

#include "checkout.h"

#include <QtTest>

using namespace spillway;

class TestFoundEndpoints : public QObject {
    Q_OBJECT
private slots:
    void cadence_data();
    void cadence();
    void stacks();
    void recordedConfiguration();
};

void TestFoundEndpoints::cadence_data() {
    QTest::addColumn<QList<int>>("seconds");
    QTest::addColumn<int>("every");
    QTest::newRow("one poll") << QList<int>{0} << 15'000;
    QTest::newRow("every second") << QList<int>{0, 1, 2, 3} << 1000;
    QTest::newRow("with a gap") << QList<int>{0, 15, 30, 3000, 3015, 3030} << 15'000;
    QTest::newRow("now and then none") << QList<int>{0, 10, 20, 40, 50, 60} << 10'000;
}

void TestFoundEndpoints::cadence() {
    QFETCH(QList<int>, seconds);
    FoundEndpoints found;
    const auto id = found.take(QStringLiteral("s"), QStringLiteral("a"), EndpointKind::Redis, Role::Cache);
    for (const int second : seconds)
        found.notePoll(*id, Checkout::start() + std::chrono::seconds(second) + Duration(second % 7));
    std::vector<EndpointId> ids;
    const Configuration configuration = found.configuration({}, {}, ids);
    QTEST(int(configuration.endpoints[0].every.count()), "every");
    QTEST(int(configuration.every.count()), "every");
}

void TestFoundEndpoints::stacks() {
    FoundEndpoints found;
    const QString a = QStringLiteral("a");
    const QString b = QStringLiteral("b");
    QCOMPARE(*found.take(a, QStringLiteral("x"), EndpointKind::Redis, Role::Cache), 0);
    QCOMPARE(*found.take(b, QStringLiteral("x"), EndpointKind::Redis, Role::Cache), 1);
    QCOMPARE(*found.take(a, QStringLiteral("y"), EndpointKind::MySql, Role::Database), 2);
    QCOMPARE(*found.take(a, QStringLiteral("x"), EndpointKind::Redis, Role::Cache), 0);
    std::vector<EndpointId> ids;
    const Configuration configuration = found.configuration({}, 8, ids);
    QVERIFY((ids == std::vector<EndpointId>{0, 1, 2}));
    QVERIFY((configuration.stacks == std::vector<Stack>{{a, {0}, {2}}, {b, {1}, {}}}));
    QCOMPARE(configuration.endpoints[2].vcpu.value_or(0), 8.0);
    QVERIFY(!configuration.endpoints[0].vcpu);
    QVERIFY(!configuration.rules.empty());
}

void TestFoundEndpoints::recordedConfiguration() {
    const Configuration recorded = Checkout::configuration();
    FoundEndpoints found;
    const QString stack = QStringLiteral("checkout");
    found.take(stack, QStringLiteral("db-1"), EndpointKind::PostgreSql, Role::Database);
    std::vector<EndpointId> ids;
    QCOMPARE(found.configuration(recorded, {}, ids).rules[0].name, recorded.rules[0].name);
    QVERIFY((ids == std::vector<EndpointId>{Checkout::Database}));
    found.take(stack, QStringLiteral("db-2"), EndpointKind::PostgreSql, Role::Database); // it does not know
    QCOMPARE(found.configuration(recorded, {}, ids).endpoints.size(), size_t(2));
    QVERIFY((ids == std::vector<EndpointId>{0, 1}));
}

QTEST_APPLESS_MAIN(TestFoundEndpoints)
#include "tst_foundendpoints.moc"
