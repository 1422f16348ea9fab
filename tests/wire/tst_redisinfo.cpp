#include "redisinfo.h"

#include <QFile>
#include <QTest>

using namespace spillway;

namespace {

using Number = std::optional<double>;

QByteArray captured(const char *name) {
    QFile file(QStringLiteral(SPILLWAY_SOURCE_DIR "/tests/data/servers/") + QString::fromLatin1(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// The smallest INFO that counts as one, with more lines behind it.
QByteArray infoWith(const QByteArray &lines) {
    return "run_id:abc\r\nkeyspace_hits:1\r\n" + lines + "\r\n";
}

} // namespace

class TestRedisInfo : public QObject {
    Q_OBJECT

private slots:
    void readsACapturedAnswer();
    void survivesACutAtEveryByte();
    void rejectsNumbersThatAreNone_data();
    void rejectsNumbersThatAreNone();
    void sumsOverDatabases_data();
    void sumsOverDatabases();
    void knowsItsRelatives_data();
    void knowsItsRelatives();
    void ignoresWhatItDoesNotKnow_data();
    void ignoresWhatItDoesNotKnow();
    void countsCpuOfTheMainThread_data();
    void countsCpuOfTheMainThread();
    void saysThatTheServerIsStarting_data();
    void saysThatTheServerIsStarting();
    void saysWhetherTheReplicaIsLinked_data();
    void saysWhetherTheReplicaIsLinked();
    void takesFiftyThousandDatabases();
    void refusesWhatIsNoInfo_data();
    void refusesWhatIsNoInfo();
};

void TestRedisInfo::readsACapturedAnswer() {
    const Outcome<Reading> reading = readRedisInfo(captured("redis-7.0.info"));
    QVERIFY(reading.ok());
    QCOMPARE(reading->version, QStringLiteral("redis 7.0.15"));
    QCOMPARE(reading->identity.size(), 40);
    QCOMPARE(reading->value(Field::Keys), Number(3));
    QCOMPARE(reading->value(Field::KeysWithTtl), Number(2));
    QCOMPARE(reading->value(Field::MaxMemory), Number(104'857'600));
    QCOMPARE(reading->value(Field::ConnectionsRejected), Number(0));
    QCOMPARE(reading->value(Field::Stores), Number()); // not in these sections
    QCOMPARE(reading->settings.value(QStringLiteral("maxmemory-policy")), QStringLiteral("allkeys-lru"));
    QCOMPARE(reading->settings.value(QStringLiteral("role")), QStringLiteral("master"));
    QVERIFY(reading->fields().size() >= 28);
}

void TestRedisInfo::survivesACutAtEveryByte() {
    const QByteArray whole = captured("redis-7.0.info");
    const Reading reading = readRedisInfo(whole).value();
    for (qsizetype size = 0; size < whole.size(); ++size) {
        const Outcome<Reading> cut = readRedisInfo(QByteArrayView(whole).first(size));
        if (cut)
            QVERIFY(cut->fields().size() <=
                    reading.fields().size() + 2); // CPU of all threads, until those of one come
    }
}

void TestRedisInfo::rejectsNumbersThatAreNone_data() {
    QTest::addColumn<QByteArray>("value");
    for (const char *value : {"nan", "inf", "-1", "1e400", "9223372036854775808", "18446744073709551616", "",
                              "0x10", "1,5", "  7", "7 ", "7B", "+7"})
        QTest::addRow("\"%s\"", value) << QByteArray(value);
}

void TestRedisInfo::rejectsNumbersThatAreNone() {
    QFETCH(QByteArray, value);
    const Outcome<Reading> reading =
        readRedisInfo(infoWith("rejected_connections:" + value + "\r\nallocator_frag_ratio:" + value +
                               "\r\nmaxmemory:" + value + "\r\nkeyspace_misses:5"));
    QVERIFY(reading.ok());
    QCOMPARE(reading->value(Field::ConnectionsRejected), Number());
    QCOMPARE(reading->value(Field::MaxMemory), Number());
    QCOMPARE(reading->value(Field::Misses), Number(5));   // the others stay
    if (!value.startsWith('9') && !value.startsWith('1')) // a ratio may be large
        QCOMPARE(reading->value(Field::FragmentationRatio), Number());
}

void TestRedisInfo::sumsOverDatabases_data() {
    QTest::addColumn<QByteArray>("keyspace");
    QTest::addColumn<Number>("keys");
    QTest::addColumn<Number>("withTtl");
    QTest::addColumn<Number>("averageTtl");
    QTest::addRow("no section: unknown") << QByteArray() << Number() << Number() << Number();
    QTest::addRow("an empty section: no keys")
        << QByteArray("# Keyspace") << Number(0) << Number(0) << Number();
    QTest::addRow("one") << QByteArray("# Keyspace\r\ndb0:keys=10,expires=4,avg_ttl=5000") << Number(10)
                         << Number(4) << Number(5000);
    QTest::addRow("several, weighted by the keys that expire")
        << QByteArray("# "
                      "Keyspace\r\ndb0:keys=10,expires=3,avg_ttl=1000\r\ndb7:keys=5,expires=1,avg_ttl=9000,"
                      "subexpiry=0")
        << Number(15) << Number(4) << Number(3000);
    QTest::addRow("without estimates")
        << QByteArray("db0:keys=10,expires=4,avg_ttl=0\r\ndb1:keys=1,expires=1,avg_ttl=-1") << Number(11)
        << Number(5) << Number();
    QTest::addRow("one estimate among two")
        << QByteArray("db0:keys=1,expires=1,avg_ttl=0\r\ndb1:keys=1,expires=1,avg_ttl=70") << Number(2)
        << Number(2) << Number(70);
    QTest::addRow("one bad number spoils its sum, not the other")
        << QByteArray("db0:keys=1,expires=1\r\ndb1:keys=nan,expires=2") << Number() << Number(3) << Number();
    QTest::addRow("in another order")
        << QByteArray("db0:avg_ttl=50,expires=2,keys=3") << Number(3) << Number(2) << Number(50);
    QTest::addRow("names that only look like it")
        << QByteArray("db:keys=1\r\ndbx:keys=1\r\ndb0_distrib:keys=1") << Number() << Number() << Number();
}

void TestRedisInfo::sumsOverDatabases() {
    QFETCH(QByteArray, keyspace);
    const Outcome<Reading> reading = readRedisInfo(infoWith(keyspace));
    QVERIFY(reading.ok());
    QTEST(reading->value(Field::Keys), "keys");
    QTEST(reading->value(Field::KeysWithTtl), "withTtl");
    QTEST(reading->value(Field::AverageTtl), "averageTtl");
}

void TestRedisInfo::knowsItsRelatives_data() {
    QTest::addColumn<QByteArray>("lines");
    QTest::addColumn<QString>("version");
    QTest::addColumn<Number>("maxClients");
    QTest::addRow("Redis") << QByteArray("redis_version:7.0.15\r\nmaxclients:10000")
                           << QStringLiteral("redis 7.0.15") << Number(10000);
    QTest::addRow("Redis before 7.0 tells no limit")
        << QByteArray("redis_version:6.2.6") << QStringLiteral("redis 6.2.6") << Number();
    QTest::addRow("Valkey")
        << QByteArray("redis_version:7.2.4\r\nserver_name:valkey\r\nvalkey_version:8.1.1\r\nmaxclients:7")
        << QStringLiteral("valkey 8.1.1") << Number(7);
    QTest::addRow("Dragonfly")
        << QByteArray("redis_version:7.4.0\r\ndragonfly_version:df-v1.24.0\r\nmax_clients:64000")
        << QStringLiteral("dragonfly df-v1.24.0") << Number(64000);
    QTest::addRow("one that only names itself") << QByteArray("redis_version:6.3.4\r\nserver_name:keydb")
                                                << QStringLiteral("keydb 6.3.4") << Number();
    QTest::addRow("one that says nothing") << QByteArray("a:b") << QString() << Number();
    QTest::addRow("one that says too much")
        << "redis_version:7\x1b[31m" + QByteArray(99, '7')
        << QStringLiteral("redis 7 [31m777777777777777777777777777777777\u2026") << Number();
}

void TestRedisInfo::knowsItsRelatives() {
    QFETCH(QByteArray, lines);
    const Outcome<Reading> reading = readRedisInfo(infoWith(lines));
    QVERIFY(reading.ok());
    QTEST(reading->version, "version");
    QTEST(reading->value(Field::MaxClients), "maxClients");
}

void TestRedisInfo::ignoresWhatItDoesNotKnow_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addRow("unknown fields") << QByteArray("new_field:1\r\nkeyspace_hits:5\r\n");
    QTest::addRow("no carriage returns") << QByteArray("# Stats\nkeyspace_hits:5\nx:y\n");
    QTest::addRow("no line end at the end") << QByteArray("keyspace_hits:5");
    QTest::addRow("a line without a colon") << QByteArray("nonsense\r\n\r\nkeyspace_hits:5\r\n");
    QTest::addRow("a line without a name") << QByteArray(":9\r\nkeyspace_hits:5\r\n");
    QTest::addRow("the first of two counts") << QByteArray("keyspace_hits:5\r\nkeyspace_hits:6\r\n");
    QTest::addRow("NUL bytes") << QByteArray("a\0b:1\r\nkeyspace_hits:5\r\n", 25);
    QTest::addRow("bytes that are no UTF-8") << QByteArray("\xff\xfe:\xff\r\nkeyspace_hits:5\r\n");
}

void TestRedisInfo::ignoresWhatItDoesNotKnow() {
    QFETCH(QByteArray, text);
    const Outcome<Reading> reading = readRedisInfo(text);
    QVERIFY(reading.ok());
    QCOMPARE(reading->fields().size(), size_t(1));
    QCOMPARE(reading->value(Field::Hits), Number(5));
}

void TestRedisInfo::countsCpuOfTheMainThread_data() {
    QTest::addColumn<QByteArray>("lines");
    QTest::addColumn<Number>("seconds");
    const QByteArray all("used_cpu_sys:1.5\r\nused_cpu_user:2.5\r\n");
    const QByteArray main("used_cpu_sys_main_thread:0.25\r\nused_cpu_user_main_thread:0.5\r\n");
    QTest::addRow("the whole process before 6.2") << all << Number(4);
    QTest::addRow("the main thread since then") << all + main << Number(0.75);
    QTest::addRow("without busy waiting since Valkey 9.1")
        << all + main + "used_active_time_main_thread:0.125" << Number(0.125);
    QTest::addRow("half of it is nothing") << QByteArray("used_cpu_sys:1.5") << Number();
}

void TestRedisInfo::countsCpuOfTheMainThread() {
    QFETCH(QByteArray, lines);
    QTEST(readRedisInfo(infoWith(lines))->value(Field::CpuSeconds), "seconds");
}

void TestRedisInfo::saysThatTheServerIsStarting_data() {
    QTest::addColumn<QByteArray>("lines");
    QTest::addColumn<QString>("what");
    QTest::addRow("loading") << QByteArray("loading:1\r\nasync_loading:0\r\nloading_eta_seconds:12")
                             << QStringLiteral("the server is loading its data, 12\u00a0s to go");
    QTest::addRow("loading, without an estimate")
        << QByteArray("loading:1") << QStringLiteral("the server is loading its data");
    QTest::addRow("loading while it serves what it had")
        << QByteArray("loading:1\r\nasync_loading:1") << QString();
    QTest::addRow("not loading") << QByteArray("loading:0") << QString();
}

void TestRedisInfo::saysThatTheServerIsStarting() {
    QFETCH(QByteArray, lines);
    QFETCH(QString, what);
    const Outcome<Reading> reading = readRedisInfo(infoWith(lines));
    QCOMPARE(reading.ok(), what.isEmpty());
    if (!reading) {
        QCOMPARE(reading.failure().kind, FailureKind::Starting);
        QCOMPARE(reading.failure().what, what);
    }
}

void TestRedisInfo::saysWhetherTheReplicaIsLinked_data() {
    QTest::addColumn<QByteArray>("lines");
    QTest::addColumn<Number>("down");
    QTest::addRow("a primary") << QByteArray("role:master") << Number();
    QTest::addRow("a linked replica") << QByteArray("role:slave\r\nmaster_link_status:up") << Number(0);
    QTest::addRow("a lost replica")
        << QByteArray("role:slave\r\nmaster_link_status:down\r\nmaster_link_down_since_seconds:-1")
        << Number(1);
}

void TestRedisInfo::saysWhetherTheReplicaIsLinked() {
    QFETCH(QByteArray, lines);
    QTEST(readRedisInfo(infoWith(lines))->value(Field::PrimaryLinkDown), "down");
}

void TestRedisInfo::takesFiftyThousandDatabases() {
    QByteArray text("# Keyspace\r\n");
    for (int i = 0; i < 50'000; ++i)
        text += "db" + QByteArray::number(i) + ":keys=2,expires=1,avg_ttl=100\r\n";
    const Outcome<Reading> reading = readRedisInfo(text);
    QVERIFY(reading.ok());
    QCOMPARE(reading->value(Field::Keys), Number(100'000));
    QCOMPARE(reading->value(Field::AverageTtl), Number(100));
}

void TestRedisInfo::refusesWhatIsNoInfo_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addRow("nothing") << QByteArray();
    QTest::addRow("a page") << QByteArray("<html>\r\n<p>Hello: world</p>\r\n");
    QTest::addRow("only text") << QByteArray("redis_version:7.0.15\r\nrun_id:abc\r\n");
}

void TestRedisInfo::refusesWhatIsNoInfo() {
    QFETCH(QByteArray, text);
    const Outcome<Reading> reading = readRedisInfo(text);
    QVERIFY(!reading);
    QCOMPARE(reading.failure().kind, FailureKind::Protocol);
}

QTEST_GUILESS_MAIN(TestRedisInfo)
#include "tst_redisinfo.moc"
