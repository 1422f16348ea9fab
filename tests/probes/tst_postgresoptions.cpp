#include "postgresoptions.h"

#include <QTest>

using namespace spillway;

namespace {

QMap<QByteArray, QByteArray> optionsOf(const Address &address, const Secret &secret = Secret()) {
    QMap<QByteArray, QByteArray> options;
    const QHostAddress resolved =
        address.socketPath.isEmpty() ? QHostAddress(QStringLiteral("192.0.2.7")) : QHostAddress();
    for (const PostgresOption &option : postgresOptions(address, resolved, secret))
        options.insert(option.keyword, option.value);
    return options;
}

Address remote() {
    Address address;
    address.host = QStringLiteral("db-1.example");
    address.port = 5433;
    address.user = QStringLiteral("monitor");
    address.database = QStringLiteral("app");
    address.tls = Tls::Verify;
    return address;
}

} // namespace

class TestPostgresOptions : public QObject {
    Q_OBJECT

private slots:
    void givesTheAddressAndTheName();
    void protectsTheLogin_data();
    void protectsTheLogin();
    void neverFallsBackToPlaintext_data();
    void neverFallsBackToPlaintext();
    void keepsWhatTheUrlSays();
    void boundsTheSession();
    void findsTheFolderOfASocket_data();
    void findsTheFolderOfASocket();
    void givesThePasswordOnlyIfThereIsOne();
};

void TestPostgresOptions::givesTheAddressAndTheName() {
    const auto options = optionsOf(remote());
    QCOMPARE(options.value("host"), QByteArray("db-1.example"));  // for the certificate
    QCOMPARE(options.value("hostaddr"), QByteArray("192.0.2.7")); // or libpq would resolve, and block
    QCOMPARE(options.value("port"), QByteArray("5433"));
    QCOMPARE(options.value("user"), QByteArray("monitor"));
    QCOMPARE(options.value("dbname"), QByteArray("app"));
    QCOMPARE(options.value("application_name"), QByteArray("spillway"));
    QCOMPARE(options.value("gssencmode"), QByteArray("disable"));
}

void TestPostgresOptions::protectsTheLogin_data() {
    QTest::addColumn<Tls>("tls");
    QTest::addColumn<QByteArray>("sslmode");
    QTest::addColumn<QByteArray>("binding");
    QTest::addRow("verified") << Tls::Verify << QByteArray("verify-full") << QByteArray("require");
    QTest::addRow("encrypted only, as asked") << Tls::Insecure << QByteArray("require") << QByteArray();
    QTest::addRow("in the clear, as asked") << Tls::Off << QByteArray("disable") << QByteArray();
}

void TestPostgresOptions::protectsTheLogin() {
    QFETCH(Tls, tls);
    Address address = remote();
    address.tls = tls;
    address.caFile = QStringLiteral("/ca.pem");
    const auto options = optionsOf(address);
    QTEST(options.value("sslmode"), "sslmode");
    QTEST(options.value("channel_binding"), "binding");
    QCOMPARE(options.value("sslrootcert"), QByteArray("/ca.pem"));
}

void TestPostgresOptions::neverFallsBackToPlaintext_data() {
    QTest::addColumn<Tls>("tls");
    QTest::addColumn<QString>("option");
    QTest::addColumn<QByteArray>("sslmode");
    QTest::addRow("prefer") << Tls::Off << QStringLiteral("sslmode=prefer") << QByteArray("disable");
    QTest::addRow("allow") << Tls::Off << QStringLiteral("sslmode=allow") << QByteArray("disable");
    QTest::addRow("verify-ca") << Tls::Insecure << QStringLiteral("sslmode=verify-ca")
                               << QByteArray("verify-ca");
}

void TestPostgresOptions::neverFallsBackToPlaintext() {
    QFETCH(Tls, tls);
    QFETCH(QString, option);
    Address address = remote();
    address.tls = tls;
    address.options = {option};
    QTEST(optionsOf(address).value("sslmode"), "sslmode");
}

void TestPostgresOptions::keepsWhatTheUrlSays() {
    Address address = remote();
    address.options = {QStringLiteral("application_name=wall"), QStringLiteral("channel_binding=prefer"),
                       QStringLiteral("options=-c search_path=x"), QStringLiteral("passfile=/a=b"),
                       QStringLiteral("gssencmode=require")};
    const auto options = optionsOf(address);
    QCOMPARE(options.value("application_name"), QByteArray("wall"));
    QCOMPARE(options.value("channel_binding"), QByteArray("prefer"));
    QCOMPARE(options.value("passfile"), QByteArray("/a=b"));
    QVERIFY(options.value("options").startsWith("-c search_path=x -c default_transaction_read_only=on"));
    QCOMPARE(options.value("gssencmode"), QByteArray("disable")); // it would block
}

void TestPostgresOptions::boundsTheSession() {
    const QByteArray session = optionsOf(remote()).value("options");
    QVERIFY(session.contains("-c default_transaction_read_only=on"));
    QVERIFY(!session.contains("timeout")); // it would hide how the server is set
}

void TestPostgresOptions::findsTheFolderOfASocket_data() {
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("host");
    QTest::addRow("a folder") << QStringLiteral("/run/postgresql") << QByteArray("/run/postgresql");
    QTest::addRow("the socket itself")
        << QStringLiteral("/run/postgresql/.s.PGSQL.5433") << QByteArray("/run/postgresql");
}

void TestPostgresOptions::findsTheFolderOfASocket() {
    QFETCH(QString, path);
    Address address = remote();
    address.host.clear();
    address.socketPath = path;
    const auto options = optionsOf(address);
    QTEST(options.value("host"), "host");
    QVERIFY(!options.contains("hostaddr"));
    QCOMPARE(options.value("sslmode"), QByteArray("disable"));
    QVERIFY(!options.contains("channel_binding"));
}

void TestPostgresOptions::givesThePasswordOnlyIfThereIsOne() {
    QVERIFY(!optionsOf(remote()).contains("password")); // so that ~/.pgpass counts
    QCOMPARE(optionsOf(remote(), Secret("geheim")).value("password"), QByteArray("geheim"));
}

QTEST_GUILESS_MAIN(TestPostgresOptions)
#include "tst_postgresoptions.moc"
