#include "foreignprotocol.h"

#include <QTest>

using namespace spillway;

class TestForeignProtocol : public QObject {
    Q_OBJECT

private slots:
    void knowsGreetings_data();
    void knowsGreetings();
};

void TestForeignProtocol::knowsGreetings_data() {
    QTest::addColumn<QByteArray>("start");
    QTest::addColumn<QString>("name");
    QTest::addRow("a web server") << QByteArray("HTTP/1.1 400 Bad Request\r\n") << QStringLiteral("HTTP");
    QTest::addRow("a page without a header") << QByteArray("<html><body>") << QStringLiteral("HTTP");
    QTest::addRow("a login server") << QByteArray("SSH-2.0-OpenSSH_9.2p1\r\n") << QStringLiteral("SSH");
    QTest::addRow("a TLS alert") << QByteArray("\x15\x03\x01\x00\x02\x02\x0a", 7) << QStringLiteral("TLS");
    QTest::addRow("memcached") << QByteArray("ERROR\r\n") << QStringLiteral("memcached");
    QTest::addRow("MariaDB") << QByteArray("\x5a\x00\x00\x00\x0a"
                                           "5.5.5-10.11.6-MariaDB",
                                           26)
                             << QStringLiteral("MySQL");
    QTest::addRow("a mail server") << QByteArray("220 mail.example ESMTP\r\n")
                                   << QStringLiteral("SMTP or FTP");
    QTest::addRow("noise") << QByteArray("\x01\x02\x03\x04\x05\x06\x07", 7) << QString();
}

// Cut anywhere, the bytes so far ask for more or give the same name; never another one.
void TestForeignProtocol::knowsGreetings() {
    QFETCH(QByteArray, start);
    QFETCH(QString, name);
    const ForeignProtocol whole = recogniseProtocol(start);
    QCOMPARE(whole.name, name);
    QVERIFY(!whole.mayFollow);
    for (qsizetype size = 1; size < start.size(); ++size) {
        const ForeignProtocol cut = recogniseProtocol(start.first(size));
        QVERIFY2(cut.mayFollow ? cut.name.isEmpty() : cut.name == name, qPrintable(QString::number(size)));
    }
}

QTEST_GUILESS_MAIN(TestForeignProtocol)
#include "tst_foreignprotocol.moc"
