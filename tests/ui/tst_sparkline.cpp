// Courses without axes: noise stays a ripple, unknown is no ink.

#include "charts/sparkline.h"

#include <QPainter>
#include <QtTest>

#include <limits>

using namespace spillway;

namespace {

constexpr float none = std::numeric_limits<float>::quiet_NaN();

QImage drawn(const std::vector<float> &values) {
    QImage image(60, 20, QImage::Format_RGB32);
    image.fill(Qt::black);
    QPainter painter(&image);
    drawSparkline(painter, QRectF(0, 0, 60, 20), values, sparklineRange(values, 0.1F), Qt::white);
    return image;
}

bool hasInk(const QImage &image, int from, int to) {
    for (int x = from; x < to; ++x)
        for (int y = 0; y < image.height(); ++y)
            if (qGray(image.pixel(x, y)) > 60)
                return true;
    return false;
}

} // namespace

class TestSparkline : public QObject {
    Q_OBJECT
private slots:
    void rangeKeepsNoiseSmall_data();
    void rangeKeepsNoiseSmall();
    void gapStaysEmpty();
    void nothingToDraw_data();
    void nothingToDraw();
};

void TestSparkline::rangeKeepsNoiseSmall_data() {
    QTest::addColumn<std::vector<float>>("values");
    QTest::addColumn<float>("low");
    QTest::addColumn<float>("high");
    QTest::newRow("a wide course keeps its own range") << std::vector<float>{0, 1, 0.5F} << 0.0F << 1.0F;
    QTest::newRow("a flat one lies in the middle") << std::vector<float>{0.5F, 0.5F} << 0.4F << 0.6F;
    QTest::newRow("unknown does not count") << std::vector<float>{none, 0, 1} << 0.0F << 1.0F;
}

void TestSparkline::rangeKeepsNoiseSmall() {
    QFETCH(std::vector<float>, values);
    QFETCH(float, low);
    QFETCH(float, high);
    const SparklineRange range = sparklineRange(values, 0.2F);
    QVERIFY(std::abs(range.low - low) < 1e-6F);
    QVERIFY(std::abs(range.high - high) < 1e-6F);
}

void TestSparkline::gapStaysEmpty() {
    const QImage image = drawn({0, 1, 0, none, none, none, 1, 0, 1});
    QVERIFY(hasInk(image, 0, 14));
    QVERIFY(!hasInk(image, 19, 40));
    QVERIFY(hasInk(image, 46, 60));
}

void TestSparkline::nothingToDraw_data() {
    QTest::addColumn<std::vector<float>>("values");
    QTest::newRow("no values") << std::vector<float>{};
    QTest::newRow("one value") << std::vector<float>{1};
    QTest::newRow("all unknown") << std::vector<float>{none, none, none};
}

void TestSparkline::nothingToDraw() {
    QFETCH(std::vector<float>, values);
    QVERIFY(!hasInk(drawn(values), 0, 60));
}

QTEST_MAIN(TestSparkline)
#include "tst_sparkline.moc"
