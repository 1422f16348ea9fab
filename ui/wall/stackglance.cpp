#include "wall/stackglance.h"

#include "clock.h"
#include "format.h"
#include "health.h"
#include "plaintext.h"
#include "workstation/marks.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace spillway {

namespace {

constexpr int freshPolls = 3; // as the engine has it
constexpr int punctualPolls = 2;
constexpr Duration courseSpan = 10min;
constexpr int coursePoints = 60;

QString tr(const char *text) {
    return QCoreApplication::translate("StackGlance", text);
}

GlanceNumber numberAt(const Engine &engine, StackId stack, Metric metric, Instant now) {
    const SeriesId id{stack, SeriesId::WholeStack, metric};
    const Duration every = engine.configuration().cadenceOf(stack);
    const auto value = engine.history().latest(id, now, every * freshPolls);
    if (!value)
        return {noNumber(), GlanceNumber::Age::Unknown};
    const bool isPunctual =
        engine.history().latest(id, now, every * punctualPolls + engine.history().step()).has_value();
    return {formatValue(metric, value), isPunctual ? GlanceNumber::Age::Fresh : GlanceNumber::Age::Old};
}

QList<float> courseAt(const Engine &engine, StackId stack, Instant now) {
    const SeriesId load{stack, SeriesId::WholeStack, Metric::Load};
    QList<float> course;
    for (const spillway::Column &column : engine.history().window(load, now - courseSpan, now, coursePoints))
        course.append(column.last);
    return course;
}

struct SilentEndpoints {
    int silent = 0;
    int endpoints = 0;
    QString name;                // of the one that is silent for longest
    std::optional<Instant> from; // of its last answer
};

SilentEndpoints silenceAt(const Engine &engine, StackId stack, Instant now) {
    const Configuration &configuration = engine.configuration();
    SilentEndpoints silence;
    const auto look = [&](EndpointId id) {
        ++silence.endpoints;
        const EndpointStatus &status = engine.endpoint(id);
        const bool isHeard = status.state == EndpointState::Up || status.state == EndpointState::Reset;
        if (isHeard &&
            now - status.lastGood.value_or(now) <= configuration.endpoints[id].every * (freshPolls + 1))
            return;
        ++silence.silent;
        if (silence.name.isEmpty() || status.lastGood < silence.from) {
            silence.name = configuration.endpoints[id].name;
            silence.from = status.lastGood;
        }
    };
    for (const EndpointId id : configuration.stacks[stack].caches)
        look(id);
    for (const EndpointId id : configuration.stacks[stack].databases)
        look(id);
    return silence;
}

QString silenceText(const SilentEndpoints &silence, Instant now) {
    const bool isWhole = silence.silent == silence.endpoints;
    const QString name = plainText(silence.name, 40);
    if (!silence.from)
        return isWhole ? tr("no data yet") : tr("%1: no answer yet").arg(name);
    const QString length = formatDuration(std::max(now - *silence.from, 0ms));
    const QString from = silence.from->clockText().left(5);
    return isWhole ? tr("no data for %1, since %2").arg(length, from)
                   : tr("%1 silent for %2, since %3").arg(name, length, from);
}

// The worst firing alert that is no mere consequence; of equals the oldest.
const Alert *leadingAlert(const Engine &engine, StackId stack) {
    const auto rank = [](const Alert &alert) {
        return std::tuple(alert.rule.severity != Severity::Critical, !alert.demotedBecause.isEmpty(),
                          alert.since);
    };
    const Alert *leading = nullptr;
    for (const Alert &alert : engine.alerts()) {
        const bool isOurs = alert.subject.stack == stack && alert.state == AlertState::Firing;
        if (isOurs && (!leading || rank(alert) < rank(*leading)))
            leading = &alert;
    }
    return leading;
}

QString culpritWord(Culprit culprit) {
    switch (culprit) {
    case Culprit::Cache:
        return tr("CACHE");
    case Culprit::Traffic:
        return tr("TRAFFIC");
    case Culprit::Database:
        return tr("DATABASE");
    case Culprit::Background:
        return tr("OTHER CLIENT");
    case Culprit::Unknown:
        return tr("CANNOT TELL");
    case Culprit::None:
        break;
    }
    return {};
}

bool isNamed(Culprit culprit) {
    return culprit != Culprit::None && culprit != Culprit::Unknown;
}

void accuse(StackGlance &glance, const Verdict &verdict, const Alert *alert) {
    glance.culprit = culpritWord(verdict.culprit);
    if (verdict.culprit == Culprit::None && alert) {
        glance.sentence =
            tr("%1: %2, limit %3")
                .arg(plainText(alert->rule.name, 60), formatValue(alert->rule.metric, alert->value),
                     formatValue(alert->rule.metric, alert->limit));
        glance.reason = plainText(verdict.headline, 200);
        return;
    }
    glance.sentence = plainText(verdict.headline, 120);
    QStringList reasons{plainText(verdict.arithmetic, 300), plainText(verdict.doNext, 200)};
    reasons.removeAll(QString());
    glance.reason = reasons.join(QLatin1Char(' '));
}

void addCaptions(StackGlance &glance, const Engine &engine, const Verdict &verdict) {
    if (verdict.usualHitRatio)
        glance.usualHitRatio = tr("usual %1").arg(formatValue(Unit::Ratio, verdict.usualHitRatio));
    const double capacity = engine.configuration().capacityOf(glance.stack);
    glance.capacity =
        std::isfinite(capacity) ? tr("capacity %1").arg(formatNumber(capacity)) : tr("capacity unknown");
    const auto lookups = engine.current(glance.stack, Metric::Lookups);
    if (lookups && verdict.usualHitRatio)
        glance.usualMisses =
            tr("usual %1")
                .arg(formatValue(Unit::PerSecond, std::round(*lookups * (1 - *verdict.usualHitRatio))));
}

QString briefSilence(const SilentEndpoints &silence, Instant now) {
    if (silence.silent < silence.endpoints)
        return tr("%1 of %2 silent").arg(silence.silent).arg(silence.endpoints);
    return silence.from ? tr("no data for %1").arg(formatDuration(std::max(now - *silence.from, 0ms)))
                        : tr("no data yet");
}

void remark(StackGlance &glance, const Verdict &verdict, const Alert *alert, const SilentEndpoints &silence,
            Instant now) {
    if (glance.since)
        glance.brief = tr("since %1").arg(glance.since->clockText().left(5));
    if (silence.silent > 0) {
        glance.remark = silenceText(silence, now);
        glance.brief = briefSilence(silence, now);
    } else if (alert) {
        glance.remark =
            tr("%1 for %2").arg(plainText(alert->rule.name, 60), formatDuration(now - alert->since));
    } else if (isNamed(verdict.culprit)) {
        glance.remark = plainText(verdict.headline, 120);
    } else if (glance.isBlind) {
        glance.remark = tr("the load is unknown");
        glance.brief = tr("load unknown");
    }
}

} // namespace

bool StackGlance::operator==(const StackGlance &other) const {
    // No data equals no data, although NaN differs from NaN.
    const auto same = [](float a, float b) { return a == b || (std::isnan(a) && std::isnan(b)); };
    const auto words = [](const StackGlance &g) {
        return std::tie(g.name, g.remark, g.brief, g.culprit, g.sentence, g.reason, g.usualHitRatio,
                        g.capacity, g.usualMisses);
    };
    return stack == other.stack && health == other.health && isBlind == other.isBlind &&
           since == other.since && hitRatio == other.hitRatio && load == other.load &&
           misses == other.misses && words(*this) == words(other) &&
           std::equal(course.begin(), course.end(), other.course.begin(), other.course.end(), same);
}

StackGlance glanceAt(const Session &session, StackId stack, Instant now) {
    const Engine &engine = session.engine();
    const Verdict &verdict = engine.verdict(stack);
    const Alert *alert = leadingAlert(engine, stack);
    const SilentEndpoints silence = silenceAt(engine, stack, now);
    StackGlance glance;
    glance.stack = stack;
    glance.name = plainText(engine.configuration().stacks[stack].name, 60);
    glance.hitRatio = numberAt(engine, stack, Metric::HitRatio, now);
    glance.load = numberAt(engine, stack, Metric::Load, now);
    glance.misses = numberAt(engine, stack, Metric::Misses, now);
    glance.isBlind = silence.silent > 0 || glance.load.age == GlanceNumber::Age::Unknown;
    glance.health = worse(engine.health(stack), isNamed(verdict.culprit) ? Health::Warning : Health::Healthy);
    if (glance.isBlind)
        glance.health = worse(glance.health, Health::Unknown);
    glance.course = courseAt(engine, stack, now);
    if (isNamed(verdict.culprit))
        glance.since = verdict.onset;
    else if (alert)
        glance.since = alert->since;
    else if (glance.isBlind)
        glance.since = silence.from;
    remark(glance, verdict, alert, silence, now);
    if (isTrouble(glance))
        accuse(glance, verdict, alert);
    addCaptions(glance, engine, verdict);
    return glance;
}

bool isTrouble(const StackGlance &glance) {
    return glance.health == Health::Critical || glance.health == Health::Warning;
}

bool isWorse(const StackGlance &a, const StackGlance &b) {
    if (a.health != b.health)
        return worse(a.health, b.health) == a.health;
    return a.health != Health::Healthy && a.since.value_or(Instant{}) < b.since.value_or(Instant{});
}

Instant glanceTime(const Session &session, const Clock *clock) {
    const Instant data = session.engine().now();
    if (!clock || data == Instant{})
        return data;
    Duration fastest = session.configuration().every;
    for (const Endpoint &endpoint : session.configuration().endpoints)
        fastest = std::min(fastest, endpoint.every);
    const Instant now = clock->now();
    return now - data > std::max(fastest, 1000ms) * freshPolls ? now : data;
}

} // namespace spillway
