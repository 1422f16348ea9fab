// The lanes together: aligned edges, stacked sums, words apart from each other, repaints only for what
// changed. Writes pictures for the eye into the folder `out` beside the test.

#include "paintwatch.h"
#include "samplepage.h"

#include <QAbstractButton>
#include <QScreen>
#include <QtTest>

using namespace spillway;

class TestLane : public QObject {
    Q_OBJECT
private slots:
    void edgesAreAligned();
    void nothingChangedNothingPainted();
    void tickPaintsItsColumnsOnly();
    void screenAfterTicksEqualsFullPaint_data();
    void screenAfterTicksEqualsFullPaint();
    void stackEndsAtTheLoadLine_data();
    void stackEndsAtTheLoadLine();
    void labelsNeverOverlap_data();
    void labelsNeverOverlap();
    void gapTellsItsReason();
    void readoutFollowsTheCrosshair();
    void readoutAdmitsSilence();
    void describesItselfInWords();
    void lightPicture();
};

void TestLane::edgesAreAligned() {
    SyntheticOutage outage;
    outage.fill();
    SamplePage page(outage, std::chrono::minutes(10));
    page.setFlags({{outage.onset - 2s, QStringLiteral("maxmemory 4 GiB → 400 MiB"), page.theme.muted}});
    page.save(QStringLiteral("incident"));
    for (const Lane *lane : page.lanes) {
        const QPoint corner = lane->mapTo(&page.widget, lane->plotArea().topLeft());
        const QPoint first =
            page.lanes.front()->mapTo(&page.widget, page.lanes.front()->plotArea().topLeft());
        QCOMPARE(corner.x(), first.x());
        QCOMPARE(lane->plotArea().width(), page.lanes.front()->plotArea().width());
        QCOMPARE(lane->plot().time, page.lanes.front()->plot().time);
    }
}

void TestLane::nothingChangedNothingPainted() {
    SyntheticOutage outage;
    outage.fill();
    SamplePage page(outage, std::chrono::minutes(10));
    std::vector<std::unique_ptr<PaintWatch>> watches;
    for (const Lane *lane : page.lanes)
        watches.push_back(std::make_unique<PaintWatch>(lane->viewport()));
    for (int i = 0; i < 5; ++i)
        page.refresh(outage.now);
    QCoreApplication::processEvents();
    for (const auto &watch : watches)
        QCOMPARE(watch->count, 0);
    // The watch can see a change: one more sample.
    outage.now = outage.now + 1s;
    outage.sample(outage.now);
    page.refresh(outage.now);
    QCoreApplication::processEvents();
    for (const auto &watch : watches)
        QVERIFY(watch->count > 0);
}

void TestLane::tickPaintsItsColumnsOnly() {
    SyntheticOutage outage;
    outage.start = outage.onset - std::chrono::hours(24);
    outage.fill();
    SamplePage page(outage, std::chrono::hours(24));
    Lane *lane = page.lanes[2];
    PaintWatch watch(lane->viewport());
    int scrolls = 0;
    int plotPaints = 0;
    for (int tick = 0; tick < 60; ++tick) {
        outage.now = outage.now + 1s;
        outage.sample(outage.now);
        watch.clear();
        const ColumnGrid before = lane->plot().time;
        page.refresh(outage.now);
        QCoreApplication::processEvents();
        if (tick == 0) // what was left to do since the page was shown
            continue;
        if (lane->plot().time != before) {
            ++scrolls;
            continue;
        }
        // The read-out ticks; of the plot only the last columns, and what lies between both.
        const QRect painted = watch.region.boundingRect() & lane->plotArea();
        plotPaints += painted.isEmpty() ? 0 : 1;
        QVERIFY2(painted.width() <= lane->plotArea().width() / 2,
                 qPrintable(QString::number(painted.width())));
    }
    QVERIFY(scrolls < 3);      // a column holds 118 seconds
    QVERIFY(plotPaints <= 30); // most samples lie within what their column shows already
}

void TestLane::screenAfterTicksEqualsFullPaint_data() {
    QTest::addColumn<int>("minutes");
    QTest::newRow("five minutes") << 5;
    QTest::newRow("an hour") << 60;
    QTest::newRow("a day") << 1440;
}

void TestLane::screenAfterTicksEqualsFullPaint() {
    QFETCH(int, minutes);
    SyntheticOutage outage;
    outage.start = outage.now - std::chrono::minutes(minutes);
    outage.fill();
    SamplePage page(outage, std::chrono::minutes(minutes));
    for (int tick = 0; tick < 90; ++tick) {
        outage.now = outage.now + 1s;
        outage.sample(outage.now);
        if (tick == 30)
            outage.history.noteGap(SyntheticOutage::database, outage.now, outage.now,
                                   QStringLiteral("refused"));
        if (tick == 34)
            outage.history.endGap(SyntheticOutage::database, outage.now);
        page.refresh(outage.now);
        QCoreApplication::processEvents();
        if (tick % 15 != 0)
            continue;
        const QImage incremental = page.onScreen();
        for (Lane *lane : page.lanes)
            lane->viewport()->update();
        QVERIFY2(incremental == page.onScreen(), qPrintable(QStringLiteral("tick %1").arg(tick)));
    }
}

void TestLane::stackEndsAtTheLoadLine_data() {
    QTest::addColumn<int>("minutes");
    QTest::newRow("ten minutes: samples further apart than pixels") << 10;
    QTest::newRow("three hours: many samples in a pixel") << 180;
}

void TestLane::stackEndsAtTheLoadLine() {
    QFETCH(int, minutes);
    SyntheticOutage outage;
    outage.start = outage.now - std::chrono::minutes(minutes);
    outage.fill();
    SamplePage page(outage, std::chrono::minutes(minutes));
    Lane *lane = page.lanes[1];
    const QRect area = lane->plotArea();
    LaneSpec spec = loadLane(page.theme);
    spec.counterfactual.reset();
    lane->setLimits({});
    // Once the load line alone, once the stack alone: what of each column differs from the empty panel.
    spec.lines.front().width = 1;
    LaneSpec lineOnly = spec;
    lineOnly.stack.reset();
    LaneSpec stackOnly = spec;
    stackOnly.lines.front().colour = Qt::transparent;
    struct Run {
        int top;
        int bottom;
    };
    const auto runsOf = [&](const LaneSpec &shown) {
        lane->setSpec(shown);
        lane->refresh(outage.now);
        for (QAbstractButton *entry : lane->findChildren<QAbstractButton *>())
            entry->parentWidget()->hide();
        const QImage image = lane->grab(area).toImage();
        std::vector<Run> runs;
        for (int x = 0; x < image.width(); ++x) {
            Run run{image.height(), 0};
            for (int y = 0; y < image.height(); ++y)
                if (contrast(QColor(image.pixel(x, y)), page.theme.panel) > 1.6)
                    run = {std::min(run.top, y), y};
            runs.push_back(run);
        }
        return runs;
    };
    const std::vector<Run> line = runsOf(lineOnly);
    const std::vector<Run> stack = runsOf(stackOnly);
    QVERIFY(std::ranges::any_of(stack, [&](const Run &run) { return run.top < area.height() / 2; }));
    int apart = 0;
    for (size_t x = 1; x + 1 < line.size(); ++x) {
        const int high = std::min({line[x - 1].top, line[x].top, line[x + 1].top});
        const int low = std::max({line[x - 1].bottom, line[x].bottom, line[x + 1].bottom});
        apart += stack[x].top < high - 1 || stack[x].top > low + 1 ? 1 : 0;
    }
    QCOMPARE(apart, 0);
}

void TestLane::labelsNeverOverlap_data() {
    QTest::addColumn<std::vector<double>>("limits");
    QTest::addColumn<int>("flags");
    QTest::addColumn<QSize>("size");
    QTest::newRow("two thresholds apart") << std::vector{0.8, 0.6} << 1 << QSize(824, 650);
    QTest::newRow("two thresholds as good as equal") << std::vector{0.8, 0.79} << 2 << QSize(824, 650);
    QTest::newRow("four thresholds in one place") << std::vector{0.5, 0.5, 0.5, 0.5} << 3 << QSize(824, 650);
    QTest::newRow("thresholds at both ends") << std::vector{0.0, 1.0} << 3 << QSize(824, 650);
    QTest::newRow("thirty flags") << std::vector{0.8, 0.6} << 30 << QSize(824, 650);
    QTest::newRow("a small window") << std::vector{0.8, 0.6, 0.5} << 12 << QSize(420, 360);
}

void TestLane::labelsNeverOverlap() {
    QFETCH(std::vector<double>, limits);
    QFETCH(int, flags);
    QFETCH(QSize, size);
    SyntheticOutage outage;
    outage.fill();
    SamplePage page(outage, std::chrono::minutes(10));
    std::vector<Limit> shown;
    for (const double limit : limits)
        shown.push_back({limit, QStringLiteral("warning < %1 % for 30 s").arg(limit * 100),
                         page.theme.warning, Limit::BadSide::Below});
    page.lanes[0]->setLimits(shown);
    std::vector<Flag> marks;
    for (int i = 0; i < flags; ++i)
        marks.push_back({outage.start + 17s * i, QStringLiteral("note number %1").arg(i), page.theme.muted});
    page.setFlags(marks);
    page.widget.resize(size);
    QCoreApplication::processEvents();
    page.save(QStringLiteral("labels-%1-%2").arg(limits.size()).arg(flags));
    int seen = 0;
    for (const Lane *lane : page.lanes) {
        const std::vector<QRectF> places = lane->labelPlaces();
        seen += static_cast<int>(places.size());
        for (size_t a = 0; a < places.size(); ++a) {
            QVERIFY(QRectF(lane->rect()).contains(places[a]));
            for (size_t b = a + 1; b < places.size(); ++b)
                QVERIFY(!places[a].intersects(places[b]));
        }
    }
    QVERIFY(seen > 3);
}

void TestLane::gapTellsItsReason() {
    SyntheticOutage outage;
    outage.fill(outage.start, outage.now - 120s);
    const Instant lost = outage.now - 120s;
    outage.history.noteGap(SyntheticOutage::cache, lost, lost + 1s, QStringLiteral("connection refused"));
    outage.history.noteGap(SyntheticOutage::cache, lost, lost + 60s, QStringLiteral("connection refused"));
    outage.history.endGap(SyntheticOutage::cache, lost + 60s);
    outage.fill(lost + 60s, outage.now);
    SamplePage page(outage, std::chrono::minutes(10));
    page.save(QStringLiteral("gap"));
    page.window.setCrosshair(lost + 30s);
    QVERIFY2(page.lanes[0]->readout().contains(QStringLiteral("connection refused")),
             qPrintable(page.lanes[0]->readout()));
    QVERIFY(page.lanes[0]->readout().contains(QChar(0x2014)));
    // The database was not lost.
    QVERIFY(!page.lanes[1]->readout().contains(QStringLiteral("refused")));
    QVERIFY(page.lanes[0]->accessibleDescription().endsWith(QStringLiteral("1 gap")));
}

void TestLane::readoutFollowsTheCrosshair() {
    SyntheticOutage outage;
    outage.fill();
    SamplePage page(outage, std::chrono::minutes(10));
    QVERIFY2(page.lanes[0]->readout().startsWith(QStringLiteral("now 4")),
             qPrintable(page.lanes[0]->readout()));
    QVERIFY(page.lanes[0]->readout().endsWith(QStringLiteral("usual 95.3\u00a0%")));
    QVERIFY(page.lanes[1]->readout().startsWith(QStringLiteral("average active sessions · now 1")));
    hover(*page.lanes[2], 0.25);
    QVERIFY(page.window.crosshair());
    const QString clock = page.window.crosshair()->clockText();
    for (const Lane *lane : page.lanes)
        QVERIFY2(lane->readout().startsWith(clock), qPrintable(lane->readout()));
    QVERIFY(page.lanes[0]->readout().contains(QStringLiteral(" · 9")));
    page.save(QStringLiteral("crosshair"));
    page.window.stepCrosshair(-1);
    QVERIFY(page.lanes[0]->readout() != clock);
    QVERIFY(!page.lanes[0]->readout().startsWith(clock));
}

void TestLane::readoutAdmitsSilence() {
    SyntheticOutage outage;
    outage.fill();
    SamplePage page(outage, std::chrono::minutes(10));
    page.refresh(outage.now + 42s);
    QVERIFY2(page.lanes[0]->readout().startsWith(QStringLiteral("no data for 42\u00a0s")),
             qPrintable(page.lanes[0]->readout()));
    SyntheticOutage untouched;
    page.lanes[0]->setSource(&untouched.history);
    page.lanes[0]->refresh(untouched.now);
    QCOMPARE(page.lanes[0]->readout(), QStringLiteral("no data yet"));
}

void TestLane::describesItselfInWords() {
    SyntheticOutage outage;
    outage.fill(outage.start, outage.onset + 20s);
    outage.now = outage.onset + 20s;
    SamplePage page(outage, std::chrono::minutes(5));
    QCOMPARE(page.lanes[0]->accessibleName(), QStringLiteral("Cache hit ratio"));
    const QString said = page.lanes[0]->accessibleDescription();
    QVERIFY2(said.startsWith(QStringLiteral("last 6")), qPrintable(said));
    QVERIFY2(said.contains(QStringLiteral(", falling, threshold 80.0\u00a0%, threshold 60.0\u00a0%")),
             qPrintable(said));
    for (const Lane *lane : page.lanes)
        QVERIFY(!lane->accessibleName().isEmpty() && !lane->accessibleDescription().isEmpty());
}

void TestLane::lightPicture() {
    SyntheticOutage outage;
    outage.fill();
    SamplePage page(outage, std::chrono::minutes(10), Theme::light());
    page.save(QStringLiteral("light"));
    page.lanes[0]->setTheme(Theme::dark());
    QCOMPARE(page.lanes[0]->theme(), Theme::dark());
}

QTEST_MAIN(TestLane)
#include "tst_lane.moc"
