// A line drawn from columns against the same line drawn from all its points: no ink further away than one
// pixel, and none missing. Gaps, and what is kept between looks.

#include "charts/spanlayer.h"
#include "syntheticoutage.h"

#include <QGraphicsScene>
#include <QPainter>
#include <QtTest>

using namespace spillway;

namespace {

constexpr int width = 700;
constexpr int height = 200;
constexpr SeriesId subject{0, SeriesId::WholeStack, Metric::HitRatio};

using Ink = QImage;

Ink blank() {
    QImage image(width, height, QImage::Format_RGB32);
    image.fill(Qt::black);
    return image;
}

bool isInk(const Ink &image, int x, int y) {
    return image.rect().contains(x, y) && qGreen(image.pixel(x, y)) > 100;
}

// How many pixels of `a` have no pixel of `b` within `reach`.
int strayInk(const Ink &a, const Ink &b, int reach) {
    int stray = 0;
    for (int y = 0; y < a.height(); ++y)
        for (int x = 0; x < a.width(); ++x) {
            bool found = !isInk(a, x, y);
            for (int dy = -reach; dy <= reach && !found; ++dy)
                for (int dx = -reach; dx <= reach && !found; ++dx)
                    found = isInk(b, x + dx, y + dy);
            stray += found ? 0 : 1;
        }
    return stray;
}

bool hasInk(const Ink &image, int column) {
    for (int y = 0; y < image.height(); ++y)
        if (isInk(image, column, y))
            return true;
    return false;
}

Plot plotOf(Instant from, Instant to) {
    Plot plot;
    plot.area = QRect(0, 0, width, height);
    plot.time = ColumnGrid::between(from, to, width);
    plot.values = {0, 1, 0.25};
    return plot;
}

struct Picture {
    QGraphicsScene scene{0, 0, width, height};
    QGraphicsRectItem chart;
    SpanLayer *layer = new SpanLayer(&chart);

    Picture(Duration cadence, Stroke stroke = Stroke::Solid) {
        scene.addItem(&chart);
        layer->setLines({{.series = subject, .label = {}, .colour = Qt::white, .width = 1, .stroke = stroke}},
                        cadence, {0});
    }
    ~Picture() { scene.removeItem(&chart); }

    Ink ink() {
        QImage image = blank();
        QPainter painter(&image);
        scene.render(&painter, image.rect(), scene.sceneRect());
        return image;
    }
};

Ink allPoints(const History &history, const Plot &plot) {
    QImage image = blank();
    QPainter painter(&image);
    painter.setPen(QPen(Qt::white, 0));
    const Series &series = *history.series(subject);
    QPointF last;
    for (qint64 slot = series.firstSlot(); slot < series.endSlot(); ++slot) {
        const QPointF point(plot.time.x(series.timeOf(slot)), plot.values.y(series.at(slot), height));
        if (slot > series.firstSlot())
            painter.drawLine(last, point);
        last = point;
    }
    return image;
}

} // namespace

class TestSpanLayer : public QObject {
    Q_OBJECT
private slots:
    void decimatedEqualsAllPoints_data();
    void decimatedEqualsAllPoints();
    void gapIsNeverBridged_data();
    void gapIsNeverBridged();
    void singleSampleShows();
    void keptColumnsEqualComputedOnes_data();
    void keptColumnsEqualComputedOnes();
    void dotsStandStillInTime();
};

void TestSpanLayer::decimatedEqualsAllPoints_data() {
    QTest::addColumn<int>("seconds");
    QTest::addColumn<double>("noise");
    QTest::newRow("five minutes: fewer samples than pixels") << 300 << 0.02;
    QTest::newRow("a quarter of an hour: about one sample per pixel") << 900 << 0.02;
    QTest::newRow("twenty minutes: the first to be drawn in columns") << 1200 << 0.02;
    QTest::newRow("an hour") << 3600 << 0.05;
    QTest::newRow("a day") << 86'400 << 0.05;
    QTest::newRow("a day of noise over the whole height") << 86'400 << 0.45;
    QTest::newRow("a line that hardly moves") << 3600 << 0.0;
}

void TestSpanLayer::decimatedEqualsAllPoints() {
    QFETCH(int, seconds);
    QFETCH(double, noise);
    History history(1s, std::chrono::hours(48));
    std::mt19937 random(11);
    std::uniform_real_distribution<> spread(-noise, noise);
    const Instant start = Instant::fromMs(1'709'459'592'000);
    for (int i = 0; i <= seconds; ++i) {
        const double base = 0.5 + 0.3 * std::sin(i * 6.0 / seconds) * (noise > 0.4 ? 0 : 1);
        history.append({subject, start + Duration{i * 1000}, std::clamp(base + spread(random), 0.0, 1.0), 1});
    }
    const Plot plot = plotOf(start, start + std::chrono::seconds(seconds));
    Picture picture(1s);
    picture.layer->show(history, plot);
    const Ink ours = picture.ink();
    const Ink truth = allPoints(history, plot);
    QVERIFY(hasInk(ours, width / 2));
    QCOMPARE(strayInk(ours, truth, 1), 0);
    QCOMPARE(strayInk(truth, ours, 1), 0);
}

void TestSpanLayer::gapIsNeverBridged_data() {
    QTest::addColumn<int>("window"); // seconds
    QTest::addColumn<int>("lost");   // samples
    QTest::addColumn<bool>("known"); // as a gap with a reason
    QTest::newRow("one failed poll in five minutes") << 300 << 1 << true;
    QTest::newRow("ten seconds without a word in five minutes") << 300 << 10 << false;
    QTest::newRow("a minute of failures in an hour") << 3600 << 60 << true;
    QTest::newRow("a minute of silence in an hour") << 3600 << 60 << false;
    QTest::newRow("ten minutes of failures in a day") << 86'400 << 600 << true;
}

void TestSpanLayer::gapIsNeverBridged() {
    QFETCH(int, window);
    QFETCH(int, lost);
    QFETCH(bool, known);
    History history(1s, std::chrono::hours(48));
    const Instant start = Instant::fromMs(1'709'459'592'300);
    const int middle = window / 2;
    for (int i = 0; i <= window; ++i)
        if (i <= middle || i > middle + lost)
            history.append({subject, start + Duration{i * 1000}, 0.5, 1});
    const Instant lastGood = start + std::chrono::seconds(middle);
    if (known) {
        history.noteGap(0, lastGood, lastGood + 1s, QStringLiteral("timed out"));
        history.endGap(0, lastGood + std::chrono::seconds(lost + 1));
    }
    const Plot plot = plotOf(start, start + std::chrono::seconds(window));
    Picture picture(1s);
    picture.layer->show(history, plot);
    const Ink ink = picture.ink();
    const double left = plot.time.x(lastGood);
    const double right = plot.time.x(lastGood + std::chrono::seconds(lost + 1));
    QVERIFY(hasInk(ink, static_cast<int>(left) - 3));
    QVERIFY(hasInk(ink, static_cast<int>(right) + 3));
    int bridged = 0;
    for (int column = static_cast<int>(std::ceil(left)) + 1; column < static_cast<int>(right) - 2; ++column)
        bridged += hasInk(ink, column) ? 1 : 0;
    QCOMPARE(bridged, 0);
}

void TestSpanLayer::singleSampleShows() {
    History history(1s, std::chrono::hours(1));
    const Instant start = Instant::fromMs(1'709'459'592'000);
    history.append({subject, start + 100s, 0.5, 1});
    Picture picture(1s);
    picture.layer->show(history, plotOf(start, start + 300s));
    const Ink ink = picture.ink();
    int columns = 0;
    for (int column = 0; column < width; ++column)
        columns += hasInk(ink, column) ? 1 : 0;
    QVERIFY(columns >= 1 && columns <= 3);
}

void TestSpanLayer::keptColumnsEqualComputedOnes_data() {
    QTest::addColumn<int>("window");
    QTest::addColumn<int>("cadence");
    QTest::newRow("five minutes") << 300 << 1;
    QTest::newRow("an hour") << 3600 << 1;
    QTest::newRow("a day") << 86'400 << 1;
    QTest::newRow("an hour of an endpoint that is asked every two seconds") << 3600 << 2;
}

void TestSpanLayer::keptColumnsEqualComputedOnes() {
    QFETCH(int, window);
    QFETCH(int, cadence);
    History history(1s, std::chrono::hours(48));
    std::mt19937 random(3);
    std::uniform_real_distribution<> value(0.2, 0.8);
    const Duration every = std::chrono::seconds(cadence);
    const Duration span = std::chrono::seconds(window);
    Instant now = Instant::fromMs(1'709'459'592'000);
    const auto append = [&] {
        history.append({subject, now, value(random), 1});
        now = now + every;
    };
    for (int i = 0; i < window / cadence; ++i)
        append();
    Picture kept(every);
    kept.layer->show(history, plotOf(now - span, now));
    for (int tick = 0; tick < 400; ++tick) {
        append();
        if (tick % 97 == 0)
            now = now + every * 5; // a gap
        kept.layer->show(history, plotOf(now - span, now));
        if (tick % 40 != 0)
            continue;
        Picture fresh(every);
        fresh.layer->show(history, plotOf(now - span, now));
        QVERIFY2(kept.ink() == fresh.ink(), qPrintable(QStringLiteral("tick %1").arg(tick)));
    }
    // Back and forth, as a drag does.
    for (const int columns : {-40, 13, -200, 227}) {
        now = now + Duration{columns * span.count() / width};
        kept.layer->show(history, plotOf(now - span, now));
        Picture fresh(every);
        fresh.layer->show(history, plotOf(now - span, now));
        QVERIFY2(kept.ink() == fresh.ink(), qPrintable(QStringLiteral("panned by %1").arg(columns)));
    }
}

void TestSpanLayer::dotsStandStillInTime() {
    History history(1s, std::chrono::hours(1));
    const Instant start = Instant::fromMs(1'709'459'592'000);
    for (int i = 0; i <= 400; ++i)
        history.append({subject, start + Duration{i * 1000}, 0.5, 1});
    Picture picture(1s, Stroke::Dotted);
    picture.layer->show(history, plotOf(start, start + 300s));
    const Ink before = picture.ink();
    const Plot moved = plotOf(start + 30s, start + 330s);
    picture.layer->show(history, moved);
    const Ink after = picture.ink();
    const int shift = static_cast<int>(moved.time.first - plotOf(start, start + 300s).time.first);
    QVERIFY(shift > 0);
    QCOMPARE(after.copy(0, 0, width - shift, height), before.copy(shift, 0, width - shift, height));
}

QTEST_MAIN(TestSpanLayer)
#include "tst_spanlayer.moc"
