#include "stackmodel.h"

#include "checkout.h"
#include "session.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace spillway;

class TestStackModel : public QObject {
    Q_OBJECT

private slots:
    void init();
    void listsEveryStack();
    void saysUnknownBeforeTheFirstFrame();
    void showsTheNewestNumbers();
    void replacesStaleNumbers();
    void drawsTheRecentLoad();
    void refreshesOncePerBurst();
    void namesItsColumns();

private:
    QString text(int column) const { return m_model->index(0, column).data().toString(); }
    void consume(const std::vector<Frame> &frames) {
        for (const Frame &frame : frames)
            m_session->consume(frame);
    }

    Checkout m_checkout;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<StackModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void TestStackModel::init() {
    Configuration configuration = Checkout::configuration();
    configuration.stacks.push_back(Stack{QStringLiteral("search"), {}, {}});
    m_checkout = Checkout();
    m_tester.reset();
    m_model.reset();
    m_session = std::make_unique<Session>(configuration, Session::Mode::Live, nullptr);
    m_model = std::make_unique<StackModel>(m_session.get());
    m_tester = std::make_unique<QAbstractItemModelTester>(
        m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
}

void TestStackModel::listsEveryStack() {
    QCOMPARE(m_model->rowCount(), 2);
    QCOMPARE(m_model->index(1, 0).data(StackModel::NameRole).toString(), QStringLiteral("search"));
    QCOMPARE(m_model->index(1, 0).data(StackModel::StackIdRole).toInt(), 1);
}

void TestStackModel::saysUnknownBeforeTheFirstFrame() {
    QCOMPARE(text(StackModel::State), QStringLiteral("unknown"));
    QCOMPARE(text(StackModel::HitRatio), QStringLiteral("unknown"));
    QCOMPARE(text(StackModel::Load), QStringLiteral("unknown"));
}

void TestStackModel::showsTheNewestNumbers() {
    consume(m_checkout.steady(Checkout::start(), 5, 0.95, 3));
    QTRY_COMPARE(text(StackModel::HitRatio), QStringLiteral("95.0\u00a0%"));
    QCOMPARE(text(StackModel::Load), QStringLiteral("3.0"));
    QCOMPARE(text(StackModel::State), QStringLiteral("healthy"));
    const QModelIndex first = m_model->index(0, 0);
    QCOMPARE(first.data(StackModel::HealthRole).value<Health>(), Health::Healthy);
    QCOMPARE(first.data(StackModel::LoadRole).toString(), QStringLiteral("3.0"));
    consume(m_checkout.steady(Checkout::start() + 5s, 2, 0.95, 200));
    QTRY_COMPARE(first.data(StackModel::HealthRole).value<Health>(), Health::Critical);
}

void TestStackModel::replacesStaleNumbers() {
    consume(m_checkout.steady(Checkout::start(), 5, 0.95, 3));
    QTRY_COMPARE(text(StackModel::Load), QStringLiteral("3.0"));
    for (int i = 5; i < 12; ++i)
        consume({Checkout::failed(Checkout::Cache, Checkout::start() + std::chrono::seconds(i),
                                  QStringLiteral("connection refused"))});
    QTRY_COMPARE(text(StackModel::Load), QStringLiteral("unknown"));
    QCOMPARE(text(StackModel::HitRatio), QStringLiteral("unknown"));
    QCOMPARE(text(StackModel::State), QStringLiteral("unknown"));
}

void TestStackModel::drawsTheRecentLoad() {
    consume(m_checkout.steady(Checkout::start(), 300, 0.95, 3));
    QList<float> course;
    QTRY_VERIFY(
        !(course = m_model->index(0, 0).data(StackModel::SparklineRole).value<QList<float>>()).isEmpty());
    QVERIFY(std::isnan(course.first())); // ten minutes are asked for, five are known
    QTRY_COMPARE(m_model->index(0, 0).data(StackModel::SparklineRole).value<QList<float>>().last(), 3.0F);
}

void TestStackModel::refreshesOncePerBurst() {
    const QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
    consume(m_checkout.steady(Checkout::start(), 50, 0.95, 3));
    QCOMPARE(changed.size(), 0);
    QTRY_COMPARE(changed.size(), 1); // one row of the two, once
    QCOMPARE(changed[0][0].toModelIndex().row(), 0);
}

void TestStackModel::namesItsColumns() {
    QCOMPARE(m_model->columnCount(), 4);
    QCOMPARE(m_model->headerData(StackModel::HitRatio, Qt::Horizontal, Qt::DisplayRole).toString(),
             QStringLiteral("Hit ratio"));
    QVERIFY(!m_model->headerData(4, Qt::Horizontal, Qt::DisplayRole).isValid());
    QCOMPARE(m_model->roleNames().value(StackModel::SparklineRole), QByteArray("sparkline"));
}

QTEST_GUILESS_MAIN(TestStackModel)
#include "tst_stackmodel.moc"
