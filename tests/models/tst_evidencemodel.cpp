#include "evidencemodel.h"

#include "checkout.h"
#include "session.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace spillway;

class TestEvidenceModel : public QObject {
    Q_OBJECT

private slots:
    void showsTheEvidenceOfTheVerdict();
    void toleratesAStackThatIsNotThere();
};

void TestEvidenceModel::showsTheEvidenceOfTheVerdict() {
    Session session(Checkout::configuration(), Session::Mode::Live, nullptr);
    EvidenceModel model(&session);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    Checkout checkout;
    for (const Frame &frame : checkout.steady(Checkout::start(), 180, 0.95, 3))
        session.consume(frame);
    checkout.maxMemory = QStringLiteral("419430400");
    for (const Frame &frame : checkout.steady(Checkout::start() + 180s, 60, 0.4, 20))
        session.consume(frame);
    const std::vector<Evidence> &evidence = session.engine().verdict(0).evidence;
    QVERIFY(!evidence.empty());
    QTRY_COMPARE(model.rowCount(), static_cast<int>(evidence.size()));
    for (int i = 0; i < model.rowCount(); ++i) {
        const Evidence &expected = evidence[static_cast<size_t>(i)];
        const QModelIndex index = model.index(i, EvidenceModel::Text);
        QCOMPARE(index.data().toString(), expected.text);
        QCOMPARE(index.data(EvidenceModel::KindRole).value<EvidenceKind>(), expected.kind);
        QCOMPARE(index.data(EvidenceModel::AtRole).isValid(), expected.at.has_value());
        QCOMPARE(model.index(i, EvidenceModel::Time).data().toString(),
                 expected.at ? expected.at->clockText() : QStringLiteral("\u2014"));
        QVERIFY(!model.index(i, EvidenceModel::Kind).data().toString().isEmpty());
    }
}

void TestEvidenceModel::toleratesAStackThatIsNotThere() {
    Session session(Checkout::configuration(), Session::Mode::Live, nullptr);
    EvidenceModel model(&session, 7);
    QCOMPARE(model.rowCount(), 0);
}

QTEST_GUILESS_MAIN(TestEvidenceModel)
#include "tst_evidencemodel.moc"
