#pragma once
// The newest sample of one server among the series that a Prometheus answered. Pure: the time is the
// server's own.

#include "endpoint.h"
#include "exchange/metricseries.h"
#include "outcome.h"
#include "reading.h"

#include <optional>
#include <vector>

namespace spillway {

struct PrometheusSample {
    Instant at;                       // when it was scraped
    std::optional<Duration> interval; // between scrapes, when more than one was seen
    Outcome<Reading> outcome;
};

// A failure when the series are of no server or of several, and when the newest sample is older than two
// scrapes at `now`: what has gone stale is unknown, never fresh. `every` stands in for the interval.
Outcome<PrometheusSample> newestSample(const std::vector<MetricSeries> &series, Instant now, Duration every);

} // namespace spillway
