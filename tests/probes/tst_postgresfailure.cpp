#include "postgresfailure.h"

#include <QTest>

using namespace spillway;

class TestPostgresFailure : public QObject {
    Q_OBJECT

private slots:
    void saysWhatTheStateMeans_data();
    void saysWhatTheStateMeans();
    void findsTheReasonOfAFailedConnection_data();
    void findsTheReasonOfAFailedConnection();
    void boundsWhatItRepeats();
};

void TestPostgresFailure::saysWhatTheStateMeans_data() {
    QTest::addColumn<QByteArray>("state");
    QTest::addColumn<FailureKind>("kind");
    QTest::addColumn<QString>("what");
    const QString text = QStringLiteral("as the server says");
    QTest::addRow("wrong password") << QByteArray("28P01") << FailureKind::Authentication
                                    << QStringLiteral("the password is wrong");
    QTest::addRow("not let in") << QByteArray("28000") << FailureKind::Authentication << text;
    QTest::addRow("no such database") << QByteArray("3D000") << FailureKind::Configuration << text;
    QTest::addRow("full") << QByteArray("53300") << FailureKind::Full
                          << QStringLiteral("the server has no connection left (max_connections)");
    QTest::addRow("starting up") << QByteArray("57P03") << FailureKind::Starting << text;
    QTest::addRow("shutting down") << QByteArray("57P01") << FailureKind::Closed
                                   << QStringLiteral("closed: the server is shutting down");
    QTest::addRow("statement_timeout")
        << QByteArray("57014") << FailureKind::NoAnswer
        << QStringLiteral("the server gave the question up: statement_timeout passed");
    QTest::addRow("lock_timeout") << QByteArray("55P03") << FailureKind::NoAnswer
                                  << QStringLiteral("the question waited for a lock and was given up");
    QTest::addRow("a right is missing") << QByteArray("42501") << FailureKind::Permission << text;
    QTest::addRow("anything else") << QByteArray("XX000") << FailureKind::Protocol << text;
}

void TestPostgresFailure::saysWhatTheStateMeans() {
    QFETCH(QByteArray, state);
    const Failure failure = postgresFailure(state, "as the\nserver says");
    QTEST(failure.kind, "kind");
    QTEST(failure.what, "what");
}

void TestPostgresFailure::findsTheReasonOfAFailedConnection_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<FailureKind>("kind");
    QTest::addColumn<QString>("what");
    const QByteArray failed("connection to server at \"127.0.0.1\", port 5432 failed: ");
    QTest::addRow("the server's, with its state")
        << failed + "FATAL:  28P01: password authentication failed for user \"x\"\nLOCATION:  auth_failed, "
                    "auth.c:338\n"
        << FailureKind::Authentication << QStringLiteral("the password is wrong");
    QTest::addRow("in the server's language")
        << failed + "FATAL:  57P03: das Datenbanksystem startet\n"
        << FailureKind::Starting << QStringLiteral("das Datenbanksystem startet");
    QTest::addRow("nobody there") << failed + "Connection refused\n\tIs the server running on that host?"
                                  << FailureKind::Refused << QStringLiteral("connection refused");
    QTest::addRow("no password") << failed + "fe_sendauth: no password supplied\n"
                                 << FailureKind::Authentication
                                 << QStringLiteral("the server asks for a password");
    QTest::addRow("no TLS") << failed + "server does not support SSL, but SSL was required\n"
                            << FailureKind::Tls
                            << QStringLiteral("the server does not offer TLS; nothing was sent");
    QTest::addRow("a foreign certificate")
        << failed + "SSL error: certificate verify failed\n"
        << FailureKind::Tls
        << QStringLiteral("the certificate has expired or is from an authority that is not trusted");
    QTest::addRow("another protocol")
        << failed + "expected authentication request from server, but received H\n"
        << FailureKind::Protocol << QStringLiteral("this port does not speak the PostgreSQL protocol");
    QTest::addRow("closed") << failed + "server closed the connection unexpectedly\n\tThis probably means"
                            << FailureKind::Closed
                            << QStringLiteral("closed by the server without an answer");
}

void TestPostgresFailure::findsTheReasonOfAFailedConnection() {
    QFETCH(QByteArray, text);
    const Failure failure = postgresConnectFailure(text);
    QTEST(failure.kind, "kind");
    QTEST(failure.what, "what");
}

void TestPostgresFailure::boundsWhatItRepeats() {
    const Failure failure = postgresFailure("XX000", "<b>\x1b[31m" + QByteArray(1024 * 1024, 'x'));
    QCOMPARE(failure.what.size(), 200);
    QVERIFY(!failure.what.contains(QChar(0x1b)));
}

QTEST_GUILESS_MAIN(TestPostgresFailure)
#include "tst_postgresfailure.moc"
