#include "metric.h"

#include <QSet>
#include <QTest>

using namespace spillway;

class TestMetric : public QObject {
    Q_OBJECT
private slots:
    void namesAreUniqueAndReadBack() {
        QSet<QString> names;
        for (const MetricInfo &info : metricTable()) {
            QVERIFY2(!names.contains(info.name), info.name.data());
            names.insert(info.name);
            QCOMPARE(metricFromName(info.name), std::optional(info.metric));
            QVERIFY(!metricLabel(info.metric).isEmpty());
        }
        QVERIFY(!metricFromName(QStringLiteral("hit_ration")));
    }
    void aSampleIsTotalOverWeight() {
        const Sample sample{{0, SeriesId::WholeStack, Metric::HitRatio}, Instant::fromMs(0), 95, 100};
        QCOMPARE(sample.value(), 0.95);
    }
};

QTEST_APPLESS_MAIN(TestMetric)
#include "tst_metric.moc"
