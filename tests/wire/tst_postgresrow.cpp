#include "postgresrow.h"

#include <QRegularExpression>
#include <QTest>

#include <algorithm>

using namespace spillway;

namespace {

using Number = std::optional<double>;

// Real answers of 15.18, as name and value; "" stands for NULL.
PostgresRow answer(const QMap<QByteArray, QByteArray> &changes = {}) {
    static const QMap<QByteArray, QByteArray> usual{{"ts", "1732518000.25"},
                                                    {"start_ts", "1732500000.123456"},
                                                    {"replica", "f"},
                                                    {"replay_age_s", ""},
                                                    {"max_connections", "100"},
                                                    {"su_reserved", "3"},
                                                    {"can_see", "t"},
                                                    {"xact_commit", "881"},
                                                    {"blks_hit", "86768"},
                                                    {"blk_read_ms", "0"},
                                                    {"active_ms", "1.5e+09"},
                                                    {"stats_reset", ""},
                                                    {"conns", "7"},
                                                    {"active", "3"},
                                                    {"active_pw", "1"},
                                                    {"act_cpu", "2"},
                                                    {"act_lock", "1"},
                                                    {"hidden", "0"},
                                                    {"longest_query_s", "0.5"},
                                                    {"longest_xact_s", "2"}};
    static QMap<QByteArray, QByteArray> kept; // the views of the row point into it
    kept = usual;
    for (auto change = changes.begin(); change != changes.end(); ++change)
        kept.insert(change.key(), change.value());
    PostgresRow row;
    for (auto column = kept.begin(); column != kept.end(); ++column)
        row.push_back(
            {column.key(), column->isEmpty() ? std::nullopt : std::optional<QByteArrayView>(*column)});
    return row;
}

} // namespace

class TestPostgresRow : public QObject {
    Q_OBJECT

private slots:
    void readsARow();
    void leavesOutWhatIsNoNumber_data();
    void leavesOutWhatIsNoNumber();
    void leavesOutLoadWithoutTheRight();
    void takesExtraAndMissingColumns();
    void needsAStartTime();
    void tellsTheVersion_data();
    void tellsTheVersion();
    void asksByVersion();
    void asksOnlyForFieldsItKnows_data();
    void asksOnlyForFieldsItKnows();
};

void TestPostgresRow::readsARow() {
    const Outcome<Reading> reading = readPostgresRow(answer(), 150'018);
    QVERIFY(reading.ok());
    QCOMPARE(reading->identity, QStringLiteral("1732500000.123456"));
    QCOMPARE(reading->version, QStringLiteral("postgresql 15.18"));
    QCOMPARE(reading->value(Field::Active), Number(3));
    QCOMPARE(reading->value(Field::ActiveParallel), Number(1));
    QCOMPARE(reading->value(Field::CanSee), Number(1));
    QCOMPARE(reading->value(Field::Replica), Number(0));
    QCOMPARE(reading->value(Field::ReplayAge), Number()); // NULL
    QCOMPARE(reading->value(Field::ActiveTime), Number(1.5e9));
    QCOMPARE(reading->value(Field::ServerTime), Number(1732518000.25));
    QCOMPARE(reading->settings.value(QStringLiteral("max_connections")), QStringLiteral("100"));
    QCOMPARE(reading->settings.value(QStringLiteral("in_hot_standby")), QStringLiteral("off"));
}

void TestPostgresRow::leavesOutWhatIsNoNumber_data() {
    QTest::addColumn<QByteArray>("value");
    for (const char *value : {"NaN", "Infinity", "-1", "1e400", "0x10", "1,5", " 7", "true"})
        QTest::addRow("\"%s\"", value) << QByteArray(value);
}

void TestPostgresRow::leavesOutWhatIsNoNumber() {
    QFETCH(QByteArray, value);
    const Outcome<Reading> reading = readPostgresRow(answer({{"active", value}}), 150'018);
    QVERIFY(reading.ok());
    QCOMPARE(reading->value(Field::Active), Number());
    QCOMPARE(reading->value(Field::Connections), Number(7));
}

void TestPostgresRow::leavesOutLoadWithoutTheRight() {
    const Outcome<Reading> reading = readPostgresRow(answer({{"can_see", "f"}, {"hidden", "5"}}), 150'018);
    QVERIFY(reading.ok());
    for (const Field field : {Field::Active, Field::ActiveParallel, Field::Connections, Field::OnCpu,
                              Field::OnLock, Field::LongestQuery, Field::LongestTransaction})
        QVERIFY2(!reading->value(field), fieldInfo(field).name.data());
    QCOMPARE(reading->value(Field::Hidden), Number(5));
    QCOMPARE(reading->value(Field::Commits), Number(881));
    QCOMPARE(reading->settings.value(QStringLiteral("pg_read_all_stats")), QStringLiteral("missing"));
}

void TestPostgresRow::takesExtraAndMissingColumns() {
    PostgresRow row = answer();
    row.push_back({"new_in_version_99", QByteArrayView("1")});
    row.erase(std::find_if(row.begin(), row.end(),
                           [](const PostgresColumn &column) { return column.name == "can_see"; }));
    const Outcome<Reading> reading = readPostgresRow(row, 150'018);
    QVERIFY(reading.ok());
    QCOMPARE(reading->value(Field::CanSee), Number());
    QCOMPARE(reading->value(Field::Active), Number()); // not known to be allowed
}

void TestPostgresRow::needsAStartTime() {
    QVERIFY(!readPostgresRow(answer({{"start_ts", ""}}), 150'018));
    QVERIFY(!readPostgresRow({}, 150'018));
}

void TestPostgresRow::tellsTheVersion_data() {
    QTest::addColumn<int>("number");
    QTest::addColumn<QString>("version");
    QTest::addRow("12") << 120'022 << QStringLiteral("postgresql 12.22");
    QTest::addRow("18") << 180'000 << QStringLiteral("postgresql 18.0");
}

void TestPostgresRow::tellsTheVersion() {
    QFETCH(int, number);
    QTEST(readPostgresRow(answer(), number)->version, "version");
}

void TestPostgresRow::asksByVersion() {
    QVERIFY(!postgresQuestion(130'000).contains("session_time"));
    QVERIFY(postgresQuestion(140'000).contains("session_time"));
    QVERIFY(!postgresQuestion(140'000).contains("%1"));
    QVERIFY(postgresQuestion(150'018).startsWith("/* spillway hot */"));
}

// The names of the columns are the names of the fields.
void TestPostgresRow::asksOnlyForFieldsItKnows_data() {
    QTest::addColumn<QString>("column");
    static const QRegularExpression alias(QStringLiteral(" AS ([a-z_]+)(?=[,\\s])"));
    auto matches = alias.globalMatch(QString::fromLatin1(postgresQuestion(180'000)));
    while (matches.hasNext()) {
        const QString column = matches.next().captured(1);
        if (column.size() > 2) // bt, b and w stay inside
            QTest::addRow("%s", qPrintable(column)) << column;
    }
}

void TestPostgresRow::asksOnlyForFieldsItKnows() {
    QFETCH(QString, column);
    const QByteArray name = column.toLatin1();
    QVERIFY(fieldFromName(QLatin1String(name)).has_value());
}

QTEST_GUILESS_MAIN(TestPostgresRow)
#include "tst_postgresrow.moc"
