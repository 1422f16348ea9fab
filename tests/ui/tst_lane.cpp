// The lanes: aligned edges, gaps, stacked sums, labels apart, repaints only for what changed. Writes the
// picture of the four lanes beside the test for the eye.

#include "charts/lane.h"
#include "charts/timewindow.h"
#include "samplelanes.h"

#include <QVBoxLayout>
#include <QtTest>

using namespace spillway;

class TestLane : public QObject {
    Q_OBJECT
private slots:
    void picture();
};

void TestLane::picture() {
    SyntheticOutage outage;
    outage.fill();
    const Theme theme = Theme::dark();
    TimeWindow window(std::chrono::minutes(10));
    window.advance(outage.now);
    QWidget page;
    page.setPalette(theme.palette());
    page.setAutoFillBackground(true);
    auto *column = new QVBoxLayout(&page);
    column->setSpacing(10);
    std::vector<Lane *> lanes;
    for (const LaneSpec &spec :
         {hitRatioLane(theme), loadLane(theme), lookupsLane(theme), evictionsLane(theme)}) {
        auto *lane = new Lane(&window, theme);
        lane->setSpec(spec);
        lane->setSource(&outage.history);
        lane->setFlags({{outage.onset - 2s, QStringLiteral("maxmemory 4 GiB → 400 MiB"), theme.muted}});
        column->addWidget(lane, lanes.size() == 0 ? 18 : lanes.size() == 1 ? 23 : 10);
        lanes.push_back(lane);
    }
    lanes[0]->setLimits(hitRatioLimits(theme));
    lanes[1]->setLimits(loadLimits(theme));
    lanes[0]->setFlagLabels(FlagLayer::Labels::Shown);
    lanes[3]->setRuler(Lane::Ruler::Shown);
    page.resize(824, 650);
    page.show();
    QVERIFY(QTest::qWaitForWindowExposed(&page));
    for (Lane *lane : lanes)
        lane->refresh(outage.now);
    QVERIFY(QDir().mkpath(QStringLiteral("out")));
    QVERIFY(page.grab().save(QStringLiteral("out/lanes.png")));
}

QTEST_MAIN(TestLane)
#include "tst_lane.moc"
