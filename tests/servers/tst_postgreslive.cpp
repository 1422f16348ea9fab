// The PostgreSQL probe against a real server.

#include "factory.h"
#include "right.h"
#include "servers/ask.h"
#include "servers/postgresserver.h"

#include <QTest>

using namespace spillway;

class TestPostgresLive : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void readsTheServer();
    void readsOverAUnixSocket();
    void countsWhatIsActive();
    void asksReadOnlyAndBounded();
    void saysWhyItCannotLogIn_data();
    void saysWhyItCannotLogIn();
    void leavesOutWhatTheAccountMayNotSee();
    void readsSettingsAsTheyAreForOthers();
    void tellsWhatTheAccountMay_data();
    void tellsWhatTheAccountMay();
    void saysThatTheServerIsFull();
    void isNotHeldUpByAStoppedServer();
    void noticesARestart();

private:
    Endpoint endpoint(const QString &user = QStringLiteral("postgres"), const QByteArray &password = "geheim",
                      const QString &database = QStringLiteral("postgres")) const;

    PostgresServer m_server{{QStringLiteral("max_connections=20")}};
};

Endpoint TestPostgresLive::endpoint(const QString &user, const QByteArray &password,
                                    const QString &database) const {
    Endpoint endpoint;
    endpoint.kind = EndpointKind::PostgreSql;
    endpoint.role = Role::Database;
    endpoint.address.host = QStringLiteral("127.0.0.1");
    endpoint.address.port = m_server.port();
    endpoint.address.user = user;
    endpoint.address.database = database;
    if (!password.isEmpty())
        endpoint.secret = InlineSecret{Secret(password)};
    return endpoint;
}

namespace {

std::unique_ptr<Probe> probeFor(const Endpoint &endpoint) {
    Outcome<std::unique_ptr<Probe>> probe = makeProbe(endpoint);
    return probe ? std::move(probe).value() : nullptr;
}

} // namespace

void TestPostgresLive::initTestCase() {
    qputenv("PGPASSFILE", "/nonexistent");
    QVERIFY2(m_server.create(), qPrintable(m_server.error()));
    QVERIFY2(m_server.start(), qPrintable(m_server.error()));
    m_server.sql("CREATE ROLE monitor LOGIN PASSWORD 'geheim'; GRANT pg_monitor TO monitor");
    m_server.sql("CREATE ROLE stranger LOGIN PASSWORD 'geheim'");
    m_server.sql("CREATE ROLE locked NOLOGIN PASSWORD 'geheim'");
}

void TestPostgresLive::init() {
    QVERIFY(m_server.isRunning());
}

void TestPostgresLive::readsTheServer() {
    const auto probe = probeFor(endpoint(QStringLiteral("monitor")));
    const auto before = ask(*probe);
    QVERIFY2(before && *before, qPrintable(failureOf(before).what));
    m_server.sql("SELECT 1");
    QVERIFY(waitUntil([&] {
        const auto after = ask(*probe);
        return after && *after && *(*after)->value(Field::Commits) > *(*before)->value(Field::Commits) + 1;
    }));
    const Reading &reading = **before;
    QVERIFY(reading.version.startsWith(QLatin1String("postgresql 1")));
    QVERIFY(!reading.identity.isEmpty());
    QCOMPARE(reading.value(Field::MaxConnections), std::optional(20.0));
    QCOMPARE(reading.value(Field::CanSee), std::optional(1.0));
    QCOMPARE(reading.value(Field::Active), std::optional(0.0));
    QCOMPARE(reading.value(Field::Hidden), std::optional(0.0));
    QVERIFY(reading.value(Field::SessionTime).has_value());
    const QMap<QString, QString> settings{{QStringLiteral("max_connections"), QStringLiteral("20")},
                                          {QStringLiteral("in_hot_standby"), QStringLiteral("off")},
                                          {QStringLiteral("pg_read_all_stats"), QStringLiteral("granted")}};
    for (auto setting = settings.begin(); setting != settings.end(); ++setting)
        QCOMPARE(reading.settings.value(setting.key()), setting.value());
}

void TestPostgresLive::readsOverAUnixSocket() {
    Endpoint overSocket = endpoint(QStringLiteral("postgres"), {});
    overSocket.address.host.clear();
    overSocket.address.socketPath = m_server.folder() + QStringLiteral("/pg");
    const auto answer = ask(*probeFor(overSocket));
    QVERIFY2(answer && *answer, qPrintable(failureOf(answer).what));
    overSocket.address.socketPath = m_server.folder() + QStringLiteral("/nowhere");
    QCOMPARE(failureOf(ask(*probeFor(overSocket))).kind, FailureKind::Refused);
}

void TestPostgresLive::countsWhatIsActive() {
    QProcess session;
    session.start(QStringLiteral("psql"),
                  {QStringLiteral("-h"), m_server.folder() + QStringLiteral("/pg"), QStringLiteral("-p"),
                   QString::number(m_server.port()), QStringLiteral("-U"), QStringLiteral("postgres"),
                   QStringLiteral("-c"), QStringLiteral("SELECT pg_sleep(60)")});
    QVERIFY(session.waitForStarted());
    const auto probe = probeFor(endpoint(QStringLiteral("monitor")));
    QVERIFY(waitUntil([&] {
        const auto answer = ask(*probe);
        return answer && *answer && (*answer)->value(Field::Active) == 1.0;
    }));
    const auto answer = ask(*probe);
    QVERIFY(*(*answer)->value(Field::LongestQuery) > 0);
    session.kill();
    session.waitForFinished();
}

void TestPostgresLive::asksReadOnlyAndBounded() {
    const auto probe = probeFor(endpoint());
    QVERIFY(ask(*probe));
    QVERIFY(ask(*probe));
    QCOMPARE(m_server.sql("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'spillway'"),
             QByteArray("1"));
    QCOMPARE(m_server.sql("SELECT state FROM pg_stat_activity WHERE application_name = 'spillway'"),
             QByteArray("idle"));
    probe->abort();
    QVERIFY(waitUntil([&] {
        return m_server.sql("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'spillway'") ==
               "0";
    }));
}

void TestPostgresLive::saysWhyItCannotLogIn_data() {
    QTest::addColumn<QString>("user");
    QTest::addColumn<QByteArray>("password");
    QTest::addColumn<QString>("database");
    QTest::addColumn<FailureKind>("kind");
    QTest::addColumn<QString>("what");
    const QString known = QStringLiteral("postgres");
    QTest::addRow("wrong password") << known << QByteArray("falsch") << known << FailureKind::Authentication
                                    << QStringLiteral("the password is wrong");
    QTest::addRow("no password") << known << QByteArray() << known << FailureKind::Authentication
                                 << QStringLiteral("the server asks for a password");
    QTest::addRow("unknown user") << QStringLiteral("nobody") << QByteArray("geheim") << known
                                  << FailureKind::Authentication << QStringLiteral("the password is wrong");
    QTest::addRow("a role that may not log in")
        << QStringLiteral("locked") << QByteArray("geheim") << known << FailureKind::Authentication
        << QStringLiteral("role \"locked\" is not permitted to log in");
    QTest::addRow("unknown database")
        << known << QByteArray("geheim") << QStringLiteral("nowhere") << FailureKind::Configuration
        << QStringLiteral("database \"nowhere\" does not exist");
}

void TestPostgresLive::saysWhyItCannotLogIn() {
    QFETCH(QString, user);
    QFETCH(QByteArray, password);
    QFETCH(QString, database);
    QFETCH(FailureKind, kind);
    QFETCH(QString, what);
    const Failure failure = failureOf(ask(*probeFor(endpoint(user, password, database))));
    QCOMPARE(failure.what, what);
    QCOMPARE(failure.kind, kind);
    QVERIFY(!failure.remedy.isEmpty());
}

void TestPostgresLive::leavesOutWhatTheAccountMayNotSee() {
    const auto probe = probeFor(endpoint(QStringLiteral("stranger")));
    const auto blind = ask(*probe);
    QVERIFY2(blind && *blind, qPrintable(failureOf(blind).what));
    QCOMPARE((*blind)->value(Field::CanSee), std::optional(0.0));
    QCOMPARE((*blind)->value(Field::Active), std::nullopt);
    QCOMPARE((*blind)->value(Field::Connections), std::nullopt);
    QVERIFY((*blind)->value(Field::Commits).has_value());
    QCOMPARE((*blind)->settings.value(QStringLiteral("pg_read_all_stats")), QStringLiteral("missing"));
    m_server.sql("GRANT pg_monitor TO stranger");
    const auto seeing = ask(*probe);
    m_server.sql("REVOKE pg_monitor FROM stranger");
    QVERIFY((*seeing)->value(Field::Active).has_value());
    QCOMPARE((*seeing)->settings.value(QStringLiteral("pg_read_all_stats")), QStringLiteral("granted"));
}

void TestPostgresLive::readsSettingsAsTheyAreForOthers() {
    const auto probe = probeFor(endpoint(QStringLiteral("monitor")));
    const auto setting = [&](const char *name) {
        const auto answer = ask(*probe);
        return answer && *answer ? (*answer)->settings.value(QLatin1String(name), QStringLiteral("absent"))
                                 : failureOf(answer).what;
    };
    QCOMPARE(setting("shared_buffers"), QStringLiteral("128MB"));
    QCOMPARE(setting("max_connections"), QStringLiteral("20"));
    QCOMPARE(setting("track_io_timing"), QStringLiteral("off"));
    QCOMPARE(setting("statement_timeout"), QStringLiteral("0")); // this session has one of its own
    QCOMPARE(setting("lock_timeout"), QStringLiteral("0"));
    QCOMPARE(setting("pending_restart"), QStringLiteral("no"));
    m_server.sql("ALTER SYSTEM SET shared_buffers = '64MB'");
    m_server.sql("ALTER ROLE monitor SET statement_timeout = '7s'");
    m_server.sql("SELECT pg_reload_conf()");
    probe->abort(); // rather than wait for five minutes
    QTRY_VERIFY((probe->abort(), setting("pending_restart")).contains(u"shared_buffers"));
    QCOMPARE(setting("shared_buffers"), QStringLiteral("128MB"));
    QCOMPARE(setting("statement_timeout"), QStringLiteral("7000ms"));
    m_server.sql("ALTER SYSTEM RESET shared_buffers");
    m_server.sql("ALTER ROLE monitor RESET statement_timeout");
    m_server.sql("SELECT pg_reload_conf()");
}

void TestPostgresLive::tellsWhatTheAccountMay_data() {
    QTest::addColumn<QString>("user");
    QTest::addColumn<QLatin1String>("settings");
    QTest::addColumn<QLatin1String>("isSuperuser");
    QTest::addColumn<QStringList>("excess");
    QTest::addRow("as it should be") << QStringLiteral("monitor") << right::granted << right::no
                                     << QStringList();
    QTest::addRow("too little") << QStringLiteral("stranger") << right::missing << right::no << QStringList();
    QTest::addRow("everything") << QStringLiteral("postgres") << right::granted << right::yes
                                << QStringList{QStringLiteral("is a superuser"),
                                               QStringLiteral("may make roles"),
                                               QStringLiteral("may reach files")};
}

void TestPostgresLive::tellsWhatTheAccountMay() {
    QFETCH(QString, user);
    QFETCH(QLatin1String, settings);
    QFETCH(QLatin1String, isSuperuser);
    QFETCH(QStringList, excess);
    const auto answer = ask(*probeFor(endpoint(user)));
    QVERIFY2(answer && *answer, qPrintable(failureOf(answer).what));
    QCOMPARE((*answer)->settings.value(right::postgresSettings), QString(settings));
    QCOMPARE((*answer)->settings.value(right::postgresSuperuser), QString(isSuperuser));
    QCOMPARE((*answer)->settings.contains(QStringLiteral("shared_preload_libraries")),
             settings == right::granted);
    const QStringList lines = excessOf(endpoint(user), **answer);
    QCOMPARE(lines.size(), excess.size());
    for (qsizetype i = 0; i < lines.size(); ++i)
        QVERIFY2(lines[i].startsWith(excess[i]), qPrintable(lines[i]));
}

void TestPostgresLive::saysThatTheServerIsFull() {
    m_server.sql("CREATE ROLE single LOGIN PASSWORD 'geheim' CONNECTION LIMIT 1");
    const auto first = probeFor(endpoint(QStringLiteral("single")));
    QVERIFY(ask(*first));
    const auto second = probeFor(endpoint(QStringLiteral("single")));
    QCOMPARE(failureOf(ask(*second)).kind, FailureKind::Full);
}

void TestPostgresLive::isNotHeldUpByAStoppedServer() {
    const auto connected = probeFor(endpoint());
    const auto fresh = probeFor(endpoint());
    QVERIFY(ask(*connected));
    m_server.pause();
    const bool turning =
        keepsTurning([&] { ask(*connected, 300); }) && keepsTurning([&] { ask(*fresh, 300); });
    m_server.resume();
    QVERIFY(turning);
    for (Probe *probe : {connected.get(), fresh.get()}) {
        const auto again = ask(*probe);
        QVERIFY2(again && *again, qPrintable(failureOf(again).what));
    }
}

void TestPostgresLive::noticesARestart() {
    const auto probe = probeFor(endpoint());
    const auto before = ask(*probe);
    QVERIFY(before && *before);
    m_server.kill();
    // The answer to the first question may still be the end of the old connection.
    QTRY_COMPARE(failureOf(ask(*probe)).kind, FailureKind::Refused);
    QVERIFY2(m_server.restart(), qPrintable(m_server.error()));
    const auto after = ask(*probe);
    QVERIFY2(after && *after, qPrintable(failureOf(after).what));
    QVERIFY((*after)->identity != (*before)->identity);
}

QTEST_GUILESS_MAIN(TestPostgresLive)
#include "tst_postgreslive.moc"
