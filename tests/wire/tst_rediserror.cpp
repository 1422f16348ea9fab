#include "rediserror.h"

#include <QTest>

using namespace spillway;

class TestRedisError : public QObject {
    Q_OBJECT

private slots:
    void saysItInWords_data();
    void saysItInWords();
    void neverRepeatsALogin_data();
    void neverRepeatsALogin();
    void knowsWhoTakesOneSectionAtATime();
};

void TestRedisError::saysItInWords_data() {
    QTest::addColumn<QByteArray>("error");
    QTest::addColumn<FailureKind>("kind");
    QTest::addColumn<QString>("what");
    QTest::addRow("no login") << QByteArray("NOAUTH Authentication required.") << FailureKind::Authentication
                              << QStringLiteral("the server asks for a password");
    QTest::addRow("a right is missing")
        << QByteArray("NOPERM this user has no permissions to run the 'info' command")
        << FailureKind::Permission << QStringLiteral("the user may not run INFO");
    QTest::addRow("loading") << QByteArray("LOADING Redis is loading the dataset in memory")
                             << FailureKind::Starting << QStringLiteral("the server is loading its data");
    QTest::addRow("busy") << QByteArray("BUSY Redis is busy running a script.") << FailureKind::NoAnswer
                          << QStringLiteral("the server is busy with a script");
    QTest::addRow("full") << QByteArray("ERR max number of clients reached") << FailureKind::Full
                          << QStringLiteral("the server has no connection left (maxclients)");
    QTest::addRow("protected mode") << QByteArray("DENIED Redis is running in protected mode because")
                                    << FailureKind::Permission
                                    << QStringLiteral(
                                           "the server is in protected mode and refuses other hosts");
    QTest::addRow("a cluster that redirects")
        << QByteArray("MOVED 3999 127.0.0.1:6381") << FailureKind::Protocol
        << QStringLiteral("the server sends the question on to another node");
    QTest::addRow("a replica without its primary")
        << QByteArray("MASTERDOWN Link with MASTER is down") << FailureKind::Starting
        << QStringLiteral("the replica has lost its primary and serves nothing");
    QTest::addRow("a proxy") << QByteArray("ERR unknown command 'INFO'") << FailureKind::Protocol
                             << QStringLiteral("the server does not know the command INFO");
    QTest::addRow("anything else, on one line")
        << QByteArray("OOPS what\nnow") << FailureKind::Protocol
        << QStringLiteral("the server refused the question: OOPS what now");
}

void TestRedisError::saysItInWords() {
    QFETCH(QByteArray, error);
    const Failure failure = readRedisError(error);
    QTEST(failure.kind, "kind");
    QTEST(failure.what, "what");
}

void TestRedisError::neverRepeatsALogin_data() {
    QTest::addColumn<QByteArray>("error");
    QTest::addColumn<FailureKind>("kind");
    QTest::addRow("wrong password") << QByteArray(
                                           "WRONGPASS invalid username-password pair or user is disabled.")
                                    << FailureKind::Authentication;
    QTest::addRow("wrong password before Redis 6")
        << QByteArray("ERR invalid password") << FailureKind::Authentication;
    QTest::addRow("a password where none is set")
        << QByteArray("ERR AUTH <password> called without any password configured for the default user")
        << FailureKind::Authentication;
    QTest::addRow("a user before Redis 6")
        << QByteArray("ERR wrong number of arguments for 'auth' command") << FailureKind::Authentication;
    QTest::addRow("an echo of the arguments")
        << QByteArray("ERR unknown command `AUTH`, with args beginning with: `canary`, ")
        << FailureKind::Authentication;
    QTest::addRow("an unknown error with an echo")
        << QByteArray("ODD AUTH canary") << FailureKind::Authentication;
    QTest::addRow("full before the login")
        << QByteArray("ERR max number of clients reached") << FailureKind::Full;
    QTest::addRow("loading before the login") << QByteArray("LOADING") << FailureKind::Starting;
}

void TestRedisError::neverRepeatsALogin() {
    QFETCH(QByteArray, error);
    const Failure failure = readRedisLoginError(error);
    QTEST(failure.kind, "kind");
    QVERIFY(!failure.what.isEmpty());
    QVERIFY(!failure.what.contains(QLatin1String("canary")));
    QVERIFY(!failure.remedy.contains(QLatin1String("canary")));
}

void TestRedisError::knowsWhoTakesOneSectionAtATime() {
    QVERIFY(refusesSeveralSections("ERR syntax error"));
    QVERIFY(!refusesSeveralSections("ERR unknown command"));
}

QTEST_GUILESS_MAIN(TestRedisError)
#include "tst_rediserror.moc"
