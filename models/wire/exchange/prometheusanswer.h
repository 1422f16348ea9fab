#pragma once
// What a Prometheus-compatible server answers to /api/v1/query, bytes -> series; and what it is asked.
// Pure.

#include "endpoint.h"
#include "exchange/metricseries.h"
#include "instant.h"
#include "outcome.h"

#include <QByteArray>
#include <QString>

#include <optional>
#include <vector>

namespace spillway {

// Series with raw samples (a matrix) or with one sample each (a vector). An answer that says error becomes
// a failure with the server's own words.
Outcome<std::vector<MetricSeries>> readPrometheusAnswer(const QByteArray &json);

// {job="redis"} and a kind -> the raw samples of that kind's names in the time before: a range selector,
// because query_range would resample. Without a kind: of every name that is read at all.
QByteArray rangeQuery(const QString &matchers, std::optional<EndpointKind> kind, Duration range);
// Of an HTTP Date header, the server's own clock, to the second.
std::optional<Instant> httpDate(const QByteArray &header);
// Is it of the form {a="b",...}?
bool isMatchers(const QString &text);

} // namespace spillway
