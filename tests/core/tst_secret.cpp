#include "secret.h"

#include <QTest>

#include <type_traits>

using namespace spillway;

// A secret must not turn into text by accident.
static_assert(!std::is_convertible_v<Secret, QByteArray>);
static_assert(!std::is_convertible_v<Secret, QString>);
static_assert(!std::is_constructible_v<QString, Secret>);

class TestSecret : public QObject {
    Q_OBJECT
private slots:
    void exposesOnlyOnRequest() {
        const Secret secret(QByteArrayLiteral("hunter2"));
        QCOMPARE(secret.expose(), QByteArrayLiteral("hunter2"));
        QVERIFY(!secret.isEmpty());
        QVERIFY(Secret().isEmpty());
    }
    void movingLeavesNothingBehind() {
        Secret a(QByteArray("hunter2"));
        const Secret b(std::move(a));
        QVERIFY(a.isEmpty()); // NOLINT(bugprone-use-after-move): that is the claim
        QCOMPARE(b.expose(), QByteArray("hunter2"));
        Secret c(QByteArray("other"));
        c = Secret(QByteArray("hunter3"));
        QCOMPARE(c.expose(), QByteArray("hunter3"));
    }
    void aSharedBufferIsLeftToItsOtherOwner() {
        QByteArray bytes("a-password-long-enough");
        const char *memory = bytes.constData();
        alignas(Secret) unsigned char place[sizeof(Secret)];
        auto *secret = new (place) Secret(std::move(bytes));
        QCOMPARE(static_cast<const void *>(secret->expose().constData()), static_cast<const void *>(memory));
        const QByteArray shared = secret->expose(); // keeps the buffer alive
        secret->~Secret();
        QCOMPARE(shared, QByteArray("a-password-long-enough")); // shared: not ours alone to wipe
    }
};

QTEST_APPLESS_MAIN(TestSecret)
#include "tst_secret.moc"
