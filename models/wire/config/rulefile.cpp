#include "config/rulefile.h"

#include "nearest.h"

#include <QMap>

#include <algorithm>
#include <array>

namespace spillway {

namespace {

struct ComparisonKey {
    const char *key;
    Comparison comparison;
};

constexpr std::array<ComparisonKey, 4> comparisonKeys{{
    {"below", Comparison::Below},
    {"above", Comparison::Above},
    {"below_usual_by", Comparison::BelowUsualBy},
    {"above_usual_times", Comparison::AboveUsualTimes},
}};

const char *keyOf(Comparison comparison) {
    return comparisonKeys[static_cast<size_t>(comparison)].key;
}

bool isRelative(Comparison comparison) {
    return comparison == Comparison::BelowUsualBy || comparison == Comparison::AboveUsualTimes;
}

// Load per core passes 1 when the database is overloaded; the others are parts of a whole.
bool isPartOfWhole(Metric metric) {
    return metricInfo(metric).unit == Unit::Ratio && metric != Metric::LoadPerCore;
}

void readMetric(ConfigTable &table, Rule &rule) {
    const std::optional<QString> name =
        table.requiredText("metric", QStringLiteral("metric = \"hit_ratio\""));
    if (!name)
        return;
    if (const std::optional<Metric> metric = metricFromName(*name)) {
        rule.metric = *metric;
        return;
    }
    QStringList known;
    for (const MetricInfo &info : metricTable())
        known << info.name;
    table.errorAt("metric", QStringLiteral("unknown metric") + didYouMean(*name, known),
                  QStringLiteral("use one of ") + known.join(QStringLiteral(", ")));
}

void checkThreshold(ConfigTable &table, const Rule &rule) {
    const char *key = keyOf(rule.comparison);
    const double threshold = rule.threshold;
    if (isPartOfWhole(rule.metric) && rule.comparison != Comparison::AboveUsualTimes &&
        (threshold < 0 || threshold > 1))
        table.errorAt(key, QStringLiteral("a ratio is a number from 0 to 1"),
                      threshold > 1 && threshold <= 100
                          ? QStringLiteral("write %1 for %2 %").arg(threshold / 100).arg(threshold)
                          : QStringLiteral("write 0.8 for 80 %"));
    else if (isRelative(rule.comparison) && threshold <= 0)
        table.errorAt(key, QStringLiteral("'%1' is not positive").arg(QLatin1String(key)),
                      QStringLiteral("write by how much, or how many times, the usual is passed"));
    else if (threshold < 0)
        table.errorAt(key,
                      QStringLiteral("'%1' is negative, which no metric ever is").arg(QLatin1String(key)),
                      QStringLiteral("write 0 or more"));
}

// A recovery beyond the threshold keeps an alert from flapping; on the other side it could never leave.
void checkRecovery(ConfigTable &table, const Rule &rule) {
    if (!rule.recover)
        return;
    const bool isWrong = rule.comparison == Comparison::Below ? *rule.recover < rule.threshold
                                                              : *rule.recover > rule.threshold;
    if (isWrong)
        table.errorAt("recover",
                      QStringLiteral("'recover' is on the wrong side of '%1'")
                          .arg(QLatin1String(keyOf(rule.comparison))),
                      rule.comparison == Comparison::Below
                          ? QStringLiteral("use a value of %1 or more").arg(rule.threshold)
                          : QStringLiteral("use a value of %1 or less").arg(rule.threshold));
}

void readComparison(ConfigTable &table, Rule &rule) {
    QList<Comparison> found;
    for (const ComparisonKey &entry : comparisonKeys)
        if (table.has(entry.key))
            found << entry.comparison;
    QStringList known;
    for (const ComparisonKey &entry : comparisonKeys)
        known << QLatin1String(entry.key);
    if (found.isEmpty())
        table.error(QStringLiteral("[[rule]] without a comparison"),
                    QStringLiteral("add one of ") + known.join(QStringLiteral(", ")));
    if (found.size() > 1)
        table.errorAt(keyOf(found[1]),
                      QStringLiteral("'%1' and '%2' in one rule")
                          .arg(QLatin1String(keyOf(found[0])), QLatin1String(keyOf(found[1]))),
                      QStringLiteral("keep one comparison, and write a second [[rule]] for the other"));
    rule.recover = table.number("recover");
    if (found.size() != 1)
        return;
    rule.comparison = found.front();
    if (const std::optional<double> threshold = table.number(keyOf(rule.comparison))) {
        rule.threshold = *threshold;
        checkThreshold(table, rule);
        checkRecovery(table, rule);
    }
}

void readTimes(ConfigTable &table, Rule &rule) {
    rule.hold = table.duration("for", 0ms).value_or(rule.hold);
    rule.keepFiring = table.duration("keep_firing_for", 0ms).value_or(rule.keepFiring);
    rule.window = table.duration("window", 1s).value_or(rule.window);
    rule.minLookups = table.number("min_lookups").value_or(rule.minLookups);
    if (rule.minLookups < 0)
        table.errorAt("min_lookups", QStringLiteral("'min_lookups' is negative"),
                      QStringLiteral("write lookups per second, 0 or more"));
}

void readSeverity(ConfigTable &table, Rule &rule) {
    const std::optional<QString> name = table.text("severity");
    for (const Severity severity : {Severity::Warning, Severity::Critical})
        if (name == severityName(severity)) {
            rule.severity = severity;
            return;
        }
    if (name)
        table.errorAt(
            "severity",
            QStringLiteral("unknown severity") +
                didYouMean(*name, {severityName(Severity::Warning), severityName(Severity::Critical)}),
            QStringLiteral("use \"warning\" or \"critical\""));
}

template <class Named> QStringList namesOf(const std::vector<Named> &all) {
    QStringList names;
    for (const Named &one : all)
        names << one.name;
    return names;
}

void readSelectors(ConfigTable &table, const Configuration &configuration, Rule &rule) {
    rule.stack = table.text("stack").value_or(QString());
    rule.endpoint = table.text("endpoint").value_or(QString());
    const auto refuse = [&](const char *key, const QString &name, const QStringList &known) {
        table.errorAt(
            key, QStringLiteral("'%1' selects nothing").arg(QLatin1String(key)) + didYouMean(name, known),
            known.isEmpty() ? QStringLiteral("leave it out")
                            : QStringLiteral("use one of ") + known.join(QStringLiteral(", ")));
    };
    if (table.has("stack") && !configuration.stackNamed(rule.stack))
        refuse("stack", rule.stack, namesOf(configuration.stacks));
    if (!table.has("endpoint"))
        return;
    const std::optional<EndpointId> endpoint = configuration.endpointNamed(rule.endpoint);
    if (!endpoint)
        refuse("endpoint", rule.endpoint, namesOf(configuration.endpoints));
    else if (const auto stack = configuration.stackNamed(rule.stack);
             stack && configuration.endpoints[*endpoint].stack != *stack)
        table.errorAt("endpoint",
                      QStringLiteral("the endpoint does not belong to the stack '%1'").arg(rule.stack),
                      QStringLiteral("leave out 'stack'"));
}

Rule readRule(ConfigTable &table, const Configuration &configuration) {
    Rule rule;
    rule.name = table.name("alert").value_or(QString());
    readMetric(table, rule);
    readComparison(table, rule);
    readTimes(table, rule);
    readSeverity(table, rule);
    readSelectors(table, configuration, rule);
    rule.summary = table.text("summary").value_or(QString());
    rule.runbook = table.text("runbook").value_or(QString());
    table.refuseUnknownKeys();
    return rule;
}

} // namespace

std::vector<Rule> readRules(ConfigTable &root, const Configuration &configuration) {
    std::vector<Rule> rules;
    QMap<QString, int> lines; // of the names so far
    for (ConfigTable &table : root.tables("rule", QStringLiteral("[[rule]]"))) {
        Rule rule = readRule(table, configuration);
        if (lines.contains(rule.name))
            table.errorAt("alert", QStringLiteral("a second rule has this name"),
                          QStringLiteral("rename one; the first is in line %1").arg(lines.value(rule.name)));
        else if (!rule.name.isEmpty())
            lines.insert(rule.name, table.lineOf("alert"));
        rules.push_back(std::move(rule));
    }
    return rules;
}

} // namespace spillway
