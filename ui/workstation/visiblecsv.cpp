#include "workstation/visiblecsv.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMimeData>

#include <algorithm>
#include <cmath>

namespace spillway {

namespace {
constexpr Metric metrics[] = {
    Metric::HitRatio,  Metric::Load,          Metric::LoadUsual,      Metric::LoadTraffic,
    Metric::LoadCache, Metric::LoadQueryCost, Metric::LoadBackground, Metric::LoadAtUsualHitRatio,
    Metric::Lookups,   Metric::Misses,        Metric::Evictions,      Metric::Expiries};
}

std::span<const Metric> laneMetrics() {
    return metrics;
}

QByteArray visibleCsv(const History &history, StackId stack, const TimeSpan &shown) {
    QByteArray csv = "time";
    std::vector<const Series *> series;
    for (const Metric metric : metrics) {
        const QLatin1String name = metricInfo(metric).name;
        csv += ',' + QByteArray(name.data(), name.size());
        series.push_back(history.series({stack, SeriesId::WholeStack, metric}));
    }
    csv += '\n';
    const qint64 step = history.step().count();
    const qint64 begin = std::max(shown.from, history.oldest()).ms() / step;
    const qint64 end = std::min(shown.to, history.newest()).ms() / step;
    for (qint64 slot = begin; slot <= end; ++slot) {
        csv += Instant::fromMs(slot * step).toIso().toLatin1();
        for (const Series *one : series) {
            const float value = one ? one->at(slot) : NAN;
            csv += ',';
            if (!std::isnan(value))
                csv += QByteArray::number(static_cast<double>(value), 'g', 9);
        }
        csv += '\n';
    }
    return csv;
}

void copyToClipboard(const QByteArray &csv, const QImage &picture) {
    auto *copied = new QMimeData;
    copied->setText(QString::fromLatin1(csv));
    copied->setData(QStringLiteral("text/csv"), csv);
    copied->setImageData(picture);
    QGuiApplication::clipboard()->setMimeData(copied);
}

} // namespace spillway
