// A second recording under the first: muted, aligned where both incidents began, gone with Escape.

#include "charts/lane.h"
#include "replayedshop.h"
#include "textlabel.h"
#include "workstation/lanestack.h"
#include "workstation/mainwindow.h"
#include "workstation/workstation.h"

#include <QSignalSpy>
#include <QTest>

using namespace spillway;

class TestCompare : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void init();
    void cleanup() { m_window.reset(); }
    void alignsTheIncidents();
    void followsTheStack();
    void escapeTakesItAway();
    void saysWhyNot();
    void asksByKey();

private:
    const Lane *lane() const { return m_window->findChild<LaneStack *>()->findChild<Lane *>(); }
    void compare() {
        m_window->workstation()->compareWith(m_other);
        QTRY_VERIFY(lane()->overlay());
    }

    QTemporaryDir m_folder;
    QString m_other;
    std::unique_ptr<ReplayedShop> m_replay;
    std::unique_ptr<MainWindow> m_window;
};

void TestCompare::initTestCase() {
    const QString path = m_folder.filePath(QStringLiteral("ours.spill"));
    m_other = m_folder.filePath(QStringLiteral("theirs.spill"));
    QVERIFY(recordShop(path, cutOfMemory(shopTime(9, 38)), shopTime(9, 42)));
    QVERIFY(recordShop(m_other, cutOfMemory(shopTime(9, 35)), shopTime(9, 40)));
    m_replay = std::make_unique<ReplayedShop>(path);
    m_replay->player().seekNow(shopTime(9, 41));
}

void TestCompare::init() {
    m_window = std::make_unique<MainWindow>(&m_replay->session(), Theme::dark());
    m_window->show();
    m_window->workstation()->refreshNow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    QCoreApplication::processEvents();
}

void TestCompare::alignsTheIncidents() {
    const QString before = lane()->readout();
    const QImage alone = m_window->grab().toImage();
    compare();
    const Duration ahead = lane()->overlay()->ahead;
    QVERIFY2(std::chrono::abs(ahead + 3min) < 15s, qPrintable(QString::number(ahead.count())));
    QVERIFY2(lane()->readout().startsWith(QStringLiteral("grey: theirs.spill, onset 09:35")),
             qPrintable(lane()->readout()));
    QVERIFY(lane()->readout().endsWith(before));
    QCoreApplication::processEvents();
    QVERIFY(m_window->grab().toImage() != alone);
}

void TestCompare::followsTheStack() {
    compare();
    const StackId first = lane()->overlay()->stack;
    m_window->workstation()->chooseStack(1);
    QVERIFY(lane()->overlay());
    QVERIFY(lane()->overlay()->stack != first);
    // "catalog" was calm in both: their beginnings lie upon each other.
    QVERIFY(std::chrono::abs(lane()->overlay()->ahead) < 2s);
    QVERIFY(lane()->readout().contains(QStringLiteral("from 09:30")));
}

void TestCompare::escapeTakesItAway() {
    const QImage alone = m_window->grab().toImage();
    compare();
    QTest::keyClick(m_window->focusWidget(), Qt::Key_Escape);
    QVERIFY(!lane()->overlay());
    QCoreApplication::processEvents();
    QVERIFY(m_window->grab().toImage() == alone);
}

void TestCompare::saysWhyNot() {
    m_window->workstation()->compareWith(m_folder.filePath(QStringLiteral("gone.spill")));
    QTRY_VERIFY([this] {
        const auto labels = m_window->findChildren<TextLabel *>();
        return std::any_of(labels.begin(), labels.end(), [](const TextLabel *label) {
            return label->text().startsWith(QStringLiteral("Not compared: "));
        });
    }());
    QVERIFY(!lane()->overlay());
}

void TestCompare::asksByKey() {
    Workstation *workstation = m_window->workstation();
    QVERIFY(disconnect(workstation, &Workstation::compareAsked, m_window.get(), nullptr)); // its dialog
    const QSignalSpy asked(workstation, &Workstation::compareAsked);
    QTest::keyClick(m_window->focusWidget(), Qt::Key_C);
    QCOMPARE(asked.size(), 1);
}

QTEST_MAIN(TestCompare)
#include "tst_compare.moc"
