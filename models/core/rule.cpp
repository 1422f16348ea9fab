#include "rule.h"

#include "format.h"

#include <QCoreApplication>

#include <algorithm>

namespace spillway {

namespace {

QString tr(const char *text) {
    return QCoreApplication::translate("Rule", text);
}

Rule rule(const char *name, Metric metric, Comparison comparison, double threshold, double recover,
          Duration hold, Severity severity, const char *runbook) {
    Rule made;
    made.name = QLatin1String(name);
    made.metric = metric;
    made.comparison = comparison;
    made.threshold = threshold;
    made.recover = recover;
    made.hold = hold;
    made.severity = severity;
    made.runbook = QLatin1String(runbook);
    made.keepFiring = 30s;
    made.minLookups = metric == Metric::HitRatio || metric == Metric::Misses ? 20 : 0;
    return made;
}

bool asksBelow(Comparison comparison) {
    return comparison == Comparison::Below || comparison == Comparison::BelowUsualBy;
}

bool isRelative(Comparison comparison) {
    return comparison == Comparison::BelowUsualBy || comparison == Comparison::AboveUsualTimes;
}

// Many times nearly nothing is still nothing: a load of fewer sessions is never above the usual. Also the
// least rise that the diagnosis asks about (diagnosis/alarm.cpp).
constexpr double leastSessions = 0.8;

// `share` of the least sessions: all of them to breach, half of them to recover.
std::optional<double> bound(const Rule &rule, double amount, std::optional<double> usual, double share) {
    if (!isRelative(rule.comparison))
        return amount;
    if (!usual)
        return std::nullopt;
    if (rule.comparison == Comparison::BelowUsualBy)
        return *usual - amount;
    const bool isLoad = metricInfo(rule.metric).unit == Unit::Sessions;
    return std::max(*usual * amount, isLoad ? leastSessions * share : 0);
}

} // namespace

QString severityName(Severity severity) {
    return severity == Severity::Critical ? QStringLiteral("critical") : QStringLiteral("warning");
}

std::optional<double> Rule::limit(std::optional<double> usual) const {
    return bound(*this, threshold, usual, 1);
}

bool Rule::breachedBy(double value, std::optional<double> usual) const {
    const std::optional<double> edge = limit(usual);
    return edge && (asksBelow(comparison) ? value < *edge : value > *edge);
}

bool Rule::recoveredBy(double value, std::optional<double> usual) const {
    const std::optional<double> edge = bound(*this, recover.value_or(threshold), usual, 0.5);
    return edge && (asksBelow(comparison) ? value >= *edge : value <= *edge);
}

QString Rule::describe() const {
    QString text = metricLabel(metric);
    switch (comparison) {
    case Comparison::Below:
        text += QLatin1String(" < ") + formatValue(metric, threshold);
        break;
    case Comparison::Above:
        text += QLatin1String(" > ") + formatValue(metric, threshold);
        break;
    case Comparison::BelowUsualBy:
        text += tr(" %1 below usual").arg(formatValue(metric, threshold));
        break;
    case Comparison::AboveUsualTimes:
        text += tr(" above %1 × usual").arg(formatNumber(threshold));
        break;
    }
    return hold > 0ms ? tr("%1 for %2").arg(text, formatDuration(hold)) : text;
}

std::vector<Rule> builtInRules() {
    using enum Metric;
    using enum Comparison;
    std::vector<Rule> rules{
        rule("Hit ratio low", HitRatio, Below, 0.80, 0.85, 30s, Severity::Warning, "cache-hit-ratio"),
        rule("Hit ratio very low", HitRatio, Below, 0.60, 0.65, 5s, Severity::Critical, "cache-hit-ratio"),
        rule("Hit ratio dropped", HitRatio, BelowUsualBy, 0.15, 0.07, 60s, Severity::Warning,
             "cache-hit-ratio"),
        rule("Misses above usual", Misses, AboveUsualTimes, 5, 3, 30s, Severity::Critical, "cache-hit-ratio"),
        rule("Load at capacity", LoadPerCore, Above, 1.0, 0.8, 60s, Severity::Warning, "database-load"),
        rule("Load twice the capacity", LoadPerCore, Above, 2.0, 1.5, 60s, Severity::Critical,
             "database-load"),
        rule("Load above usual", Load, AboveUsualTimes, 4, 2, 60s, Severity::Warning, "database-load"),
        rule("Connections nearly used up", ConnectionUse, Above, 0.80, 0.70, 2min, Severity::Warning,
             "connections"),
        rule("Cache refuses connections", Rejected, Above, 0, 0, 0s, Severity::Critical, "connections"),
        rule("Load waits on locks", LockShare, Above, 0.80, 0.50, 60s, Severity::Warning, "locks"),
    };
    // A sudden collapse must be told within seconds: five seconds of samples, held for five.
    rules[1].window = 5s;
    return rules;
}

} // namespace spillway
