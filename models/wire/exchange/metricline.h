#pragma once
// One line of OpenMetrics text -> what it says. Strict: what is not exactly of the format is refused
// with the reason, since a number that was guessed at would become a verdict. Pure.

#include "exchange/metricseries.h"
#include "outcome.h"

#include <QByteArrayView>

#include <optional>

namespace spillway {

enum class MetricType { Unknown, Counter, Gauge, Info, StateSet, Histogram, GaugeHistogram, Summary };

struct MetricSample {
    QByteArrayView head; // name and labels as they stand in the line: the same head is the same series
    double value = 0;
    std::optional<qint64> atMs;
};

struct MetricLine {
    enum class Kind { Sample, Type, Other, End } kind = Kind::Other; // Other: HELP, UNIT
    MetricSample sample;
    QByteArray family; // of TYPE
    MetricType type = MetricType::Unknown;
};

// `line` without its end. The views of the result point into it.
Outcome<MetricLine> parseMetricLine(QByteArrayView line);
// Name and labels of a head that parseMetricLine() gave.
Outcome<MetricSeries> parseMetricHead(QByteArrayView head);
// "NaN", "+Inf", "1.5e3": as JSON answers write them too. nullopt for anything else.
std::optional<double> metricNumber(QByteArrayView text);
// Shortest text that gives the same number again.
QByteArray metricText(double value);
// "name{a="b"}", escaped as the format wants it.
QByteArray metricHead(const QByteArray &name, const MetricLabels &labels);

} // namespace spillway
