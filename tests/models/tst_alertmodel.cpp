#include "alertmodel.h"

#include "checkout.h"
#include "session.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace spillway;

class TestAlertModel : public QObject {
    Q_OBJECT

private slots:
    void init();
    void isEmptyWhenAllIsWell();
    void putsTheWorstAndOldestFirst();
    void showsValueAgainstLimit();
    void ages();
    void saysThatDataAreMissing();
    void showsWhoAcknowledged();
    void keepsAResolvedAlertLast();
    void showsOneStack();

private:
    QStringList column(int column) const {
        QStringList texts;
        for (int i = 0; i < m_model->rowCount(); ++i)
            texts.append(m_model->index(i, column).data().toString());
        return texts;
    }
    void run(int from, int seconds, double hitRatio, double active) {
        for (const Frame &frame :
             m_checkout.steady(Checkout::start() + std::chrono::seconds(from), seconds, hitRatio, active))
            m_session->consume(frame);
    }

    Checkout m_checkout;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<AlertModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void TestAlertModel::init() {
    m_checkout = Checkout();
    m_tester.reset();
    m_model.reset();
    m_session = std::make_unique<Session>(Checkout::configuration(), Session::Mode::Live, nullptr);
    m_model = std::make_unique<AlertModel>(m_session.get());
    m_tester = std::make_unique<QAbstractItemModelTester>(
        m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
}

void TestAlertModel::isEmptyWhenAllIsWell() {
    QCOMPARE(m_model->rowCount(), 0);
    const QSignalSpy inserted(m_model.get(), &QAbstractItemModel::rowsInserted);
    run(0, 5, 0.95, 3);
    QCoreApplication::processEvents();
    QCOMPARE(inserted.size(), 0);
}

void TestAlertModel::putsTheWorstAndOldestFirst() {
    run(0, 5, 0.95, 3);
    run(5, 2, 0.7, 3); // a warning, pending
    QTRY_COMPARE(column(AlertModel::Rule), QStringList{QStringLiteral("Hit ratio low")});
    QCOMPARE(column(AlertModel::State), QStringList{QStringLiteral("pending")});
    run(7, 1, 0.7, 400); // the load is a mean of ten seconds
    run(8, 1, 0.2, 400);
    QTRY_COMPARE(column(AlertModel::Rule),
                 (QStringList{QStringLiteral("Load high"), QStringLiteral("Misses on cache-1"),
                              QStringLiteral("Hit ratio low")}));
    QCOMPARE(column(AlertModel::Subject),
             (QStringList{QStringLiteral("checkout"), QStringLiteral("checkout / cache-1"),
                          QStringLiteral("checkout")}));
}

void TestAlertModel::showsValueAgainstLimit() {
    run(0, 6, 0.7, 3);
    QTRY_COMPARE(column(AlertModel::Value), QStringList{QStringLiteral("70.0\u00a0%")});
    QCOMPARE(column(AlertModel::Limit), QStringList{QStringLiteral("80.0\u00a0%")});
    QCOMPARE(m_model->index(0, 0).data(AlertModel::SeverityRole).value<Severity>(), Severity::Warning);
    QCOMPARE(m_model->index(0, 0).data(AlertModel::StateRole).value<AlertState>(), AlertState::Firing);
}

void TestAlertModel::ages() {
    run(0, 3, 0.95, 20);
    QTRY_COMPARE(column(AlertModel::Age), QStringList{QStringLiteral("2\u00a0s")});
    const QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
    run(3, 240, 0.95, 20);
    QTRY_COMPARE(column(AlertModel::Age), QStringList{QStringLiteral("4\u00a0m\u00a02\u00a0s")});
    QCOMPARE(changed.size(), 1);
}

void TestAlertModel::saysThatDataAreMissing() {
    run(0, 3, 0.95, 20);
    for (int i = 3; i < 10; ++i)
        m_session->consume(Checkout::failed(Checkout::Database,
                                            Checkout::start() + std::chrono::seconds(i) + 400ms,
                                            QStringLiteral("refused")));
    QTRY_COMPARE(column(AlertModel::State), QStringList{QStringLiteral("firing, no data")});
    QCOMPARE(column(AlertModel::Value), QStringList{QStringLiteral("unknown")});
    QCOMPARE(m_model->index(0, 0).data(AlertModel::KnownRole).toBool(), false);
}

void TestAlertModel::showsWhoAcknowledged() {
    qputenv("USER", "ann");
    run(0, 3, 0.95, 20);
    m_session->acknowledge(0, QStringLiteral("Load high"));
    QTRY_COMPARE(column(AlertModel::Attention),
                 QStringList{QStringLiteral("acknowledged by ann at 09:58:02 UTC")});
    QCOMPARE(m_model->index(0, 0).data(AlertModel::AcknowledgedByRole).toString(), QStringLiteral("ann"));
    m_session->snooze(0, QStringLiteral("Load high"), 15min);
    QTRY_COMPARE(column(AlertModel::Attention), QStringList{QStringLiteral("snoozed until 10:13:02 UTC")});
    QVERIFY(m_model->index(0, 0).data(AlertModel::IsSnoozedRole).toBool());
}

void TestAlertModel::keepsAResolvedAlertLast() {
    run(0, 3, 0.95, 20);
    run(3, 5, 0.7, 3);
    QTRY_COMPARE(column(AlertModel::State),
                 (QStringList{QStringLiteral("firing"), QStringLiteral("resolved")}));
    QCOMPARE(column(AlertModel::Rule),
             (QStringList{QStringLiteral("Hit ratio low"), QStringLiteral("Load high")}));
}

void TestAlertModel::showsOneStack() {
    run(0, 3, 0.95, 20);
    QTRY_COMPARE(m_model->rowCount(), 1);
    m_model->setStack(StackId(1));
    QCOMPARE(m_model->rowCount(), 0);
    m_model->setStack(std::nullopt);
    QCOMPARE(m_model->rowCount(), 1);
    QCOMPARE(m_model->index(0, 0).data(AlertModel::StackIdRole).toInt(), 0);
}

QTEST_GUILESS_MAIN(TestAlertModel)
#include "tst_alertmodel.moc"
