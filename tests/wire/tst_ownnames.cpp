#include "exchange/ownnames.h"

#include <QRegularExpression>
#include <QSet>
#include <QtTest>

using namespace spillway;

class TestOwnNames : public QObject {
    Q_OBJECT
private slots:
    void names_data();
    void names();
    void everyFieldComesBack();
};

void TestOwnNames::names_data() {
    QTest::addColumn<Field>("field");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("unit");
    const auto row = [](Field field, const char *name, const char *unit) {
        QTest::newRow(name) << field << QByteArray(name) << QByteArray(unit);
    };
    row(Field::Hits, "spillway_keyspace_hits_total", "");
    row(Field::UsedMemory, "spillway_used_memory_bytes", "bytes");
    row(Field::BytesIn, "spillway_total_net_input_bytes_total", "bytes");
    row(Field::Uptime, "spillway_uptime_seconds", "seconds");
    row(Field::ActiveTime, "spillway_active_milliseconds_total", "milliseconds");
    row(Field::ForkTime, "spillway_latest_fork_microseconds", "microseconds");
    row(Field::FragmentationRatio, "spillway_allocator_frag_ratio", "ratio");
    row(Field::LongestQuery, "spillway_longest_query_seconds", "seconds");
    row(Field::Active, "spillway_active", "");
}

void TestOwnNames::names() {
    QFETCH(Field, field);
    QTEST(ownName(field), "name");
    QTEST(ownUnit(field), "unit");
}

// And is a name that OpenMetrics allows: a family that ends with its unit.
void TestOwnNames::everyFieldComesBack() {
    static const QRegularExpression form(QStringLiteral("^spillway_[a-z0-9_]+$"));
    QSet<QByteArray> families{"spillway_up", "spillway_setting", "spillway_round_trip_milliseconds"};
    for (const FieldInfo &info : fieldTable()) {
        const QByteArray family = ownFamily(info.field);
        QVERIFY2(form.match(QString::fromLatin1(family)).hasMatch(), family.constData());
        QVERIFY2(!families.contains(family), family.constData());
        families.insert(family);
        QVERIFY2(family.endsWith(ownUnit(info.field)), family.constData());
        QVERIFY(fieldFromOwnName(ownName(info.field)) == info.field);
        QVERIFY(isOwnName(ownName(info.field)));
    }
    QVERIFY(!fieldFromOwnName("spillway_up"));
    QVERIFY(!isOwnName("redis_up"));
}

QTEST_APPLESS_MAIN(TestOwnNames)
#include "tst_ownnames.moc"
