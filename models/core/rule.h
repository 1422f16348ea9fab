#pragma once
// A configured threshold. Field names as in Prometheus alerting rules; structured, no expressions.

#include "metric.h"

#include <QString>

#include <optional>
#include <vector>

namespace spillway {

enum class Severity { Warning, Critical };
QString severityName(Severity severity);

enum class Comparison {
    Below,           // value < threshold
    Above,           // value > threshold
    BelowUsualBy,    // value < usual - threshold
    AboveUsualTimes, // value > usual * threshold
};

struct Rule {
    QString name;
    Metric metric = Metric::HitRatio;
    Comparison comparison = Comparison::Below;
    double threshold = 0;
    std::optional<double> recover; // leaves only beyond this; the threshold itself when unset
    Duration hold{0};              // "for": breached this long before it fires
    Duration keepFiring{0};        // stays firing this long after the last breach
    Duration window{10'000};
    double minLookups = 0; // per second; under it a ratio says nothing and the rule keeps its state
    Severity severity = Severity::Warning;
    QString stack;    // selector; empty = every stack
    QString endpoint; // selector; empty = the stack as a whole
    QString summary;
    QString runbook; // a topic of the built-in documentation, or a URL

    bool breachedBy(double value, std::optional<double> usual) const;
    bool recoveredBy(double value, std::optional<double> usual) const;
    // The limit in the metric's own unit, once the usual is known.
    std::optional<double> limit(std::optional<double> usual) const;
    // "hit ratio < 80 % for 30 s"
    QString describe() const;

    friend bool operator==(const Rule &, const Rule &) = default;
};

// In force when the configuration has no [[rule]] (catalog of thresholds, section 3).
std::vector<Rule> builtInRules();

} // namespace spillway
