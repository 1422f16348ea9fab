#include "socketfailure.h"

#include <QSslCertificate>
#include <QTest>

using namespace spillway;

class TestSocketFailure : public QObject {
    Q_OBJECT

private slots:
    void namesWhatWentWrong_data();
    void namesWhatWentWrong();
    void namesThePathOfASocket_data();
    void namesThePathOfASocket();
    void tellsWhyThereIsNoTls_data();
    void tellsWhyThereIsNoTls();
    void tellsTheWorstOfSeveral();
};

void TestSocketFailure::namesWhatWentWrong_data() {
    QTest::addColumn<QAbstractSocket::SocketError>("error");
    QTest::addColumn<FailureKind>("kind");
    QTest::addColumn<QString>("what");
    QTest::addRow("refused") << QAbstractSocket::ConnectionRefusedError << FailureKind::Refused
                             << QStringLiteral("connection refused");
    QTest::addRow("closed") << QAbstractSocket::RemoteHostClosedError << FailureKind::Closed
                            << QStringLiteral("closed by the server");
    QTest::addRow("no such host") << QAbstractSocket::HostNotFoundError << FailureKind::Unresolved
                                  << QStringLiteral("the host name has no address");
    QTest::addRow("no way there") << QAbstractSocket::NetworkError << FailureKind::Refused
                                  << QStringLiteral("there is no way to the server: own words");
    QTest::addRow("anything else") << QAbstractSocket::UnknownSocketError << FailureKind::Closed
                                   << QStringLiteral("own words");
}

void TestSocketFailure::namesWhatWentWrong() {
    QFETCH(QAbstractSocket::SocketError, error);
    const Failure failure = socketFailure(error, QStringLiteral("own\nwords"));
    QTEST(failure.kind, "kind");
    QTEST(failure.what, "what");
}

void TestSocketFailure::namesThePathOfASocket_data() {
    QTest::addColumn<QLocalSocket::LocalSocketError>("error");
    QTest::addColumn<FailureKind>("kind");
    QTest::addRow("absent") << QLocalSocket::ServerNotFoundError << FailureKind::Refused;
    QTest::addRow("stale") << QLocalSocket::ConnectionRefusedError << FailureKind::Refused;
    QTest::addRow("not allowed") << QLocalSocket::SocketAccessError << FailureKind::Permission;
    QTest::addRow("anything else") << QLocalSocket::UnknownSocketError << FailureKind::Closed;
}

void TestSocketFailure::namesThePathOfASocket() {
    QFETCH(QLocalSocket::LocalSocketError, error);
    const Failure failure = localSocketFailure(error, QStringLiteral("/run/x.sock"));
    QTEST(failure.kind, "kind");
    QVERIFY(failure.what.contains(QLatin1String("/run/x.sock")));
}

void TestSocketFailure::tellsWhyThereIsNoTls_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("what");
    const QString library = QStringLiteral("Error during SSL handshake: error:0A00010B:SSL routines::");
    QTest::addRow("a port without TLS")
        << library + QStringLiteral("wrong version number") << QStringLiteral("this port does not speak TLS");
    QTest::addRow("a client certificate is asked for")
        << library + QStringLiteral("tlsv13 alert certificate required")
        << QStringLiteral("the server refused the handshake; it may ask for a client certificate");
    QTest::addRow("closed") << QStringLiteral("The remote host closed the connection")
                            << QStringLiteral("no TLS connection: The remote host closed the connection");
}

void TestSocketFailure::tellsWhyThereIsNoTls() {
    QFETCH(QString, text);
    const Failure failure = tlsFailure({}, text, QSslCertificate(), QStringLiteral("cache-1"));
    QTEST(failure.what, "what");
    QCOMPARE(failure.kind, FailureKind::Tls);
}

void TestSocketFailure::tellsTheWorstOfSeveral() {
    const QList<QSslError> errors{QSslError(QSslError::HostNameMismatch),
                                  QSslError(QSslError::SelfSignedCertificate)};
    QCOMPARE(tlsFailure(errors, QString(), QSslCertificate(), QStringLiteral("cache-1")).what,
             QStringLiteral("the certificate is from an authority that is not trusted"));
}

QTEST_GUILESS_MAIN(TestSocketFailure)
#include "tst_socketfailure.moc"
