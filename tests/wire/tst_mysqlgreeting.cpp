#include "mysqlgreeting.h"

#include <QTest>

using namespace spillway;

namespace {

// Of MariaDB 10.11, up to the flags; the second byte of those says whether it offers TLS.
QByteArray greeting(char flags) {
    return QByteArray("\x5a\0\0\0\x0a"
                      "10.11.19-MariaDB\0"
                      "\x07\0\0\0"
                      "abcdefgh\0\xff",
                      36) +
           flags;
}

} // namespace

class TestMySqlGreeting : public QObject {
    Q_OBJECT

private slots:
    void saysWhetherTlsIsOffered();
    void waitsForTheFlags();
    void doesNotWaitForEver();
};

void TestMySqlGreeting::saysWhetherTlsIsOffered() {
    QCOMPARE(tlsOffer(greeting('\xff')), TlsOffer::Offered);
    QCOMPARE(tlsOffer(greeting('\x08')), TlsOffer::Offered);
    QCOMPARE(tlsOffer(greeting('\xf7')), TlsOffer::Missing);
    QCOMPARE(tlsOffer(greeting('\xff') + "and more"), TlsOffer::Offered);
}

void TestMySqlGreeting::waitsForTheFlags() {
    const QByteArray whole = greeting('\xff');
    for (qsizetype size = 0; size < whole.size(); ++size)
        QCOMPARE(tlsOffer(QByteArrayView(whole).first(size)), TlsOffer::Unknown);
}

void TestMySqlGreeting::doesNotWaitForEver() {
    QCOMPARE(tlsOffer(QByteArray(300, 'a')), TlsOffer::Missing);
}

QTEST_APPLESS_MAIN(TestMySqlGreeting)
#include "tst_mysqlgreeting.moc"
