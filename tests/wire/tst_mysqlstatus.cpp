#include "mysqlstatus.h"

#include <QTest>

using namespace spillway;

namespace {

const MySqlServer mariaDb{"10.11.19-MariaDB-0+deb12u1"};
const MySqlServer mySql{"8.0.36"};

// Real values of MariaDB 10.11, by name.
MySqlAnswer answer(const QMap<QByteArray, QByteArray> &changes = {}) {
    QMap<QByteArray, QByteArray> values{{"Uptime", "3600"},
                                        {"Threads_connected", "7"},
                                        {"Threads_running", "4"},
                                        {"Questions", "881"},
                                        {"Innodb_buffer_pool_read_requests", "1000"},
                                        {"Innodb_buffer_pool_reads", "30"},
                                        {"Innodb_row_lock_current_waits", "1"},
                                        {"Busy_time", "0.000000"},
                                        {"ts", "1732518000.250000"},
                                        {"max_connections", "151"},
                                        {"event_scheduler", "ON"},
                                        {"seen", "9"},
                                        {"active", "5"},
                                        {"state_lock", "1"},
                                        {"longest_query_s", "0.5000"}};
    for (auto change = changes.begin(); change != changes.end(); ++change)
        values.insert(change.key(), change.value());
    MySqlAnswer all;
    for (auto value = values.begin(); value != values.end(); ++value)
        if (!value->isEmpty())
            all.push_back({value.key(), *value});
    return all;
}

using Number = std::optional<double>;

} // namespace

class TestMySqlStatus : public QObject {
    Q_OBJECT

private slots:
    void readsAnAnswer();
    void countsTheLoad_data();
    void countsTheLoad();
    void leavesOutWhatIsNoNumber_data();
    void leavesOutWhatIsNoNumber();
    void tellsTheVersion_data();
    void tellsTheVersion();
    void asksOnlyForWhatIsNamed();
};

void TestMySqlStatus::readsAnAnswer() {
    const Outcome<Reading> reading = readMySqlAnswer(
        answer({{"innodb_buffer_pool_size", "134217728"}, {"process", "0"}, {"Busy_time", "12.5"}}), mariaDb);
    QVERIFY(reading.ok());
    QCOMPARE(reading->value(Field::Statements), Number(881));
    QCOMPARE(reading->value(Field::BlocksHit), Number(970));
    QCOMPARE(reading->value(Field::BlocksRead), Number(30));
    QCOMPARE(reading->value(Field::OnLock), Number(2));
    QCOMPARE(reading->value(Field::ActiveTime), Number(12'500));
    QCOMPARE(reading->value(Field::ServerTime), Number(1732518000.25));
    QCOMPARE(reading->version, QStringLiteral("mariadb 10.11.19"));
    QCOMPARE(reading->settings.value(QStringLiteral("innodb_buffer_pool_size")), QStringLiteral("134217728"));
    QCOMPARE(reading->settings.value(QStringLiteral("PROCESS")), QStringLiteral("missing"));
    QVERIFY(!readMySqlAnswer(answer({{"Uptime", ""}}), mariaDb).ok());
}

void TestMySqlStatus::countsTheLoad_data() {
    QTest::addColumn<MySqlServer>("server");
    QTest::addColumn<MySqlAnswer>("values");
    QTest::addColumn<Number>("load");
    QTest::addColumn<Number>("longest");
    QTest::addRow("sessions, where they are seen") << mariaDb << answer() << Number(5) << Number(0.5);
    const QMap<QByteArray, QByteArray> hidden{
        {"seen", ""}, {"active", ""}, {"state_lock", ""}, {"longest_query_s", ""}};
    QTest::addRow("what runs, less our own poll") << mariaDb << answer(hidden) << Number(3) << Number();
    QTest::addRow("in MySQL also less the scheduler") << mySql << answer(hidden) << Number(2) << Number();
    auto idle = hidden;
    idle["Threads_running"] = "1";
    QTest::addRow("never below nothing") << mySql << answer(idle) << Number(0) << Number();
    QTest::addRow("a server that does not keep its sessions")
        << mySql << answer({{"seen", "0"}, {"active", "0"}}) << Number(2) << Number();
    auto none = hidden;
    none["Threads_running"] = "";
    QTest::addRow("unknown, not nothing") << mariaDb << answer(none) << Number() << Number();
}

void TestMySqlStatus::countsTheLoad() {
    QFETCH(MySqlServer, server);
    QFETCH(MySqlAnswer, values);
    const Outcome<Reading> reading = readMySqlAnswer(values, server);
    QVERIFY(reading.ok());
    QTEST(reading->value(Field::Active), "load");
    QTEST(reading->value(Field::LongestQuery), "longest");
}

void TestMySqlStatus::leavesOutWhatIsNoNumber_data() {
    QTest::addColumn<QByteArray>("value");
    for (const char *value : {"", "nan", "inf", "-1", "1e400", "0x10", "1,5", "  7", "ON"})
        QTest::addRow("'%s'", value) << QByteArray(value);
}

void TestMySqlStatus::leavesOutWhatIsNoNumber() {
    QFETCH(QByteArray, value);
    const Outcome<Reading> reading =
        readMySqlAnswer(answer({{"Questions", value}, {"active", value}}), mariaDb);
    QVERIFY(reading.ok());
    QCOMPARE(reading->value(Field::Statements), Number());
    QCOMPARE(reading->value(Field::Active), Number());
    QCOMPARE(reading->value(Field::Connections), Number(7));
}

void TestMySqlStatus::tellsTheVersion_data() {
    QTest::addColumn<QByteArray>("greeting");
    QTest::addColumn<QString>("name");
    QTest::addRow("MariaDB") << mariaDb.version << QStringLiteral("mariadb 10.11.19");
    QTest::addRow("an older MariaDB")
        << QByteArray("5.5.5-10.4.32-MariaDB-log") << QStringLiteral("mariadb 10.4.32");
    QTest::addRow("MySQL") << QByteArray("8.0.36-0ubuntu0.22.04.1") << QStringLiteral("mysql 8.0.36");
    QTest::addRow("nonsense") << QByteArray("<b>") << QStringLiteral("mysql 0.0.0");
}

void TestMySqlStatus::tellsTheVersion() {
    QFETCH(QByteArray, greeting);
    QTEST(MySqlServer{greeting}.name(), "name");
}

void TestMySqlStatus::asksOnlyForWhatIsNamed() {
    for (const MySqlServer &server : {mariaDb, mySql}) {
        const QByteArray hot = MySqlQuestion{false, false}.text(server);
        const QByteArray all = MySqlQuestion{true, true}.text(server);
        QVERIFY(hot.size() < 1000);
        QVERIFY(!hot.contains("VARIABLES"));
        QCOMPARE(all.count("SHOW GLOBAL"), all.count("WHERE Variable_name IN"));
        QVERIFY(!all.contains("query_text") && !all.contains("INFO"));
        QCOMPARE(all.contains("performance_schema.threads"), !server.isMariaDb());
    }
}

QTEST_APPLESS_MAIN(TestMySqlStatus)
#include "tst_mysqlstatus.moc"
