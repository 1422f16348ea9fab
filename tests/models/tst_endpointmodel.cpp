#include "endpointmodel.h"

#include "checkout.h"
#include "session.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace spillway;

class TestEndpointModel : public QObject {
    Q_OBJECT

private slots:
    void init();
    void listsCachesFirst();
    void showsWhatAnAnswerTold();
    void showsWhyAnEndpointIsDown();
    void isAsIllAsItsOwnAlerts();
    void showsAnotherStack();
    void toleratesAStackThatIsNotThere();

private:
    QString text(int row, int column) const { return m_model->index(row, column).data().toString(); }
    void consume(const std::vector<Frame> &frames) {
        for (const Frame &frame : frames)
            m_session->consume(frame);
    }

    Checkout m_checkout;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<EndpointModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void TestEndpointModel::init() {
    Configuration configuration = Checkout::configuration();
    configuration.stacks.push_back(Stack{QStringLiteral("search"), {}, {2}});
    Endpoint other = configuration.endpoints[Checkout::Database];
    other.name = QStringLiteral("db-search");
    other.stack = 1;
    configuration.endpoints.push_back(other);
    m_checkout = Checkout();
    m_tester.reset();
    m_model.reset();
    m_session = std::make_unique<Session>(configuration, Session::Mode::Live, nullptr);
    m_model = std::make_unique<EndpointModel>(m_session.get());
    m_tester = std::make_unique<QAbstractItemModelTester>(
        m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
}

void TestEndpointModel::listsCachesFirst() {
    QCOMPARE(m_model->rowCount(), 2);
    QCOMPARE(text(0, EndpointModel::Name), QStringLiteral("cache-1"));
    QCOMPARE(text(1, EndpointModel::Name), QStringLiteral("db-1"));
    QCOMPARE(text(0, EndpointModel::State), QStringLiteral("unknown"));
    QCOMPARE(text(0, EndpointModel::Version), QStringLiteral("redis")); // the kind, until it answers
    QCOMPARE(text(0, EndpointModel::RoundTrip), QString());
    QCOMPARE(text(0, EndpointModel::LastGood), QStringLiteral("never"));
}

void TestEndpointModel::showsWhatAnAnswerTold() {
    consume(m_checkout.steady(Checkout::start(), 3, 0.95, 3));
    QTRY_COMPARE(text(0, EndpointModel::State), QStringLiteral("up"));
    QCOMPARE(text(0, EndpointModel::Version), QStringLiteral("redis 7.0.15"));
    QCOMPARE(text(0, EndpointModel::RoundTrip), QStringLiteral("4\u00a0ms"));
    QCOMPARE(text(0, EndpointModel::LastGood), QStringLiteral("300\u00a0ms ago"));
    QCOMPARE(m_model->index(0, 0).data(EndpointModel::HealthRole).value<Health>(), Health::Healthy);
    QCOMPARE(m_model->index(1, 0).data(EndpointModel::EndpointIdRole).toInt(), int(Checkout::Database));
}

void TestEndpointModel::showsWhyAnEndpointIsDown() {
    consume(m_checkout.steady(Checkout::start(), 3, 0.95, 3));
    consume({Checkout::failed(Checkout::Database, Checkout::start() + 44400ms, QStringLiteral("refused"))});
    QTRY_COMPARE(text(1, EndpointModel::State), QStringLiteral("down"));
    QCOMPARE(text(1, EndpointModel::Reason), QStringLiteral("refused"));
    QCOMPARE(text(1, EndpointModel::LastGood), QStringLiteral("42\u00a0s ago"));
    QCOMPARE(text(1, EndpointModel::RoundTrip), QString());
    QCOMPARE(text(1, EndpointModel::Version), QStringLiteral("postgresql 15.18")); // still the last known one
    QCOMPARE(m_model->index(1, 0).data(EndpointModel::HealthRole).value<Health>(), Health::Critical);
}

void TestEndpointModel::isAsIllAsItsOwnAlerts() {
    consume(m_checkout.steady(Checkout::start(), 3, 0.2, 3));
    QTRY_COMPARE(m_model->index(0, 0).data(EndpointModel::HealthRole).value<Health>(), Health::Critical);
    QCOMPARE(m_model->index(0, 0).data(EndpointModel::StateRole).value<EndpointState>(), EndpointState::Up);
    QCOMPARE(m_model->index(1, 0).data(EndpointModel::HealthRole).value<Health>(), Health::Healthy);
}

void TestEndpointModel::showsAnotherStack() {
    const QSignalSpy reset(m_model.get(), &QAbstractItemModel::modelReset);
    m_model->setStack(1);
    QCOMPARE(m_model->rowCount(), 1);
    QCOMPARE(text(0, EndpointModel::Name), QStringLiteral("db-search"));
    QCOMPARE(reset.size(), 0);
}

void TestEndpointModel::toleratesAStackThatIsNotThere() {
    m_model->setStack(7);
    QCOMPARE(m_model->rowCount(), 0);
}

QTEST_GUILESS_MAIN(TestEndpointModel)
#include "tst_endpointmodel.moc"
