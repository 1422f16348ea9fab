// The common time: following and held, zoom and pan, what Ctrl+Z takes back, the crosshair.

#include "charts/timewindow.h"

#include <QSignalSpy>
#include <QtTest>

using namespace spillway;

namespace {

const Instant morning = Instant::fromMs(1'709'459'592'000);

struct Window : TimeWindow {
    Window()
        : TimeWindow(std::chrono::minutes(5)) {
        setExtent(morning - std::chrono::hours(2), morning);
        advance(morning);
    }
};

} // namespace

class TestTimeWindow : public QObject {
    Q_OBJECT
private slots:
    void followsTheNewest();
    void showHolds();
    void zoomOutLivesOn();
    void zoomAtKeepsTheInstant_data();
    void zoomAtKeepsTheInstant();
    void neverTooShort();
    void panStopsWhereDataEnd_data();
    void panStopsWhereDataEnd();
    void backTakesOneGestureBack();
    void backToFollowingGoesToNow();
    void crosshairStepsOnSamples();
    void brushZooms();
    void silentWhenNothingChanges();
};

void TestTimeWindow::followsTheNewest() {
    Window window;
    window.advance(morning + 7s);
    QCOMPARE(window.to(), morning + 7s);
    QCOMPARE(window.shown().length(), Duration{300'000});
}

void TestTimeWindow::showHolds() {
    Window window;
    QSignalSpy modes(&window, &TimeWindow::modeChanged);
    window.show(morning - 60s, morning - 120s); // either way round
    QCOMPARE(window.from(), morning - 120s);
    window.advance(morning + 7s);
    QCOMPARE(window.to(), morning - 60s);
    window.follow();
    QCOMPARE(window.to(), morning + 7s);
    QCOMPARE(window.shown().length(), Duration{60'000});
    QCOMPARE(modes.count(), 2);
}

void TestTimeWindow::zoomOutLivesOn() {
    Window window;
    window.zoom(2);
    QVERIFY(window.isFollowing());
    QCOMPARE(window.to(), morning);
    QCOMPARE(window.shown().length(), Duration{600'000});
}

void TestTimeWindow::zoomAtKeepsTheInstant_data() {
    QTest::addColumn<double>("factor");
    QTest::newRow("in") << 0.5;
    QTest::newRow("out") << 2.0;
    QTest::newRow("by a notch of the wheel") << 0.8;
}

void TestTimeWindow::zoomAtKeepsTheInstant() {
    QFETCH(double, factor);
    Window window;
    const Instant fixed = window.from() + 75s; // a quarter of the way
    window.zoomAt(fixed, factor);
    QVERIFY(!window.isFollowing());
    const double share = toSeconds(fixed - window.from()) / toSeconds(window.shown().length());
    QVERIFY(std::abs(share - 0.25) < 0.001);
    QVERIFY(std::abs(toSeconds(window.shown().length()) - 300 * factor) < 0.01);
}

void TestTimeWindow::neverTooShort() {
    Window window;
    window.show(morning - 60s, morning - 60s);
    QCOMPARE(window.shown().length(), Duration{10'000});
    for (int i = 0; i < 30; ++i)
        window.zoomAt(morning - 60s, 0.5);
    QCOMPARE(window.shown().length(), Duration{10'000});
}

void TestTimeWindow::panStopsWhereDataEnd_data() {
    QTest::addColumn<int>("hours");
    QTest::newRow("far into the past") << -100;
    QTest::newRow("far into the future") << 100;
}

void TestTimeWindow::panStopsWhereDataEnd() {
    QFETCH(int, hours);
    Window window;
    window.pan(std::chrono::hours(hours));
    // Some of the data stay in sight.
    QVERIFY(window.to() > window.extent().from);
    QVERIFY(window.from() < window.extent().to);
    QCOMPARE(window.shown().length(), Duration{300'000});
}

void TestTimeWindow::backTakesOneGestureBack() {
    Window window;
    window.show(morning - 1000s, morning - 400s);
    const TimeSpan first = window.shown();
    window.pan(-10s);
    window.pan(-10s, TimeWindow::Gesture::Continues);
    window.pan(-10s, TimeWindow::Gesture::Continues);
    QCOMPARE(window.from(), first.from - 30s);
    window.back();
    QCOMPARE(window.shown(), first);
    window.back();
    QVERIFY(window.isFollowing());
    QVERIFY(!window.canGoBack());
    window.back();
    QCOMPARE(window.to(), morning);
}

void TestTimeWindow::backToFollowingGoesToNow() {
    Window window;
    window.showAll();
    QCOMPARE(window.shown(), window.extent());
    window.advance(morning + 90s);
    window.back();
    QCOMPARE(window.to(), morning + 90s);
    QCOMPARE(window.shown().length(), Duration{300'000});
}

void TestTimeWindow::crosshairStepsOnSamples() {
    Window window;
    window.setStep(2s);
    window.stepCrosshair(-1);
    QCOMPARE(window.crosshair(), morning - 2s);
    window.stepCrosshair(-10);
    QCOMPARE(window.crosshair(), morning - 22s);
    window.stepCrosshair(100'000);
    QCOMPARE(window.crosshair(), window.to());
    QCOMPARE(window.snapped(morning + Duration{900}), morning);
    QCOMPARE(window.snapped(morning + Duration{1100}), morning + 2s);
}

void TestTimeWindow::brushZooms() {
    Window window;
    window.zoomToBrush(); // nothing marked: nothing happens
    QVERIFY(window.isFollowing());
    window.setBrush(TimeSpan{morning - 30s, morning - 90s});
    window.zoomToBrush();
    QVERIFY(!window.brush());
    QCOMPARE(window.from(), morning - 90s);
    QCOMPARE(window.to(), morning - 30s);
}

void TestTimeWindow::silentWhenNothingChanges() {
    Window window;
    QSignalSpy changes(&window, &TimeWindow::changed);
    QSignalSpy crosshairs(&window, &TimeWindow::crosshairMoved);
    window.advance(morning);
    window.setCrosshair(std::nullopt);
    window.follow();
    window.pan(Duration{0});
    QCOMPARE(changes.count() + crosshairs.count(), 0);
}

QTEST_GUILESS_MAIN(TestTimeWindow)
#include "tst_timewindow.moc"
