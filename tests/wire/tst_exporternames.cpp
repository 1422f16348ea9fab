#include "exchange/exporternames.h"

#include <QRegularExpression>
#include <QtTest>

using namespace spillway;

class TestExporterNames : public QObject {
    Q_OBJECT
private slots:
    void rows_data();
    void rows();
    void fitting_data();
    void fitting();
    void kinds();
    void pattern();
};

void TestExporterNames::rows_data() {
    QTest::addColumn<int>("index");
    const auto rows = exporterNumbers();
    for (size_t i = 0; i < rows.size(); ++i)
        QTest::addRow("%s %s", rows[i].name, rows[i].where) << int(i);
}

// Each is a name of its kind, and its conditions can be met.
void TestExporterNames::rows() {
    QFETCH(int, index);
    const ExporterNumber &row = exporterNumbers()[size_t(index)];
    QVERIFY(kindOfExporterName(row.name) == row.kind);
    QVERIFY(isExporterName(row.name));
    MetricSeries series{row.name, {}, {}};
    const QList<QByteArray> conditions = QByteArray(row.where).split(',');
    for (const QByteArray &condition : conditions) {
        if (condition.isEmpty())
            continue;
        const qsizetype equals = condition.indexOf('=');
        QVERIFY(equals > 0);
        QByteArray label = condition.left(equals);
        if (label.endsWith('^') || label.endsWith('?'))
            label.chop(1);
        series.labels.emplace_back(label, condition.mid(equals + 1));
    }
    QVERIFY(fits(row, series));
    series.name += "_other";
    QVERIFY(!fits(row, series));
}

void TestExporterNames::fitting_data() {
    QTest::addColumn<QByteArray>("where");
    QTest::addColumn<QByteArray>("state");
    QTest::addColumn<bool>("fits");
    QTest::newRow("nothing is asked") << QByteArray("") << QByteArray("idle") << true;
    QTest::newRow("the same") << QByteArray("state=active") << QByteArray("active") << true;
    QTest::newRow("another") << QByteArray("state=active") << QByteArray("idle") << false;
    QTest::newRow("not there") << QByteArray("state=active") << QByteArray() << false;
    QTest::newRow("begins so") << QByteArray("state^=idle in") << QByteArray("idle in transaction") << true;
    QTest::newRow("does not begin so") << QByteArray("state^=idle in") << QByteArray("idle") << false;
    QTest::newRow("may be absent and is") << QByteArray("state?=active") << QByteArray() << true;
    QTest::newRow("may be absent, is the same")
        << QByteArray("state?=active") << QByteArray("active") << true;
    QTest::newRow("may be absent, is another") << QByteArray("state?=active") << QByteArray("idle") << false;
    QTest::newRow("both of two") << QByteArray("state=active,job=db") << QByteArray("active") << true;
    QTest::newRow("one of two") << QByteArray("state=active,job=other") << QByteArray("active") << false;
}

void TestExporterNames::fitting() {
    QFETCH(QByteArray, where);
    QFETCH(QByteArray, state);
    const ExporterNumber row{EndpointKind::PostgreSql, "a", where.constData(), Field::Active};
    MetricSeries series{"a", {{"job", "db"}}, {}};
    if (!state.isEmpty())
        series.labels.emplace_back("state", state);
    QTEST(spillway::fits(row, series), "fits");
}

void TestExporterNames::kinds() {
    QVERIFY(kindOfExporterName("redis_anything") == EndpointKind::Redis);
    QVERIFY(kindOfExporterName("mysql_global_status_uptime") == EndpointKind::MySql);
    QVERIFY(!kindOfExporterName("go_goroutines"));
    QVERIFY(kindOfUpName("pg_up") == EndpointKind::PostgreSql);
    QVERIFY(!kindOfUpName("up"));
    QVERIFY(isExporterName("up") && isExporterName("memcached_up") && !isExporterName("redis_anything"));
}

void TestExporterNames::pattern() {
    const QRegularExpression form(u'^' + QStringLiteral("(") +
                                  QString::fromLatin1(exporterPattern(EndpointKind::Redis)) +
                                  QStringLiteral(")$"));
    QVERIFY(form.isValid());
    for (const char *name : {"up", "redis_up", "redis_keyspace_hits_total", "redis_instance_info"})
        QVERIFY2(form.match(QLatin1String(name)).hasMatch(), name);
    for (const char *name : {"pg_up", "redis_exporter_build_info"})
        QVERIFY2(!form.match(QLatin1String(name)).hasMatch(), name);
}

QTEST_APPLESS_MAIN(TestExporterNames)
#include "tst_exporternames.moc"
