#include "exchange/prometheussample.h"

#include <QtTest>

using namespace spillway;

namespace {

constexpr qint64 base = 1'709'459'880'000;

MetricSeries hits(const char *instance, std::vector<qint64> seconds) {
    MetricSeries series{"redis_keyspace_hits_total", {{"job", "j"}, {"instance", instance}}, {}};
    for (const qint64 second : seconds)
        series.points.push_back({base + second * 1000, double(100 + second)});
    return series;
}

} // namespace

Q_DECLARE_METATYPE(std::vector<MetricSeries>)

class TestPrometheusSample : public QObject {
    Q_OBJECT
private slots:
    void newest();
    void refused_data();
    void refused();
    void aServerThatIsDown();
};

void TestPrometheusSample::newest() {
    const auto sample = newestSample({hits("a", {0, 15, 30})}, Instant::fromMs(base + 40'000), 15s);
    QVERIFY2(sample.ok(), sample.ok() ? "" : qPrintable(sample.failure().what));
    QCOMPARE(sample->at.ms(), base + 30'000);
    QCOMPARE(sample->interval->count(), 15'000);
    QCOMPARE(sample->outcome->value(Field::Hits).value_or(0), 130.0);
    QVERIFY(!newestSample({hits("a", {30})}, Instant::fromMs(base + 40'000), 15s)->interval);
}

void TestPrometheusSample::refused_data() {
    QTest::addColumn<std::vector<MetricSeries>>("series");
    QTest::addColumn<int>("now"); // seconds
    QTest::addColumn<QString>("what");
    QTest::newRow("nothing fits") << std::vector<MetricSeries>{} << 0
                                  << QStringLiteral("the server has no new sample that the matchers fit");
    QTest::newRow("two servers") << std::vector{hits("a", {0}), hits("b", {0})} << 0
                                 << QStringLiteral("the matchers fit 2 servers: a, b");
    QTest::newRow("stale by the scrapes that were seen")
        << std::vector{hits("a", {0, 5, 10})} << 22 << QStringLiteral("the newest sample is 12\u00a0s old");
    QTest::newRow("stale by the cadence")
        << std::vector{hits("a", {0})} << 32 << QStringLiteral("the newest sample is 32\u00a0s old");
}

void TestPrometheusSample::refused() {
    QFETCH(std::vector<MetricSeries>, series);
    QFETCH(int, now);
    QFETCH(QString, what);
    const auto sample = newestSample(series, Instant::fromMs(base + now * 1000), 15s);
    QVERIFY(!sample.ok());
    QCOMPARE(sample.failure().what, what);
    QVERIFY(!sample.failure().remedy.isEmpty());
    // And one second earlier it is fresh, where it is there at all.
    if (now > 0)
        QVERIFY(newestSample(series, Instant::fromMs(base + (now - 1) * 1000), 15s).ok());
}

void TestPrometheusSample::aServerThatIsDown() {
    MetricSeries up = hits("a", {15});
    up.name = "up";
    up.points[0].value = 0;
    const auto sample = newestSample({hits("a", {0}), up}, Instant::fromMs(base + 16'000), 15s);
    QVERIFY(sample.ok());
    QVERIFY(!sample->outcome.ok());
}

QTEST_APPLESS_MAIN(TestPrometheusSample)
#include "tst_prometheussample.moc"
