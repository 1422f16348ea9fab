#include "mysqlfailure.h"

#include <QTest>

using namespace spillway;

class TestMySqlFailure : public QObject {
    Q_OBJECT

private slots:
    void saysWhatTheNumberMeans_data();
    void saysWhatTheNumberMeans();
    void boundsWhatItRepeats();
};

void TestMySqlFailure::saysWhatTheNumberMeans_data() {
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<FailureKind>("kind");
    QTest::addColumn<QString>("what");
    const QString full = QStringLiteral("the server has no connection left (max_connections)");
    const QString untrusted = QStringLiteral("the certificate is from an authority that is not trusted");
    QTest::addRow("wrong password") << 1045
                                    << QByteArray("Access denied for user 'm'@'h' (using password: YES)")
                                    << FailureKind::Authentication
                                    << QStringLiteral("the user or the password is wrong");
    QTest::addRow("no password") << 1045 << QByteArray("Access denied for user 'm'@'h' (using password: NO)")
                                 << FailureKind::Authentication
                                 << QStringLiteral("the server asks for a password");
    QTest::addRow("a login that is not allowed")
        << 2059 << QByteArray("Authentication plugin 'mysql_clear_password' couldn't be found")
        << FailureKind::Authentication << QStringLiteral("the server asks for a login that is not supported");
    QTest::addRow("full") << 1040 << QByteArray("Too many connections") << FailureKind::Full << full;
    QTest::addRow("full, said before TLS")
        << 2002
        << QByteArray("Received error packet before completion of TLS handshake. The authenticity of the "
                      "following error cannot be verified: 1040 - Too many connections")
        << FailureKind::Full << full;
    QTest::addRow("shutting down") << 1053 << QByteArray("Server shutdown in progress") << FailureKind::Closed
                                   << QStringLiteral("closed: the server is shutting down");
    QTest::addRow("no such database") << 1049 << QByteArray("Unknown database 'x'")
                                      << FailureKind::Configuration << QStringLiteral("Unknown database 'x'");
    QTest::addRow("nobody listens") << 2002 << QByteArray("Can't connect to server on '::1' (111)")
                                    << FailureKind::Refused << QStringLiteral("connection refused");
    QTest::addRow("no socket") << 2002 << QByteArray("Can't connect to local server through socket '/x' (2)")
                               << FailureKind::Refused << QStringLiteral("there is no such socket");
    QTest::addRow("gone") << 2013 << QByteArray("Lost connection to server during query")
                          << FailureKind::Closed << QStringLiteral("closed by the server without an answer");
    QTest::addRow("no TLS") << 2026 << QByteArray("SSL is required, but the server does not support it")
                            << FailureKind::Tls
                            << QStringLiteral("the server does not offer TLS; nothing was sent");
    QTest::addRow("self-signed") << 2026 << QByteArray("TLS/SSL error: self-signed certificate")
                                 << FailureKind::Tls << untrusted;
    QTest::addRow("unknown authority")
        << 2026 << QByteArray("TLS/SSL error: unable to get local issuer certificate") << FailureKind::Tls
        << untrusted;
    QTest::addRow("a right is missing")
        << 1142 << QByteArray("SELECT command denied to user 'm'@'h' for table 'threads'")
        << FailureKind::Permission
        << QStringLiteral("SELECT command denied to user 'm'@'h' for table 'threads'");
    QTest::addRow("given up by the server")
        << 1969 << QByteArray("Query execution was interrupted (max_statement_time exceeded)")
        << FailureKind::NoAnswer
        << QStringLiteral("the server gave the question up: max_statement_time passed");
    QTest::addRow("anything else") << 1064 << QByteArray("You have an\nerror") << FailureKind::Protocol
                                   << QStringLiteral("You have an error");
}

void TestMySqlFailure::saysWhatTheNumberMeans() {
    QFETCH(int, code);
    QFETCH(QByteArray, text);
    const Failure failure = mySqlFailure(static_cast<unsigned>(code), text);
    QTEST(failure.what, "what");
    QTEST(failure.kind, "kind");
}

void TestMySqlFailure::boundsWhatItRepeats() {
    QVERIFY(mySqlFailure(1064, QByteArray(1'000'000, 'a')).what.size() <= 200);
}

QTEST_APPLESS_MAIN(TestMySqlFailure)
#include "tst_mysqlfailure.moc"
