#include "outcome.h"

#include <QTest>

using namespace spillway;

class TestOutcome : public QObject {
    Q_OBJECT
private slots:
    void everyKindHasANameThatReadsBack_data() {
        QTest::addColumn<int>("kind");
        for (int kind = 0; kind <= static_cast<int>(FailureKind::Storage); ++kind)
            QTest::addRow("kind %d", kind) << kind;
    }
    void everyKindHasANameThatReadsBack() {
        QFETCH(int, kind);
        const QString name = failureKindName(static_cast<FailureKind>(kind));
        QVERIFY(!name.isEmpty());
        QCOMPARE(static_cast<int>(failureKindFromName(name)), kind);
    }
    void anUnknownNameIsAProtocolFailure() {
        QCOMPARE(failureKindFromName(QStringLiteral("gremlins")), FailureKind::Protocol);
    }
    void isAValueOrAFailure() {
        const Outcome<int> good(4);
        const Outcome<int> bad(Failure{FailureKind::Refused, QStringLiteral("nobody listens"), {}});
        QVERIFY(good.ok() && *good == 4);
        QVERIFY(!bad);
        QCOMPARE(bad.failure().what, QStringLiteral("nobody listens"));
        QVERIFY(!(good == bad));
    }
};

QTEST_APPLESS_MAIN(TestOutcome)
#include "tst_outcome.moc"
