#pragma once
// Samples of one series as Prometheus and OpenMetrics know them: a name, labels, and numbers with the
// moments at which they were measured. Plain values.

#include <QByteArray>

#include <algorithm>
#include <utility>
#include <vector>

namespace spillway {

struct MetricPoint {
    qint64 atMs; // since 1970
    double value;
    friend bool operator==(const MetricPoint &, const MetricPoint &) = default;
};

using MetricLabels = std::vector<std::pair<QByteArray, QByteArray>>; // without the name; values are UTF-8

struct MetricSeries {
    QByteArray name;
    MetricLabels labels;
    std::vector<MetricPoint> points; // ascending in time
    friend bool operator==(const MetricSeries &, const MetricSeries &) = default;

    bool has(QByteArrayView label) const {
        return std::any_of(labels.begin(), labels.end(),
                           [&](const auto &entry) { return entry.first == label; });
    }
    // Empty when there is no such label, which means the same to Prometheus.
    QByteArray label(QByteArrayView wanted) const {
        const auto found = std::find_if(labels.begin(), labels.end(),
                                        [&](const auto &entry) { return entry.first == wanted; });
        return found == labels.end() ? QByteArray() : found->second;
    }
};

} // namespace spillway
