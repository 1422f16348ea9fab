#include "timelinemodel.h"

#include "checkout.h"
#include "session.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace spillway;

namespace {

Configuration twoStacks() {
    Configuration configuration = Checkout::configuration();
    configuration.stacks.push_back(Stack{QStringLiteral("search"), {}, {}});
    return configuration;
}

} // namespace

class TestTimelineModel : public QObject {
    Q_OBJECT

private slots:
    void init();
    void growsAtItsEnd();
    void showsEachEvent();
    void showsOneStackAndWhatConcernsAll();
    void startsAfreshAfterSeekingBack();
    void goesOnAfterCatchingUpForward();
    void takesANoteAboutThePast();

private:
    void consume(const std::vector<Frame> &frames) {
        for (const Frame &frame : frames)
            m_session->consume(frame);
    }
    std::vector<Frame> failures(int seconds) {
        std::vector<Frame> frames;
        for (int i = 0; i < seconds; ++i)
            frames.push_back(Checkout::failed(Checkout::Cache, Checkout::start() + std::chrono::seconds(i),
                                              QStringLiteral("reason %1").arg(i)));
        return frames;
    }

    std::unique_ptr<Session> m_session;
    std::unique_ptr<TimelineModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void TestTimelineModel::init() {
    m_tester.reset();
    m_model.reset();
    m_session = std::make_unique<Session>(twoStacks(), Session::Mode::Replay, nullptr);
    m_model = std::make_unique<TimelineModel>(m_session.get());
    m_tester = std::make_unique<QAbstractItemModelTester>(
        m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
}

void TestTimelineModel::growsAtItsEnd() {
    const QSignalSpy inserted(m_model.get(), &QAbstractItemModel::rowsInserted);
    const QSignalSpy reset(m_model.get(), &QAbstractItemModel::modelReset);
    const std::vector<Frame> frames = failures(5);
    consume({frames.begin(), frames.begin() + 3});
    QTRY_COMPARE(m_model->rowCount(), 3);
    consume({frames.begin() + 3, frames.end()});
    QTRY_COMPARE(m_model->rowCount(), 5);
    QCOMPARE(inserted.size(), 2);
    QCOMPARE(inserted[1][1].toInt(), 3);
    QCOMPARE(inserted[1][2].toInt(), 4);
    QCOMPARE(reset.size(), 0);
}

void TestTimelineModel::showsEachEvent() {
    consume(failures(1));
    QTRY_COMPARE(m_model->rowCount(), 1);
    const Event &event = m_session->engine().timeline()[0];
    QCOMPARE(m_model->index(0, TimelineModel::Time).data().toString(), QStringLiteral("09:58:00"));
    QCOMPARE(m_model->index(0, TimelineModel::Stack).data().toString(), QStringLiteral("checkout"));
    QCOMPARE(m_model->index(0, TimelineModel::Kind).data().toString(), QStringLiteral("endpoint"));
    QCOMPARE(m_model->index(0, TimelineModel::Text).data().toString(), event.text);
    QCOMPARE(m_model->index(0, 0).data(TimelineModel::AtRole).toLongLong(), event.at.ms());
    QCOMPARE(m_model->index(0, 0).data(TimelineModel::HealthRole).value<Health>(), Health::Critical);
}

void TestTimelineModel::showsOneStackAndWhatConcernsAll() {
    m_model->setStack(StackId(1));
    consume(failures(2));
    m_session->addNote(QString(), QStringLiteral("for all"));
    m_session->addNote(QStringLiteral("search"), QStringLiteral("for search"));
    QTRY_COMPARE(m_model->rowCount(), 2);
    QCOMPARE(m_model->index(1, TimelineModel::Text).data().toString(), QStringLiteral("for search"));
    m_model->setStack(std::nullopt);
    QCOMPARE(m_model->rowCount(), 4);
    m_model->setStack(StackId(0));
    QCOMPARE(m_model->rowCount(), 3);
}

void TestTimelineModel::startsAfreshAfterSeekingBack() {
    const std::vector<Frame> frames = failures(5);
    consume(frames);
    QTRY_COMPARE(m_model->rowCount(), 5);
    m_session->beginCatchUp();
    m_session->restart(Engine(m_session->configuration()), {});
    consume({frames.begin(), frames.begin() + 2});
    m_session->endCatchUp();
    QTRY_COMPARE(m_model->rowCount(), 2);
}

void TestTimelineModel::goesOnAfterCatchingUpForward() {
    const std::vector<Frame> frames = failures(9);
    consume({frames.begin(), frames.begin() + 2});
    QTRY_COMPARE(m_model->rowCount(), 2);
    const QSignalSpy reset(m_model.get(), &QAbstractItemModel::modelReset);
    m_session->beginCatchUp();
    m_session->restart(Engine(m_session->configuration()), {});
    consume(frames);
    m_session->endCatchUp();
    QTRY_COMPARE(m_model->rowCount(), 9);
    QCOMPARE(reset.size(), 0);
}

void TestTimelineModel::takesANoteAboutThePast() {
    consume(failures(3));
    QTRY_COMPARE(m_model->rowCount(), 3);
    m_session->addNote(QString(), QStringLiteral("late"), Checkout::start() + 500ms);
    m_session->settleNotes(Checkout::start() + 1h);
    QTRY_COMPARE(m_model->rowCount(), 4);
    QCOMPARE(m_model->index(1, TimelineModel::Text).data().toString(), QStringLiteral("late"));
}

QTEST_GUILESS_MAIN(TestTimelineModel)
#include "tst_timelinemodel.moc"
