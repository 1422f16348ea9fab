#include "config/endpointurl.h"

#include <QtTest>

using namespace spillway;

Q_DECLARE_METATYPE(spillway::Address)

namespace {

constexpr auto secretText = "hunter2";

Address at(const char *host, quint16 port) {
    Address address;
    address.host = QLatin1String(host);
    address.port = port;
    return address;
}

Address with(Address address, Tls tls, const char *database = "", const char *user = "",
             QStringList options = {}) {
    address.tls = tls;
    address.database = QLatin1String(database);
    address.user = QLatin1String(user);
    address.options = std::move(options);
    return address;
}

Address atSocket(const char *path, quint16 port = 0) {
    Address address;
    address.socketPath = QLatin1String(path);
    address.port = port;
    return address;
}

} // namespace

class TestEndpointUrl : public QObject {
    Q_OBJECT
private slots:
    void caches_data();
    void caches();
    void databases_data();
    void databases();
    void files();
    void passwords_data();
    void passwords();
    void refuses_data();
    void refuses();
};

void TestEndpointUrl::caches_data() {
    QTest::addColumn<QString>("url");
    QTest::addColumn<EndpointKind>("kind");
    QTest::addColumn<Address>("address");
    using enum EndpointKind;
    QTest::newRow("host alone") << "redis://cache-1" << Redis << at("cache-1", 6379);
    QTest::newRow("host:port for short") << "cache-1:6380" << Redis << at("cache-1", 6380);
    QTest::newRow("[IPv6]:port for short") << "[::1]:6380" << Redis << at("::1", 6380);
    QTest::newRow("IPv6") << "redis://[fd00::7]:7000/" << Redis << at("fd00::7", 7000);
    QTest::newRow("user and database")
        << "redis://monitor@cache-1:6379/2" << Redis << with(at("cache-1", 6379), Tls::Off, "2", "monitor");
    QTest::newRow("database as an option")
        << "redis://cache-1?db=3" << Redis << with(at("cache-1", 6379), Tls::Off, "3");
    Address behindSentinel = at("sentinel-1", 26379);
    behindSentinel.options = {QStringLiteral("sentinel=cache")};
    QTest::newRow("the primary that a Sentinel names")
        << "redis://sentinel-1:26379?sentinel=cache" << Redis << behindSentinel;
    Address ofCluster = at("cache-1", 7000);
    ofCluster.options = {QStringLiteral("cluster=yes")};
    QTest::newRow("a cluster by one of its nodes")
        << "redis://cache-1:7000?cluster=yes" << Redis << ofCluster;
    QTest::newRow("scheme in capitals") << "REDIS://cache-1" << Redis << at("cache-1", 6379);
    QTest::newRow("rediss verifies") << "rediss://cache-1" << Redis << with(at("cache-1", 6379), Tls::Verify);
    QTest::newRow("valkeys verifies")
        << "valkeys://cache-1" << Redis << with(at("cache-1", 6379), Tls::Verify);
    QTest::newRow("rediss that trusts anybody says so")
        << "rediss://cache-1?tls=insecure" << Redis << with(at("cache-1", 6379), Tls::Insecure);
    QTest::newRow("valkey") << "valkey://cache-1" << Redis << at("cache-1", 6379);
    QTest::newRow("socket") << "redis+unix:///run/redis.sock?db=1" << Redis
                            << with(atSocket("/run/redis.sock"), Tls::Off, "1");
    QTest::newRow("escaped user") << "redis://a%40b@cache-1" << Redis
                                  << with(at("cache-1", 6379), Tls::Off, "", "a@b");
    QTest::newRow("memcached") << "memcached://cache-2" << Memcached << at("cache-2", 11211);
    QTest::newRow("memcacheds verifies")
        << "memcacheds://cache-2:1" << Memcached << with(at("cache-2", 1), Tls::Verify);
    QTest::newRow("memcached socket")
        << "memcached+unix:///run/m.sock" << Memcached << atSocket("/run/m.sock");
    QTest::newRow("exporter") << "http://cache-3:9121/metrics" << OpenMetrics
                              << with(at("cache-3", 9121), Tls::Off, "", "",
                                      {QStringLiteral("path=/metrics")});
    QTest::newRow("exporter, encrypted")
        << "https://cache-3" << OpenMetrics << with(at("cache-3", 443), Tls::Verify);
}

void TestEndpointUrl::caches() {
    QFETCH(QString, url);
    QFETCH(EndpointKind, kind);
    QFETCH(Address, address);
    const Outcome<EndpointUrl> parsed = parseEndpointUrl(url, Role::Cache);
    QVERIFY2(parsed.ok(), parsed.ok() ? "" : qPrintable(parsed.failure().what));
    QCOMPARE(parsed->kind, kind);
    QVERIFY2(parsed->address == address, qPrintable(parsed->address.display()));
    QVERIFY(!parsed->password);
}

void TestEndpointUrl::databases_data() {
    QTest::addColumn<QString>("url");
    QTest::addColumn<EndpointKind>("kind");
    QTest::addColumn<Address>("address");
    using enum EndpointKind;
    QTest::newRow("another host is verified") << "postgresql://monitor@db-1/app" << PostgreSql
                                              << with(at("db-1", 5432), Tls::Verify, "app", "monitor");
    QTest::newRow("this host is not encrypted") << "postgresql://monitor@127.0.0.1/app" << PostgreSql
                                                << with(at("127.0.0.1", 5432), Tls::Off, "app", "monitor");
    QTest::newRow("localhost is this host")
        << "postgres://localhost:5433" << PostgreSql << with(at("localhost", 5433), Tls::Off);
    QTest::newRow("the URL may ask for less")
        << "postgresql://db-1/app?sslmode=disable" << PostgreSql
        << with(at("db-1", 5432), Tls::Off, "app", "", {QStringLiteral("sslmode=disable")});
    QTest::newRow("what may fall back to plaintext counts as plaintext")
        << "postgresql://db-1/app?sslmode=prefer" << PostgreSql
        << with(at("db-1", 5432), Tls::Off, "app", "", {QStringLiteral("sslmode=prefer")});
    QTest::newRow("encrypted without a check of the peer")
        << "postgresql://db-1/app?sslmode=require" << PostgreSql
        << with(at("db-1", 5432), Tls::Insecure, "app", "", {QStringLiteral("sslmode=require")});
    QTest::newRow("this host may ask for more")
        << "postgresql://localhost/app?sslmode=verify-full" << PostgreSql
        << with(at("localhost", 5432), Tls::Verify, "app", "", {QStringLiteral("sslmode=verify-full")});
    QTest::newRow("options of libpq are kept")
        << "postgresql://db-1/app?application_name=noc&target_session_attrs=any" << PostgreSql
        << with(at("db-1", 5432), Tls::Verify, "app", "",
                {QStringLiteral("application_name=noc"), QStringLiteral("target_session_attrs=any")});
    QTest::newRow("user, name and port as options")
        << "postgresql://db-1?user=monitor&dbname=app&port=5444" << PostgreSql
        << with(at("db-1", 5444), Tls::Verify, "app", "monitor");
    QTest::newRow("socket folder as an option") << "postgresql:///app?host=/run/postgresql" << PostgreSql
                                                << with(atSocket("/run/postgresql", 5432), Tls::Off, "app");
    QTest::newRow("socket folder as the host") << "postgresql://%2Frun%2Fpostgresql/app" << PostgreSql
                                               << with(atSocket("/run/postgresql", 5432), Tls::Off, "app");
    QTest::newRow("mysql on another host is verified")
        << "mysql://monitor@db-2/app" << MySql << with(at("db-2", 3306), Tls::Verify, "app", "monitor");
    QTest::newRow("mysql on this host") << "mariadb://localhost" << MySql << at("localhost", 3306);
    QTest::newRow("mysql over a socket")
        << "mysql://monitor@localhost?socket=/run/mysqld/mysqld.sock" << MySql
        << with(atSocket("/run/mysqld/mysqld.sock", 0), Tls::Off, "", "monitor");
    QTest::newRow("mysql may ask for less")
        << "mysql://db-2?tls=off&defaults-file=/etc/my.cnf" << MySql
        << with(at("db-2", 3306), Tls::Off, "", "", {QStringLiteral("defaults-file=/etc/my.cnf")});
}

void TestEndpointUrl::databases() {
    QFETCH(QString, url);
    QFETCH(EndpointKind, kind);
    QFETCH(Address, address);
    const Outcome<EndpointUrl> parsed = parseEndpointUrl(url, Role::Database);
    QVERIFY2(parsed.ok(), parsed.ok() ? "" : qPrintable(parsed.failure().what));
    QCOMPARE(parsed->kind, kind);
    QVERIFY2(parsed->address == address, qPrintable(parsed->address.display()));
}

void TestEndpointUrl::files() {
    const auto redis = parseEndpointUrl(
        QStringLiteral("rediss://c?ca=/etc/ca.pem&cert=/etc/c.pem&key=/etc/k.pem"), Role::Cache);
    const auto postgres = parseEndpointUrl(
        QStringLiteral("postgresql://d?sslrootcert=/etc/ca.pem&sslcert=/etc/c.pem&sslkey=/etc/k.pem"),
        Role::Database);
    for (const auto &url : {redis, postgres}) {
        QVERIFY(url.ok());
        QCOMPARE(url->address.caFile, QStringLiteral("/etc/ca.pem"));
        QCOMPARE(url->address.certificateFile, QStringLiteral("/etc/c.pem"));
        QCOMPARE(url->address.keyFile, QStringLiteral("/etc/k.pem"));
    }
}

void TestEndpointUrl::passwords_data() {
    QTest::addColumn<QString>("url");
    QTest::addColumn<QByteArray>("password");
    QTest::newRow("with a user") << "redis://monitor:hunter2@c" << QByteArray("hunter2");
    QTest::newRow("without a user") << "redis://:hunter2@c" << QByteArray("hunter2");
    QTest::newRow("escaped") << "redis://:p%40ss%2Fw%3Ard%23@c" << QByteArray("p@ss/w:rd#");
    QTest::newRow("with an '@' that is not escaped") << "redis://u:a@b@c" << QByteArray("a@b");
}

void TestEndpointUrl::passwords() {
    QFETCH(QString, url);
    QFETCH(QByteArray, password);
    const Outcome<EndpointUrl> parsed = parseEndpointUrl(url, Role::Cache);
    QVERIFY(parsed.ok());
    QVERIFY(parsed->password);
    QVERIFY(parsed->password->expose() == password);
    QCOMPARE(parsed->address.host, QStringLiteral("c"));
}

void TestEndpointUrl::refuses_data() {
    QTest::addColumn<QString>("url");
    QTest::addColumn<Role>("role");
    QTest::addColumn<QString>("what"); // part of it
    const Role cache = Role::Cache;
    const Role database = Role::Database;
    QTest::newRow("no scheme") << "cache-1" << cache << "not a URL";
    QTest::newRow("host:port for a database") << "db-1:5432" << database << "not a URL";
    QTest::newRow("unknown scheme") << "redsi://hunter2@c" << cache
                                    << "unsupported scheme 'redsi', did you mean 'redis'?";
    QTest::newRow("a database as a cache")
        << "postgresql://db-1/app" << cache << "a postgresql cannot be a cache";
    QTest::newRow("a cache as a database") << "redis://c" << database << "a redis cannot be a database";
    QTest::newRow("fragment") << "redis://c/0#hunter2" << cache << "a fragment";
    QTest::newRow("'#' in a password, where QUrl sees the host 'hunter2'")
        << "redis://hunter2#x@h/0" << cache << "a fragment";
    QTest::newRow("missing host") << "redis://:hunter2@:6379" << cache << "the host of the URL is missing";
    QTest::newRow("missing host of a database")
        << "postgresql:///app" << database << "the host of the URL is missing";
    QTest::newRow("port of letters") << "redis://c:hunter2" << cache << "the port";
    QTest::newRow("port 0") << "redis://c:0" << cache << "the port";
    QTest::newRow("port over 65535") << "redis://c:65536" << cache << "the port";
    QTest::newRow("empty port") << "redis://c:/0" << cache << "the port";
    QTest::newRow("'/' in a password") << "redis://u:hunter2/x@c" << cache << "an '@' after";
    QTest::newRow("'?' in a password") << "redis://u:1?hunter2@c" << cache << "an '@' after";
    QTest::newRow("two hosts") << "postgresql://db-1,db-2/app" << database << "more than one host";
    QTest::newRow("broken escape in the password") << "redis://:hunter2%zz@c" << cache << "broken % escape";
    QTest::newRow("escaped NUL") << "redis://u%00:hunter2@c" << cache << "broken % escape";
    QTest::newRow("a space") << "redis://c /0" << cache << "a space";
    QTest::newRow("a line feed") << "redis://c\nhunter2" << cache << "a space or a control character";
    QTest::newRow("underscores and dashes only") << "redis://c$:6379" << cache << "not a host name";
    QTest::newRow("database of letters") << "redis://c/app" << cache << "is a number";
    QTest::newRow("socket without a path") << "redis+unix://" << cache << "socket is missing";
    QTest::newRow("socket with two slashes") << "redis+unix://run/redis.sock" << cache << "socket is missing";
    QTest::newRow("unknown option") << "rediss://c?tsl=verify" << cache << "unknown option 'tsl'";
    QTest::newRow("TLS option of a plain scheme")
        << "redis://c?tls=verify" << cache << "unknown option 'tls'";
    QTest::newRow("unknown TLS mode") << "rediss://c?tls=hunter2" << cache << "unknown value";
    QTest::newRow("encrypted scheme without TLS") << "rediss://c?tls=off" << cache << "encrypted scheme";
    QTest::newRow("a cluster that is not sure") << "redis://c?cluster=hunter2" << cache << "unknown value";
    QTest::newRow("option without a value") << "redis://c?db" << cache << "not key=value";
    QTest::newRow("option that libpq does not know")
        << "postgresql://d/a?sslmod=require" << database
        << "unknown option 'sslmod' in the URL, did you mean 'sslmode'?";
    QTest::newRow("unknown sslmode") << "postgresql://d/a?sslmode=hunter2" << database << "unknown value";
    QTest::newRow("password among the options")
        << "postgresql://d/a?password=hunter2" << database << "a password among";
    QTest::newRow("bad port among the options")
        << "postgresql://d/a?port=hunter2" << database << "not a port";
    QTest::newRow("path after memcached") << "memcached://c/0" << cache << "ends after the port";
}

void TestEndpointUrl::refuses() {
    QFETCH(QString, url);
    QFETCH(Role, role);
    QFETCH(QString, what);
    const Outcome<EndpointUrl> parsed = parseEndpointUrl(url, role);
    QVERIFY(!parsed.ok());
    QCOMPARE(parsed.failure().kind, FailureKind::Configuration);
    QVERIFY2(parsed.failure().what.contains(what), qPrintable(parsed.failure().what));
    QVERIFY(!parsed.failure().remedy.isEmpty());
    const QString all = parsed.failure().what + parsed.failure().remedy;
    QVERIFY2(!all.contains(QLatin1String(secretText)), qPrintable(all));
}

QTEST_GUILESS_MAIN(TestEndpointUrl)
#include "tst_endpointurl.moc"
