// Hit ratio against load: where points are, what fades, what it says when it knows nothing, labels apart.
// Writes pictures for the eye into the folder `out` beside the test.

#include "charts/plane.h"
#include "charts/timewindow.h"
#include "paintwatch.h"
#include "syntheticoutage.h"

#include <QDir>
#include <QtTest>

using namespace spillway;

namespace {

PlaneSpec specOf() {
    return {.hitRatio = SyntheticOutage::id(Metric::HitRatio),
            .load = SyntheticOutage::id(Metric::Load),
            .cadence = 1s,
            .usualHitRatio = 0.953,
            .usualLoad = 3.0,
            .capacity = 16};
}

struct Shown {
    TimeWindow window{std::chrono::minutes(10)};
    Plane plane;

    Shown(const History *history, Instant now, const PlaneSpec &spec = specOf(),
          const Theme &theme = Theme::dark())
        : plane(&window, theme) {
        window.advance(now);
        plane.setSource(history);
        plane.setSpec(spec);
        plane.resize(376, 300);
        plane.show();
        plane.refresh(now);
        QCoreApplication::processEvents();
    }
    void save(const QString &name) {
        QDir().mkpath(QStringLiteral("out"));
        QVERIFY(plane.grab().save(QStringLiteral("out/%1.png").arg(name)));
    }
};

} // namespace

class TestPlane : public QObject {
    Q_OBJECT
private slots:
    void trailEndsNow();
    void trailBreaksAtGaps();
    void unknownIsNoPoint_data();
    void unknownIsNoPoint();
    void usualRegion_data();
    void usualRegion();
    void labelsNeverOverlap_data();
    void labelsNeverOverlap();
    void crosshairPicksAPoint();
    void nothingChangedNothingPainted();
};

void TestPlane::trailEndsNow() {
    SyntheticOutage outage;
    outage.fill();
    const PlanePicture picture =
        planePicture(outage.history, specOf(), outage.now, std::chrono::minutes(10), {});
    QCOMPARE(picture.trail.size(), 601u);
    QCOMPARE(picture.trail.back().age, 0.0);
    QCOMPARE(picture.trail.front().age, 1.0);
    QVERIFY(!picture.trail.front().joins);
    QVERIFY(picture.trail.back().joins);
    QCOMPARE(picture.now, picture.trail.back().at);
    QVERIFY(picture.now->x() < 0.45 && picture.now->y() > 17);
    Shown shown(&outage.history, outage.now);
    QCOMPARE(shown.plane.readout(), QStringLiteral("last 10 min"));
    QVERIFY(shown.plane.accessibleDescription().contains(QStringLiteral("capacity 16")));
    shown.save(QStringLiteral("plane"));
}

void TestPlane::trailBreaksAtGaps() {
    SyntheticOutage outage;
    outage.fill(outage.start, outage.now - 200s);
    outage.fill(outage.now - 150s, outage.now);
    const PlanePicture picture =
        planePicture(outage.history, specOf(), outage.now, std::chrono::minutes(10), {});
    QCOMPARE(std::ranges::count(picture.trail, false, &PlanePicture::Point::joins), 2);
}

void TestPlane::unknownIsNoPoint_data() {
    QTest::addColumn<int>("silence"); // seconds since the last sample, -1 = there never was one
    QTest::addColumn<QString>("says");
    QTest::newRow("no sample yet") << -1 << QStringLiteral("no data yet");
    QTest::newRow("the last one is two seconds old") << 2 << QStringLiteral("last 10 min");
    QTest::newRow("forty-two seconds of silence") << 42 << QStringLiteral("no data for 42\u00a0s");
}

void TestPlane::unknownIsNoPoint() {
    QFETCH(int, silence);
    QFETCH(QString, says);
    SyntheticOutage outage;
    if (silence >= 0)
        outage.fill();
    Shown shown(&outage.history, outage.now + std::chrono::seconds(std::max(silence, 0)));
    QCOMPARE(shown.plane.readout(), says);
    shown.save(QStringLiteral("plane-silent-%1").arg(silence));
}

void TestPlane::usualRegion_data() {
    QTest::addColumn<double>("hitRatio");
    QTest::addColumn<double>("left");
    QTest::newRow("an ordinary cache") << 0.953 << 0.8825;
    QTest::newRow("a nearly perfect cache keeps a visible region") << 0.999 << 0.96;
    QTest::newRow("a poor cache") << 0.5 << 0.0;
}

void TestPlane::usualRegion() {
    QFETCH(double, hitRatio);
    QFETCH(double, left);
    PlaneSpec spec = specOf();
    spec.usualHitRatio = hitRatio;
    const auto region = spillway::usualRegion(spec);
    QVERIFY(region);
    QCOMPARE(region->left(), left);
    QCOMPARE(region->right(), 1.0);
    QCOMPARE(region->bottom(), 9.0);
    spec.usualLoad.reset();
    QVERIFY(!spillway::usualRegion(spec));
}

void TestPlane::labelsNeverOverlap_data() {
    QTest::addColumn<double>("usual");
    QTest::addColumn<double>("usualLoad");
    QTest::addColumn<double>("capacity");
    QTest::addColumn<QSize>("size");
    QTest::newRow("the design's picture") << 0.953 << 3.0 << 16.0 << QSize(376, 300);
    QTest::newRow("capacity at the top") << 0.953 << 3.0 << 21.0 << QSize(376, 300);
    QTest::newRow("usual load near the capacity") << 0.6 << 5.0 << 15.0 << QSize(376, 300);
    QTest::newRow("a poor cache in a small panel") << 0.3 << 6.0 << 18.0 << QSize(240, 200);
}

void TestPlane::labelsNeverOverlap() {
    QFETCH(double, usual);
    QFETCH(double, usualLoad);
    QFETCH(double, capacity);
    QFETCH(QSize, size);
    SyntheticOutage outage;
    outage.fill();
    PlaneSpec spec = specOf();
    spec.usualHitRatio = usual;
    spec.usualLoad = usualLoad;
    spec.capacity = capacity;
    Shown shown(&outage.history, outage.now, spec);
    shown.plane.resize(size);
    QCoreApplication::processEvents();
    const std::vector<QRectF> places = shown.plane.labelPlaces();
    QVERIFY(places.size() >= 2);
    for (size_t a = 0; a < places.size(); ++a) {
        QVERIFY(QRectF(shown.plane.plotArea()).contains(places[a]));
        for (size_t b = a + 1; b < places.size(); ++b)
            QVERIFY(!places[a].intersects(places[b]));
    }
}

void TestPlane::crosshairPicksAPoint() {
    SyntheticOutage outage;
    outage.fill();
    Shown shown(&outage.history, outage.now);
    shown.window.setCrosshair(outage.start + 60s);
    const QString said = shown.plane.readout();
    QVERIFY2(said.startsWith((outage.start + 60s).clockText() + QStringLiteral(" · 9")), qPrintable(said));
    shown.save(QStringLiteral("plane-picked"));
    shown.window.setCrosshair(std::nullopt);
    QCOMPARE(shown.plane.readout(), QStringLiteral("last 10 min"));
}

void TestPlane::nothingChangedNothingPainted() {
    SyntheticOutage outage;
    outage.fill();
    Shown shown(&outage.history, outage.now);
    PaintWatch watch(shown.plane.viewport());
    shown.plane.refresh(outage.now);
    shown.plane.setSpec(specOf());
    QCoreApplication::processEvents();
    QCOMPARE(watch.count, 0);
    outage.sample(outage.now + 1s);
    shown.plane.refresh(outage.now + 1s);
    QCoreApplication::processEvents();
    QVERIFY(watch.count > 0);
}

QTEST_MAIN(TestPlane)
#include "tst_plane.moc"
