#include "runbook.h"

#include "format.h"

#include <QRegularExpression>

#include <cmath>

namespace spillway {

namespace {

QString placeholderValue(const QString &name, const Engine &engine, StackId stack) {
    const Verdict &verdict = engine.verdict(stack);
    const auto &dependence = verdict.dependence;
    if (name == u"stack")
        return engine.configuration().stacks[stack].name;
    if (name == u"usual_hit_ratio")
        return formatValue(Unit::Ratio, verdict.usualHitRatio);
    if (name == u"usual_load")
        return formatValue(Unit::Sessions, verdict.usualLoad);
    if (name == u"capacity") {
        const double cores = engine.configuration().capacityOf(stack);
        return formatValue(Unit::None, std::isfinite(cores) ? std::optional(cores) : std::nullopt);
    }
    if (name == u"if_lost")
        return formatValue(Unit::None, dependence ? std::optional(dependence->ifLost) : std::nullopt);
    if (name == u"survived")
        return formatValue(Unit::None, dependence ? dependence->survived : std::nullopt);
    const std::optional<Metric> metric = metricFromName(name);
    return metric ? formatValue(*metric, engine.current(stack, *metric)) : QString();
}

// Names come from configurations: they must not be taken for markup.
QString escaped(const QString &text) {
    QString safe;
    for (const QChar c : text) {
        if (QStringLiteral("\\`*_{}[]#!|<>&~").contains(c))
            safe += u'\\';
        safe += c;
    }
    return safe;
}

} // namespace

QString filledIn(QString page, const Engine &engine, StackId stack) {
    static const QRegularExpression placeholder(QStringLiteral("\\{([a-z_]+)\\}"));
    qsizetype from = 0;
    for (auto match = placeholder.match(page); match.hasMatch(); match = placeholder.match(page, from)) {
        const QString value = placeholderValue(match.captured(1), engine, stack);
        const QString shown = escaped(value.isEmpty() ? formatValue(Unit::None, std::nullopt) : value);
        page.replace(match.capturedStart(), match.capturedLength(), shown);
        from = match.capturedStart() + shown.size();
    }
    return page;
}

QString topicOf(const Verdict &verdict) {
    if (!verdict.cause)
        return QStringLiteral("reading-the-verdict");
    switch (*verdict.cause) {
    case Cause::MaxMemory:
    case Cause::MaxMemoryPolicy:
    case Cause::Eviction:
        return QStringLiteral("eviction-policy-and-size");
    case Cause::Expiry:
        return QStringLiteral("ttl-jitter");
    case Cause::Flush:
    case Cause::Restart:
    case Cause::CacheDown:
        return QStringLiteral("warming");
    case Cause::ColdKeys:
    case Cause::NewContent:
        return QStringLiteral("cache-hit-ratio");
    case Cause::Bypass:
        return QStringLiteral("cache-aside");
    case Cause::Surge:
        return QStringLiteral("circuit-breaker");
    case Cause::Lock:
        return QStringLiteral("locks");
    case Cause::QueryCost:
    case Cause::Capacity:
    case Cause::OtherClients:
        break;
    }
    return QStringLiteral("database-load");
}

QString topicFor(const Engine &engine, StackId stack) {
    const Verdict &verdict = engine.verdict(stack);
    if (verdict.cause)
        return topicOf(verdict);
    const Alert *worst = nullptr;
    for (const Alert &alert : engine.alerts())
        if (alert.subject.stack == stack && alert.isOpen() &&
            (!worst || alert.rule.severity > worst->rule.severity))
            worst = &alert;
    return worst && !worst->rule.runbook.isEmpty() ? worst->rule.runbook : topicOf(verdict);
}

} // namespace spillway
