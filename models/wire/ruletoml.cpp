#include "ruletoml.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <array>

namespace spillway {

namespace {

// The escapes of JSON are those of TOML.
QString quoted(const QString &text) {
    const QByteArray json = QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(json.mid(1, json.size() - 2));
}

// Whole numbers as such; TOML has no exponent without a digit on both sides of the point.
QString number(double value) {
    return QString::number(value, 'g', 12);
}

QString duration(Duration length) {
    constexpr std::array<std::pair<Duration, const char *>, 4> units{
        {{24h, "d"}, {1h, "h"}, {1min, "m"}, {1s, "s"}}};
    for (const auto &[unit, name] : units)
        if (length > 0ms && length % unit == 0ms)
            return quoted(QString::number(length / unit) + QLatin1String(name));
    return quoted(QString::number(length.count()) + QLatin1String("ms"));
}

QString comparisonKey(Comparison comparison) {
    constexpr std::array<const char *, 4> keys{"below", "above", "below_usual_by", "above_usual_times"};
    return QLatin1String(keys[static_cast<size_t>(comparison)]);
}

} // namespace

QString ruleToToml(const Rule &rule) {
    const Rule plain;
    QStringList lines{QStringLiteral("[[rule]]")};
    const auto put = [&](const QString &key, const QString &value) {
        lines << key.leftJustified(15) + QStringLiteral(" = ") + value;
    };
    put(QStringLiteral("alert"), quoted(rule.name));
    put(QStringLiteral("metric"), quoted(metricInfo(rule.metric).name));
    put(comparisonKey(rule.comparison), number(rule.threshold));
    if (rule.recover)
        put(QStringLiteral("recover"), number(*rule.recover));
    put(QStringLiteral("for"), duration(rule.hold));
    put(QStringLiteral("keep_firing_for"), duration(rule.keepFiring));
    put(QStringLiteral("window"), duration(rule.window));
    if (rule.minLookups != plain.minLookups)
        put(QStringLiteral("min_lookups"), number(rule.minLookups));
    put(QStringLiteral("severity"), quoted(severityName(rule.severity)));
    const std::pair<const char *, const QString &> texts[] = {{"stack", rule.stack},
                                                              {"endpoint", rule.endpoint},
                                                              {"summary", rule.summary},
                                                              {"runbook", rule.runbook}};
    for (const auto &[key, text] : texts)
        if (!text.isEmpty())
            put(QLatin1String(key), quoted(text));
    return lines.join(u'\n') + u'\n';
}

} // namespace spillway
