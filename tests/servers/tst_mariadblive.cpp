// The MySQL probe against a real MariaDB.

#include "factory.h"
#include "servers/ask.h"
#include "servers/mariadbserver.h"

#include <QFile>
#include <QTest>

using namespace spillway;

class TestMariaDbLive : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void readsTheServer();
    void readsOverAUnixSocket();
    void takesThePasswordOfAnOptionFile();
    void countsWhatIsActive_data();
    void countsWhatIsActive();
    void countsThoseThatWaitForRows();
    void asksOverOneConnectionThatIsReadOnly();
    void noticesAChangedSettingAtTheNextConnection();
    void saysWhyItCannotLogIn_data();
    void saysWhyItCannotLogIn();
    void saysThatTheServerIsFull();
    void isNotHeldUpByAStoppedServer();
    void noticesARestart();

private:
    Endpoint endpoint(const QString &user = QStringLiteral("monitor"), const QByteArray &password = "geheim",
                      const QString &database = QString()) const;
    // Another session that executes these until it is destroyed.
    std::unique_ptr<QProcess> session(const QString &statements) const;

    MariaDbServer m_server{{QStringLiteral("max_connections=10"), QStringLiteral("extra_port=0")}};
};

Endpoint TestMariaDbLive::endpoint(const QString &user, const QByteArray &password,
                                   const QString &database) const {
    Endpoint endpoint;
    endpoint.kind = EndpointKind::MySql;
    endpoint.role = Role::Database;
    endpoint.address.host = QStringLiteral("127.0.0.1");
    endpoint.address.port = m_server.port();
    endpoint.address.user = user;
    endpoint.address.database = database;
    endpoint.every = Duration(2000);
    if (!password.isEmpty())
        endpoint.secret = InlineSecret{Secret(password)};
    return endpoint;
}

std::unique_ptr<QProcess> TestMariaDbLive::session(const QString &statements) const {
    auto process = std::make_unique<QProcess>();
    process->start(QStringLiteral("mariadb"),
                   {QStringLiteral("--no-defaults"), QStringLiteral("--socket=") + m_server.socket(),
                    QStringLiteral("--user=root"), QStringLiteral("--execute=") + statements});
    return process->waitForStarted() ? std::move(process) : nullptr;
}

namespace {

std::unique_ptr<Probe> probeFor(const Endpoint &endpoint) {
    Outcome<std::unique_ptr<Probe>> probe = makeProbe(endpoint);
    return probe ? std::move(probe).value() : nullptr;
}

void end(QProcess &session) {
    session.kill();
    session.waitForFinished();
}

} // namespace

void TestMariaDbLive::initTestCase() {
    qputenv("HOME", "/nonexistent"); // nobody's ~/.my.cnf
    QVERIFY2(m_server.create(), qPrintable(m_server.error()));
    QVERIFY2(m_server.start(), qPrintable(m_server.error()));
    QCOMPARE(m_server.sql("CREATE USER monitor IDENTIFIED BY 'geheim'; GRANT PROCESS ON *.* TO monitor;"
                          "CREATE USER stranger IDENTIFIED BY 'geheim';"
                          "CREATE USER admin IDENTIFIED BY 'geheim'; GRANT ALL ON *.* TO admin;"
                          "CREATE USER locked IDENTIFIED BY 'geheim' ACCOUNT LOCK;"
                          "CREATE DATABASE shop; CREATE TABLE shop.item (id INT PRIMARY KEY, n INT);"
                          "INSERT INTO shop.item VALUES (1, 1)"),
             QByteArray());
}

void TestMariaDbLive::init() {
    QVERIFY(m_server.isRunning());
}

void TestMariaDbLive::readsTheServer() {
    const auto probe = probeFor(endpoint());
    const auto before = ask(*probe);
    QVERIFY2(before && *before, qPrintable(failureOf(before).what));
    m_server.sql("SELECT 1; SELECT 2; SELECT 3; SELECT 4; SELECT 5; SELECT 6; SELECT 7; SELECT 8");
    const auto after = ask(*probe);
    QVERIFY(after && *after);
    const Reading &reading = **before;
    QVERIFY(*(*after)->value(Field::Statements) >= *reading.value(Field::Statements) + 8);
    QVERIFY(reading.version.startsWith(QLatin1String("mariadb 1")));
    QCOMPARE(reading.value(Field::MaxConnections), std::optional(10.0));
    QCOMPARE(reading.value(Field::Active), std::optional(0.0));
    QCOMPARE(reading.value(Field::Connections), std::optional(1.0));
    for (const Field field : {Field::Uptime, Field::ServerTime, Field::BlocksHit, Field::BlocksRead,
                              Field::OnLock, Field::LongestQuery, Field::BytesIn})
        QVERIFY2(reading.value(field), fieldInfo(field).name.data());
    QCOMPARE(reading.settings.value(QStringLiteral("innodb_buffer_pool_size")), QStringLiteral("16777216"));
    QCOMPARE(reading.settings.value(QStringLiteral("PROCESS")), QStringLiteral("granted"));
    // The others are asked for every five minutes.
    QVERIFY(!(*after)->settings.contains(QStringLiteral("innodb_buffer_pool_size")));
}

void TestMariaDbLive::readsOverAUnixSocket() {
    Endpoint overSocket = endpoint();
    overSocket.address.host.clear();
    overSocket.address.socketPath = m_server.socket();
    const auto answer = ask(*probeFor(overSocket));
    QVERIFY2(answer && *answer, qPrintable(failureOf(answer).what));
    overSocket.address.socketPath += QStringLiteral(".nowhere");
    QCOMPARE(failureOf(ask(*probeFor(overSocket))).what, QStringLiteral("there is no such socket"));
}

void TestMariaDbLive::takesThePasswordOfAnOptionFile() {
    QFile file(m_server.folder() + QStringLiteral("/my.cnf"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("[client]\npassword = falsch\nlocal-infile = 1\n[spillway]\npassword = geheim\n");
    file.close();
    Endpoint named = endpoint(QStringLiteral("monitor"), {});
    named.address.options = {QStringLiteral("defaults-file=") + file.fileName()};
    const auto answer = ask(*probeFor(named));
    QVERIFY2(answer && *answer, qPrintable(failureOf(answer).what));
}

void TestMariaDbLive::countsWhatIsActive_data() {
    QTest::addColumn<QString>("user");
    QTest::addColumn<bool>("sees");
    QTest::addRow("one by one, with PROCESS") << QStringLiteral("monitor") << true;
    QTest::addRow("as the server counts, without it") << QStringLiteral("stranger") << false;
}

void TestMariaDbLive::countsWhatIsActive() {
    QFETCH(QString, user);
    QFETCH(bool, sees);
    const auto busy = session(QStringLiteral("SELECT SLEEP(60)"));
    QVERIFY(busy);
    const auto probe = probeFor(endpoint(user));
    const auto first = ask(*probe);
    QVERIFY2(first && *first, qPrintable(failureOf(first).what));
    QCOMPARE((*first)->settings.value(QStringLiteral("PROCESS")),
             sees ? QStringLiteral("granted") : QStringLiteral("missing"));
    QVERIFY(waitUntil([&] {
        const auto answer = ask(*probe);
        return answer && *answer && (*answer)->value(Field::Active) == 1.0 &&
               (*answer)->value(Field::LongestQuery).has_value() == sees;
    }));
    end(*busy);
    QVERIFY(waitUntil([&] {
        const auto answer = ask(*probe);
        return answer && *answer && (*answer)->value(Field::Active) == 0.0;
    }));
}

void TestMariaDbLive::countsThoseThatWaitForRows() {
    const auto holder =
        session(QStringLiteral("BEGIN; UPDATE shop.item SET n = 2 WHERE id = 1; SELECT SLEEP(60)"));
    const auto probe = probeFor(endpoint());
    const auto active = [&](double count, double waiting) {
        return waitUntil([&] {
            const auto answer = ask(*probe);
            return answer && *answer && (*answer)->value(Field::Active) == count &&
                   (*answer)->value(Field::OnLock) == waiting;
        });
    };
    QVERIFY(active(1, 0));
    const auto waiter = session(QStringLiteral("UPDATE shop.item SET n = 3 WHERE id = 1"));
    QVERIFY(active(2, 1));
    end(*waiter);
    end(*holder);
    QVERIFY(active(0, 0));
}

void TestMariaDbLive::asksOverOneConnectionThatIsReadOnly() {
    const QByteArray ours("FROM information_schema.PROCESSLIST WHERE USER = 'monitor'");
    const auto probe = probeFor(endpoint());
    QVERIFY(ask(*probe));
    QVERIFY(ask(*probe));
    QCOMPARE(m_server.sql("SELECT COUNT(*) " + ours), QByteArray("1"));
    QCOMPARE(m_server.sql("SELECT COMMAND " + ours), QByteArray("Sleep"));
    probe->abort();
    QVERIFY(waitUntil([&] { return m_server.sql("SELECT COUNT(*) " + ours) == "0"; }));
}

void TestMariaDbLive::noticesAChangedSettingAtTheNextConnection() {
    const QString setting = QStringLiteral("max_connections");
    const auto probe = probeFor(endpoint());
    QCOMPARE((*ask(*probe))->settings.value(setting), QStringLiteral("10"));
    m_server.sql("SET GLOBAL max_connections = 20");
    probe->abort();
    QCOMPARE((*ask(*probe))->settings.value(setting), QStringLiteral("20"));
    m_server.sql("SET GLOBAL max_connections = 10");
}

void TestMariaDbLive::saysWhyItCannotLogIn_data() {
    QTest::addColumn<QString>("user");
    QTest::addColumn<QByteArray>("password");
    QTest::addColumn<QString>("database");
    QTest::addColumn<FailureKind>("kind");
    QTest::addColumn<QString>("what");
    const QString known = QStringLiteral("monitor");
    QTest::addRow("wrong password") << known << QByteArray("falsch") << QString()
                                    << FailureKind::Authentication
                                    << QStringLiteral("the user or the password is wrong");
    QTest::addRow("no password") << known << QByteArray() << QString() << FailureKind::Authentication
                                 << QStringLiteral("the server asks for a password");
    QTest::addRow("unknown user") << QStringLiteral("nobody") << QByteArray("geheim") << QString()
                                  << FailureKind::Authentication
                                  << QStringLiteral("the user or the password is wrong");
    QTest::addRow("a locked account")
        << QStringLiteral("locked") << QByteArray("geheim") << QString() << FailureKind::Authentication
        << QStringLiteral("Access denied, this account is locked");
    QTest::addRow("unknown database")
        << QStringLiteral("admin") << QByteArray("geheim") << QStringLiteral("nowhere")
        << FailureKind::Configuration << QStringLiteral("Unknown database 'nowhere'");
}

void TestMariaDbLive::saysWhyItCannotLogIn() {
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

void TestMariaDbLive::saysThatTheServerIsFull() {
    m_server.sql("CREATE USER single IDENTIFIED BY 'geheim' WITH MAX_USER_CONNECTIONS 1");
    const auto first = probeFor(endpoint(QStringLiteral("single")));
    QVERIFY(*ask(*first));
    QCOMPARE(failureOf(ask(*probeFor(endpoint(QStringLiteral("single"))))).kind, FailureKind::Full);
    std::vector<std::unique_ptr<Probe>> many;
    std::optional<Outcome<Reading>> last;
    for (int i = 0; i < 12 && (!last || *last); ++i) {
        many.push_back(probeFor(endpoint()));
        last = ask(*many.back());
    }
    QCOMPARE(failureOf(last).what, QStringLiteral("the server has no connection left (max_connections)"));
    QCOMPARE(failureOf(last).kind, FailureKind::Full);
    QVERIFY2(*ask(*first), "who is connected stays connected");
}

void TestMariaDbLive::isNotHeldUpByAStoppedServer() {
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

void TestMariaDbLive::noticesARestart() {
    const auto probe = probeFor(endpoint());
    const auto before = ask(*probe);
    QVERIFY(before && *before);
    m_server.kill();
    QCOMPARE(failureOf(ask(*probe)).kind, FailureKind::Refused);
    QVERIFY2(m_server.start(), qPrintable(m_server.error()));
    const auto after = ask(*probe);
    QVERIFY2(after && *after, qPrintable(failureOf(after).what));
    QVERIFY(*(*after)->value(Field::Uptime) <= *(*before)->value(Field::Uptime));
    QVERIFY(!(*after)->settings.isEmpty());
}

QTEST_GUILESS_MAIN(TestMariaDbLive)
#include "tst_mariadblive.moc"
