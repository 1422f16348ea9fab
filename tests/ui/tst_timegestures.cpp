// What the mouse does on a lane, and how it is taken back.

#include "samplepage.h"

#include <QWheelEvent>
#include <QtTest>

using namespace spillway;

class TestTimeGestures : public QObject {
    Q_OBJECT
private slots:
    void dragPansAndCanBeTakenBack();
    void shiftDragZooms();
    void rightDragZooms();
    void wheelZoomsUnderThePointer();
    void leavingHidesTheCrosshair();
};

void TestTimeGestures::dragPansAndCanBeTakenBack() {
    SyntheticOutage outage;
    outage.start = outage.now - std::chrono::hours(1);
    outage.fill();
    SamplePage page(outage, std::chrono::minutes(10));
    const TimeSpan before = page.window.shown();
    QWidget *surface = page.lanes[0]->viewport();
    QTest::mousePress(surface, Qt::LeftButton, {}, inPlot(*page.lanes[0], 0.3));
    for (const double share : {0.35, 0.5, 0.8})
        QTest::mouseMove(surface, inPlot(*page.lanes[0], share));
    QTest::mouseRelease(surface, Qt::LeftButton, {}, inPlot(*page.lanes[0], 0.8));
    QVERIFY(!page.window.isFollowing());
    const double moved = toSeconds(before.from - page.window.from());
    QVERIFY2(std::abs(moved - 300) < 3, qPrintable(QString::number(moved)));
    QCOMPARE(page.window.shown().length(), before.length());
    page.window.back();
    QVERIFY(page.window.isFollowing());
    QCOMPARE(page.window.shown(), before);
}

void TestTimeGestures::shiftDragZooms() {
    SyntheticOutage outage;
    outage.fill();
    SamplePage page(outage, std::chrono::minutes(10));
    QWidget *surface = page.lanes[0]->viewport();
    QTest::mousePress(surface, Qt::LeftButton, Qt::ShiftModifier, inPlot(*page.lanes[0], 0.75));
    QTest::mouseMove(surface, inPlot(*page.lanes[0], 0.6));
    QTest::mouseMove(surface, inPlot(*page.lanes[0], 0.5));
    QVERIFY(page.window.brush());
    page.save(QStringLiteral("brush"));
    QTest::mouseRelease(surface, Qt::LeftButton, Qt::ShiftModifier, inPlot(*page.lanes[0], 0.5));
    QVERIFY(!page.window.brush());
    QVERIFY(std::abs(toSeconds(page.window.shown().length()) - 150) < 3);
    page.save(QStringLiteral("zoomed"));
    QTest::mouseDClick(surface, Qt::LeftButton, {}, inPlot(*page.lanes[0], 0.5));
    QCOMPARE(page.window.shown(), page.window.extent());
}

void TestTimeGestures::wheelZoomsUnderThePointer() {
    SyntheticOutage outage;
    outage.fill();
    SamplePage page(outage, std::chrono::minutes(10));
    QWidget *surface = page.lanes[0]->viewport();
    const QPoint place = inPlot(*page.lanes[0], 0.25);
    const Instant under = page.lanes[0]->plot().timeAt(place.x());
    QWheelEvent turn(place, surface->mapToGlobal(place), {}, {0, 120}, Qt::NoButton, Qt::ControlModifier,
                     Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(surface, &turn);
    QVERIFY(std::abs(toSeconds(page.window.shown().length()) - 480) < 1);
    QVERIFY(std::abs(toSeconds(page.lanes[0]->plot().timeAt(place.x()) - under)) < 2);
    // Without Ctrl the page scrolls.
    QWheelEvent plain(place, surface->mapToGlobal(place), {}, {0, 120}, Qt::NoButton, {}, Qt::NoScrollPhase,
                      false);
    QCoreApplication::sendEvent(surface, &plain);
    QVERIFY(!plain.isAccepted());
}

void TestTimeGestures::rightDragZooms() {
    SyntheticOutage outage;
    outage.fill();
    SamplePage page(outage, std::chrono::minutes(10));
    QWidget *surface = page.lanes[2]->viewport();
    QTest::mousePress(surface, Qt::RightButton, {}, inPlot(*page.lanes[2], 0.25));
    QTest::mouseMove(surface, inPlot(*page.lanes[2], 0.5));
    QTest::mouseRelease(surface, Qt::RightButton, {}, inPlot(*page.lanes[2], 0.5));
    QVERIFY(std::abs(toSeconds(page.window.shown().length()) - 150) < 3);
    page.window.back();
    QCOMPARE(page.window.shown().length(), Duration{600'000});
}

void TestTimeGestures::leavingHidesTheCrosshair() {
    SyntheticOutage outage;
    outage.fill();
    SamplePage page(outage, std::chrono::minutes(10));
    hover(*page.lanes[1], 0.5);
    QVERIFY(page.window.crosshair());
    QEvent leave(QEvent::Leave);
    QCoreApplication::sendEvent(page.lanes[1]->viewport(), &leave);
    QVERIFY(!page.window.crosshair());
}

QTEST_MAIN(TestTimeGestures)
#include "tst_timegestures.moc"
