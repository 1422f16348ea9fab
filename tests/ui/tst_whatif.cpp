// A threshold of yesterday is dragged and typed: the firings that it would have had are found, said and
// shown beside the real ones, and nothing of it stays behind.

#include "workstation/whatif.h"

#include "charts/lane.h"
#include "replayedshop.h"
#include "workstation/lanestack.h"
#include "workstation/mainwindow.h"
#include "workstation/workstation.h"

#include <QApplication>
#include <QClipboard>
#include <QLineEdit>
#include <QMouseEvent>
#include <QPushButton>
#include <QTest>

using namespace spillway;

class TestWhatIf : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void cleanup();
    void draggingALimitFindsItsFirings();
    void typedThresholds_data();
    void typedThresholds();
    void escapeDropsIt();
    void copiesTheRule();
    void aDragBesideTheLimitStillPans();
    void nothingIsTriedOutLive();

private:
    void open(Session *session) {
        m_window = std::make_unique<MainWindow>(session, Theme::dark());
        m_window->show();
        m_window->workstation()->refreshNow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        QCoreApplication::processEvents();
    }
    Lane *lane() const { return m_window->findChild<LaneStack *>()->findChild<Lane *>(); }
    WhatIf *whatIf() const { return m_window->findChild<WhatIf *>(); }
    QPointF placeOf(double ratio) const {
        return {lane()->plotArea().center().x() * 1.0, lane()->plot().y(ratio)};
    }
    void send(QEvent::Type type, const QPointF &place, Qt::MouseButton button, Qt::MouseButtons buttons) {
        QMouseEvent event(type, place, lane()->viewport()->mapToGlobal(place), button, buttons, {});
        QCoreApplication::sendEvent(lane()->viewport(), &event);
    }
    void drag(const QPointF &from, const QPointF &to) {
        send(QEvent::MouseMove, from, Qt::NoButton, Qt::NoButton);
        send(QEvent::MouseButtonPress, from, Qt::LeftButton, Qt::LeftButton);
        for (int step = 1; step <= 8; ++step)
            send(QEvent::MouseMove, from + (to - from) * step / 8, Qt::NoButton, Qt::LeftButton);
        send(QEvent::MouseButtonRelease, to, Qt::LeftButton, Qt::NoButton);
    }
    void typeThreshold(const QString &text) {
        QTest::keyClick(m_window->focusWidget(), Qt::Key_T);
        QTest::keyClicks(m_window->focusWidget(), text);
        QTest::keyClick(m_window->focusWidget(), Qt::Key_Return);
    }

    QTemporaryDir m_folder;
    std::unique_ptr<ReplayedShop> m_replay;
    std::unique_ptr<MainWindow> m_window;
};

void TestWhatIf::initTestCase() {
    const QString path = m_folder.filePath(QStringLiteral("recorded.spill"));
    QVERIFY(recordShop(path, cutOfMemory(shopTime(9, 38)), shopTime(9, 42)));
    m_replay = std::make_unique<ReplayedShop>(path);
    m_replay->player().seekNow(shopTime(9, 41));
}

void TestWhatIf::cleanup() {
    m_window.reset();
}

void TestWhatIf::draggingALimitFindsItsFirings() {
    open(&m_replay->session());
    const TimeSpan before = m_window->workstation()->window().shown();
    drag(placeOf(0.8), placeOf(0.9));
    QVERIFY(whatIf()->isVisible());
    QCOMPARE(whatIf()->candidate()->name, QStringLiteral("Hit ratio low"));
    QVERIFY2(std::abs(whatIf()->candidate()->threshold - 0.9) < 0.01,
             qPrintable(QString::number(whatIf()->candidate()->threshold)));
    QCOMPARE(m_window->workstation()->window().shown(), before); // the drag is no pan
    QTRY_VERIFY(!whatIf()->firings().empty());
    const std::vector<Firing> real = whatIf()->realFirings();
    QVERIFY(!real.empty());
    QVERIFY(whatIf()->firings().front().from < real.front().from);
    QVERIFY2(whatIf()->sentence().contains(QStringLiteral("would have fired once, at 09:3")) &&
                 whatIf()->sentence().endsWith(QStringLiteral("earlier")),
             qPrintable(whatIf()->sentence()));
    // The candidate's own line can be dragged on, down to where nothing fires.
    drag(placeOf(whatIf()->candidate()->threshold), placeOf(0.02));
    QTRY_VERIFY(whatIf()->sentence().contains(QStringLiteral("would not have fired")));
}

void TestWhatIf::typedThresholds_data() {
    QTest::addColumn<QString>("typed");
    QTest::addColumn<double>("threshold"); // 0: refused
    QTest::newRow("a number") << QStringLiteral("74.3") << 0.743;
    QTest::newRow("with its unit") << QStringLiteral("90 %") << 0.9;
    QTest::newRow("too large") << QStringLiteral("120") << 0.0;
    QTest::newRow("a word") << QStringLiteral("lower") << 0.0;
}

void TestWhatIf::typedThresholds() {
    QFETCH(QString, typed);
    QFETCH(double, threshold);
    open(&m_replay->session());
    typeThreshold(typed);
    QCOMPARE(whatIf()->isActive(), threshold > 0);
    if (whatIf()->isActive())
        QCOMPARE(whatIf()->candidate()->threshold, threshold);
}

void TestWhatIf::escapeDropsIt() {
    open(&m_replay->session());
    const QImage before = m_window->grab().toImage();
    typeThreshold(QStringLiteral("90"));
    QTRY_VERIFY(!whatIf()->firings().empty());
    QVERIFY(m_window->grab().toImage() != before);
    QTest::keyClick(m_window->focusWidget(), Qt::Key_Escape);
    QVERIFY(!whatIf()->isActive() && !whatIf()->isVisible());
    QCoreApplication::processEvents();
    QVERIFY(m_window->grab().toImage() == before);
}

void TestWhatIf::copiesTheRule() {
    open(&m_replay->session());
    typeThreshold(QStringLiteral("74.5"));
    for (QPushButton *button : whatIf()->findChildren<QPushButton *>())
        if (button->text() == QStringLiteral("Copy rule"))
            QTest::mouseClick(button, Qt::LeftButton);
    const QString copied = QApplication::clipboard()->text();
    QVERIFY2(copied.startsWith(QStringLiteral("[[rule]]\n")), qPrintable(copied));
    QVERIFY2(copied.contains(QStringLiteral("= 0.745\n")), qPrintable(copied));
}

void TestWhatIf::aDragBesideTheLimitStillPans() {
    open(&m_replay->session());
    const TimeSpan before = m_window->workstation()->window().shown();
    drag(placeOf(0.3), placeOf(0.3) + QPointF(60, 0));
    QVERIFY(m_window->workstation()->window().shown() != before);
    QVERIFY(!whatIf()->isActive());
}

void TestWhatIf::nothingIsTriedOutLive() {
    WatchedShop shop;
    shop.runTo(shopTime(9, 33));
    open(&shop.session());
    drag(placeOf(0.8), placeOf(0.9));
    QTest::keyClick(m_window->focusWidget(), Qt::Key_T);
    QVERIFY(!whatIf()->isActive());
    QVERIFY(!qobject_cast<QLineEdit *>(m_window->focusWidget()));
    cleanup();
}

QTEST_MAIN(TestWhatIf)
#include "tst_whatif.moc"
