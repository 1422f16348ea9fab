#include "diagnosis/diagnosis.h"

#include "diagnosis/explanation.h"
#include "diagnosis/outlook.h"
#include "format.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <utility>

namespace spillway {

namespace {

QString tr(const char *text) {
    return QCoreApplication::translate("Diagnosis", text);
}

constexpr Duration deliberation = 5s; // after the alarm, before "cannot tell" is said

// All that the outlook is made of. In peace it changes when what is usual does, not with every tick.
bool foreseesTheSame(const Verdict &a, const Verdict &b) {
    return a.culprit == b.culprit && a.recovery == b.recovery && a.saturatesWithin == b.saturatesWithin &&
           a.dependence == b.dependence && a.leastHitRatio == b.leastHitRatio;
}

bool wasUsual(const Verdict &verdict) {
    return verdict.culprit == Culprit::None && verdict.confidence == 1;
}

} // namespace

void Diagnosis::describeIncident(const Tick &tick, const Tick &now, const std::vector<Alert> &alerts) {
    const Incident &incident = *m_incident;
    if (incident.named == Culprit::Unknown && tick.at - incident.raised < deliberation)
        return describeQuiet(tick);
    const Tick before = m_usual.means();
    Verdict verdict;
    verdict.culprit = incident.named;
    verdict.cause = incident.cause.cause;
    verdict.onset = incident.onset;
    verdict.shares = m_parts.shares();
    verdict.load = m_ticker.shownLoad();
    verdict.usualLoad = before.load;
    const double innocent = m_parts.traffic + m_parts.queryCost + m_parts.background + m_parts.unexplained;
    verdict.loadAtUsualHitRatio = std::min(m_ticker.shownLoad(), before.load + innocent);
    if (now.lookups > 0)
        verdict.hitRatio = now.hits / now.lookups;
    verdict.usualHitRatio = usual(Metric::HitRatio);
    if (m_cores > 0)
        verdict.capacity = m_cores;
    const double top = std::max(
        {verdict.shares.cache, verdict.shares.traffic, verdict.shares.database, verdict.shares.background});
    verdict.confidence =
        incident.named == Culprit::Unknown ? 1 - top : std::min(top, m_cores > 0 ? 1.0 : 0.85);
    m_verdict = std::move(verdict);
    const ExplanationInput input{m_parts, incident.cause, m_usual, now, before};
    explain(m_verdict, input);
    foresee(tick, now);
    m_verdict.outlook = outlookText(m_verdict);
    gatherEvidence(now, alerts);
    for (Evidence &argument : argue(m_verdict, input))
        m_verdict.evidence.push_back(std::move(argument));
    if (const auto range = m_week.usual(Quantity::Load, tick.at))
        m_verdict.evidence.push_back(
            {std::nullopt, EvidenceKind::For,
             tr("at this hour of the week the load is usually %1 to %2 sessions (%3 weeks known)")
                 .arg(formatValue(Unit::Sessions, range->low), formatValue(Unit::Sessions, range->high))
                 .arg(m_week.weeksKnown(tick.at))});
}

void Diagnosis::gatherEvidence(const Tick &now, const std::vector<Alert> &alerts) {
    const Incident &incident = *m_incident;
    std::vector<Evidence> &evidence = m_verdict.evidence;
    for (const Fact &fact : m_facts.all())
        if (fact.at >= incident.onset - 20min)
            evidence.push_back({fact.at, EvidenceKind::Config, fact.text});
    const auto note = [&](Quantity quantity, const QString &text) {
        if (const auto at = incident.onsets[static_cast<size_t>(quantity)])
            evidence.push_back({*at, EvidenceKind::Onset, text});
    };
    const auto change = [&](Metric metric, Quantity quantity) {
        const auto &level = m_usual.level(quantity);
        return tr("%1 → %2").arg(formatValue(metric, level ? std::optional(level->median) : std::nullopt),
                                 formatValue(metric, valueOf(now, quantity)));
    };
    note(Quantity::HitRatio, tr("hit ratio left its usual band"));
    note(Quantity::Evictions, tr("evictions %1").arg(change(Metric::Evictions, Quantity::Evictions)));
    note(Quantity::Expiries, tr("expiries %1").arg(change(Metric::Expiries, Quantity::Expiries)));
    note(Quantity::Lookups, tr("lookups %1").arg(change(Metric::Lookups, Quantity::Lookups)));
    note(Quantity::Load, tr("database load %1 sessions").arg(change(Metric::Load, Quantity::Load)));
    note(Quantity::Locked, tr("sessions began to wait for locks"));
    for (const Alert &alert : alerts)
        if (alert.subject.stack == m_stack && alert.state == AlertState::Firing)
            evidence.push_back({alert.since, EvidenceKind::Alert,
                                tr("%1: %2").arg(severityName(alert.rule.severity), alert.rule.describe())});
    std::stable_sort(evidence.begin(), evidence.end(),
                     [](const Evidence &a, const Evidence &b) { return a.at < b.at; });
}

void Diagnosis::describeQuiet(const Tick &tick) {
    Verdict verdict;
    verdict.load = m_ticker.shownLoad();
    verdict.usualLoad = usual(Metric::Load);
    verdict.loadAtUsualHitRatio = m_ticker.shownLoad();
    if (tick.lookups > 0)
        verdict.hitRatio = tick.hits / tick.lookups;
    verdict.usualHitRatio = usual(Metric::HitRatio);
    if (m_cores > 0)
        verdict.capacity = m_cores;
    const Duration age = tick.at - *m_firstTick;
    const bool ratioWanted = tick.lookups > 0 && !verdict.usualHitRatio;
    if (age < learning || !m_usual.isLearned() || ratioWanted) {
        verdict.headline = tr("Learning what is usual");
        verdict.arithmetic = tr("%1 of %2 watched. Until then nobody is blamed.")
                                 .arg(formatDuration(age), formatDuration(learning));
    } else {
        verdict.culprit = Culprit::None;
        verdict.confidence = 1;
        const bool isSame = wasUsual(m_verdict) && m_verdict.usualHitRatio == verdict.usualHitRatio &&
                            m_verdict.usualLoad == verdict.usualLoad;
        verdict.headline = isSame ? m_verdict.headline
                                  : tr("Usual: %1 hits, %2 sessions")
                                        .arg(formatValue(Unit::Ratio, verdict.usualHitRatio),
                                             formatValue(Unit::Sessions, verdict.usualLoad));
    }
    if (m_ticker.cacheUnavailable()) {
        // Half of the picture is missing: neither usual nor unusual.
        verdict.culprit = Culprit::Unknown;
        verdict.confidence = 0;
        verdict.headline = tr("Cannot tell: a cache does not answer");
        verdict.arithmetic = tr("The database load is %1 sessions; what the cache does is unknown.")
                                 .arg(formatValue(Unit::Sessions, verdict.load));
    }
    const Verdict before = std::exchange(m_verdict, std::move(verdict));
    foresee(tick, tick);
    m_verdict.outlook = foreseesTheSame(m_verdict, before) ? before.outlook : outlookText(m_verdict);
}

// Whether what began the incident acts no more: a flush, a restart and an expiry of many keys are over at
// once, a limit of memory when it evicts no more than usual.
bool Diagnosis::triggerIsPast(const Tick &now) const {
    const auto &cause = m_incident->cause.cause;
    if (!cause)
        return false;
    if (*cause == Cause::Flush || *cause == Cause::Restart || *cause == Cause::Expiry)
        return true;
    const auto &evictions = m_usual.level(Quantity::Evictions);
    return (*cause == Cause::MaxMemory || *cause == Cause::Eviction) && evictions &&
           now.evictions <= 1.5 * evictions->median + 1;
}

void Diagnosis::foresee(const Tick &tick, const Tick &now) {
    const auto demand = demandOf(m_usual);
    const auto &lookups = m_usual.level(Quantity::Lookups);
    if (demand && lookups && lookups->median > 1) {
        m_verdict.dependence = dependenceOf(*demand, lookups->median, m_cores);
        if (m_cores > 0)
            m_verdict.leastHitRatio = leastHitRatio(*demand, lookups->median, m_cores);
    }
    if (m_incident)
        m_verdict.saturatesWithin = saturationWithin(m_ticks, m_cores);
    if (m_incident && m_incident->named == Culprit::Cache) {
        Incident &incident = *m_incident;
        if (now.lookups > 0)
            incident.lowestHitRatio = std::min(incident.lowestHitRatio, now.hits / now.lookups);
        RecoveryInput input{.usual = m_usual, .demand = demand, .now = now, .before = {}};
        input.before = meanOf(m_ticks, tick.at - 37500ms, tick.at - 30s);
        input.lowestHitRatio = incident.lowestHitRatio;
        input.cores = m_cores;
        input.sinceOnset = tick.at - incident.onset;
        if (m_cores > 0 && incident.saturatedSince && now.load >= 0.9 * m_cores)
            input.saturatedFor = tick.at - *incident.saturatedSince;
        input.triggerIsPast = triggerIsPast(now);
        m_verdict.recovery = recoveryOf(input);
    }
}

void Diagnosis::describeBlind(Instant now) {
    Verdict verdict;
    verdict.onset = m_incident ? std::optional(m_incident->onset) : std::nullopt;
    verdict.headline = tr("Cannot tell: the database load is unknown");
    verdict.arithmetic = tr("No complete answer from the databases of %1 for %2.")
                             .arg(m_stackName, formatDuration(now - m_ticks.back().at));
    verdict.counterfactual = tr("Nothing is assumed while it lasts.");
    verdict.doNext = tr("Look at the endpoints' reasons.");
    verdict.evidence.push_back({m_ticks.back().at, EvidenceKind::Missing, tr("last complete sample")});
    m_verdict = std::move(verdict);
}

void Diagnosis::writeParts(const Tick &tick, std::vector<Sample> &out) const {
    const auto put = [&](Metric metric, double value) {
        out.push_back({{m_stack, SeriesId::WholeStack, metric}, tick.at, value, 1});
    };
    const auto usualLoad = usual(Metric::Load);
    const double added = m_incident && usualLoad ? std::max(m_ticker.shownLoad() - *usualLoad, 0.0) : 0.0;
    const Shares shares = m_parts.shares();
    put(Metric::LoadUsual, m_ticker.shownLoad() - added);
    put(Metric::LoadTraffic, added * shares.traffic);
    put(Metric::LoadCache, added * shares.cache);
    put(Metric::LoadQueryCost, added * shares.database);
    put(Metric::LoadBackground, added * (1 - shares.traffic - shares.cache - shares.database));
    if (m_verdict.loadAtUsualHitRatio)
        put(Metric::LoadAtUsualHitRatio, *m_verdict.loadAtUsualHitRatio);
    if (m_verdict.leastHitRatio)
        put(Metric::LeastHitRatio, *m_verdict.leastHitRatio);
    if (const auto &level = m_usual.level(Quantity::HitRatio)) {
        put(Metric::UsualHitRatioLow, level->low);
        put(Metric::UsualHitRatioHigh, level->high);
    }
}

} // namespace spillway
