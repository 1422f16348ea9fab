#include "diagnosis/diagnosis.h"

#include "format.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace spillway {

namespace {

QString tr(const char *text) {
    return QCoreApplication::translate("Diagnosis", text);
}

constexpr Duration memory = 5min;        // of ticks, or eight of them
constexpr Duration settled = 8s;         // of saturation, after which the measured parts are frozen
constexpr Duration secondThoughts = 20s; // of saturation without a name
constexpr double enough = 0.60;          // share that names a culprit
constexpr double closing = 20;           // seconds near the usual that end an incident
constexpr int silentPolls = 5;           // without a tick: blind

double knownOr(double value, double fallback) {
    return std::isnan(value) ? fallback : value;
}

} // namespace

Diagnosis::Diagnosis(const Configuration &configuration, StackId stack)
    : m_stack(stack)
    , m_stackName(configuration.stacks[stack].name)
    , m_every(configuration.cadenceOf(stack))
    , m_ticker(configuration, stack)
    , m_cores(knownOr(configuration.capacityOf(stack), 0))
    , m_alarm(m_cores, m_every) {
    for (const EndpointId id : configuration.stacks[stack].caches)
        m_caches.insert(configuration.endpoints[id].name);
    m_verdict.headline = tr("Waiting for the first samples");
}

void Diagnosis::observe(const Frame &frame, const std::vector<Sample> &samples,
                        const std::vector<Event> &events) {
    for (const Event &event : events) {
        const auto *config = std::get_if<ConfigEvent>(&event.what);
        const auto *endpoint = std::get_if<EndpointEvent>(&event.what);
        const QString name = config ? config->endpoint : endpoint ? endpoint->endpoint : QString();
        const bool ofCache = m_caches.contains(name);
        m_facts.collect(event, ofCache);
        if (ofCache && endpoint && endpoint->state == EndpointState::Reset && frame.outcome.ok() &&
            frame.outcome->value(Field::Uptime).value_or(1e9) < 120)
            m_facts.add(
                {event.at, Cause::Restart, name, event.text, tr("let the cache refill; limit the misses")});
    }
    m_fresh = m_ticker.take(frame, samples);
}

// Half of the keys gone at once without evictions or expiries to match, on the same process: a flush.
void Diagnosis::findFlush(const Tick &tick) {
    if (m_ticks.size() < 2 || m_ticker.cacheSilent())
        return;
    const Tick &before = m_ticks.back();
    const double gone = before.keys - tick.keys;
    if (!(before.keys > 200) || !(gone > 0.5 * before.keys))
        return;
    const double accounted =
        (knownOr(tick.evictions, 0) + knownOr(tick.expiries, 0)) * toSeconds(m_every) * 2;
    if (accounted > 0.5 * gone || m_facts.latest(Cause::Restart, tick.at - 30s, tick.at) ||
        m_facts.latest(Cause::MaxMemory, tick.at - 60s, tick.at))
        return;
    m_facts.add({tick.at, Cause::Flush, QString(),
                 tr("%1 of %2 keys vanished at once").arg(formatNumber(gone), formatNumber(before.keys)),
                 tr("find who flushed the cache; let it refill")});
}

// A twentieth of the keys expired within one round.
void Diagnosis::findMassExpiry(const Tick &tick) {
    if (m_ticks.empty() || !(m_ticks.back().keys > 200))
        return;
    const double expired = tick.expiries * toSeconds(m_every);
    const double keys = m_ticks.back().keys;
    if (!(expired > 0.05 * keys) || !(tick.keys < 0.97 * keys) ||
        m_facts.latest(Cause::Expiry, tick.at - 30s, tick.at))
        return;
    m_facts.add({tick.at, Cause::Expiry, QString(),
                 tr("%1 of %2 keys expired at once").arg(formatNumber(expired), formatNumber(keys)),
                 tr("spread the TTLs; let the cache refill")});
}

bool Diagnosis::conclude(Instant now, const std::vector<Alert> &alerts, std::vector<Sample> &out) {
    const Culprit culprit = m_verdict.culprit;
    const auto cause = m_verdict.cause;
    const bool wasSilent = m_ticks.empty() && !m_fresh;
    if (m_fresh) {
        const Tick tick = *m_fresh;
        m_fresh.reset();
        findFlush(tick);
        findMassExpiry(tick);
        m_ticks.push_back(tick);
        while (tick.at - m_ticks.front().at > std::max(memory, 8 * m_every))
            m_ticks.pop_front();
        advance(tick);
        if (m_incident)
            describeIncident(tick, meanOf(m_ticks, std::max(m_incident->onset, tick.at - 7500ms), tick.at),
                             alerts);
        else
            describeQuiet(tick);
        writeParts(tick, out);
    } else if (!m_ticks.empty() && now - m_ticks.back().at > m_every * silentPolls) {
        describeBlind(now);
    }
    return !wasSilent && (m_verdict.culprit != culprit || m_verdict.cause != cause);
}

void Diagnosis::advance(const Tick &tick) {
    m_facts.expire(tick.at);
    if (!m_firstTick)
        m_firstTick = tick.at;
    if (m_incident) {
        // More traffic than usual that the database bears is no fault, and may be usual at this hour.
        if (m_incident->named == Culprit::Traffic && !m_incident->saturatedSince)
            m_week.learn(tick);
        followTheWeek(tick.at);
        judge(tick);
        if (m_alarm.quietFor(closing, m_ticks, m_usual))
            m_incident.reset();
        return;
    }
    m_usual.learn(tick);
    m_week.learn(tick);
    const Duration age = tick.at - *m_firstTick;
    // The medians of ten minutes move slowly; the first ones are wanted soon.
    const bool isNew = age <= 2min;
    if (tick.at - m_lastUpdate >= (isNew ? Duration(5s) : Duration(30s))) {
        m_lastUpdate = tick.at;
        m_usual.update(tick.at - (isNew ? Duration(8s) : Duration(30s)));
    }
    if (age >= learning && m_alarm.raisedBy(m_ticks, m_usual) && !isUsualAtThisHour(tick.at)) {
        open(tick.at);
        judge(tick);
    }
}

// A rise that comes every week at this hour, with nothing changed beside it, is nobody's fault.
bool Diagnosis::isUsualAtThisHour(Instant now) const {
    const bool somethingChanged = std::any_of(m_facts.all().begin(), m_facts.all().end(),
                                              [&](const Fact &fact) { return fact.at >= now - 20min; });
    return !somethingChanged && !m_ticker.cacheSilent() &&
           m_week.explains(meanOf(m_ticks, now - 7500ms, now));
}

// What was usual before the incident is compared with hours later, when the day would have moved on.
void Diagnosis::followTheWeek(Instant now) {
    using enum Quantity;
    for (const Quantity quantity : {Lookups, Hits, Misses, HitRatio, Statements, Load, Counted})
        m_usual.shift(quantity, m_week.growth(quantity, m_incident->onset, now));
}

void Diagnosis::open(Instant now) {
    m_incident.emplace();
    m_incident->raised = now;
    noteOnsets();
    m_incident->onset = earliestOnset();
    // What was learned since the onset was no longer usual.
    m_usual.forgetSince(m_incident->onset - 2s);
    m_usual.update(m_incident->onset - 2s);
}

void Diagnosis::noteOnsets() {
    for (size_t i = 0; i < m_incident->onsets.size(); ++i)
        if (!m_incident->onsets[i]) {
            const auto quantity = static_cast<Quantity>(i);
            m_incident->onsets[i] = onsetOf(m_ticks, quantity, m_usual.baseline(quantity));
        }
}

Instant Diagnosis::earliestOnset() const {
    Instant earliest = m_incident->raised - 3s;
    // TTLs and key counts wander for hours before they matter; they are evidence, not an onset.
    using enum Quantity;
    for (const Quantity quantity : {Load, Misses, Hits, HitRatio, Statements, Lookups, Locked})
        if (const auto onset = m_incident->onsets[static_cast<size_t>(quantity)])
            earliest = std::min(earliest, *onset);
    return earliest;
}

void Diagnosis::judge(const Tick &tick) {
    Incident &incident = *m_incident;
    noteOnsets();
    const double recentLoad = meanOf(m_ticks, tick.at - 2500ms, tick.at).load;
    const double usualLoad = m_usual.means().load;
    const double full = m_cores > 0 ? 0.85 * m_cores : std::max(5 * usualLoad, usualLoad + 6);
    if (recentLoad >= full && !incident.saturatedSince)
        incident.saturatedSince = tick.at;
    const Tick now = judgedMean(tick);
    incident.cacheWasDown = incident.cacheWasDown || m_ticker.cacheUnavailable();
    incident.longStatements =
        incident.longStatements || isExtraordinarilyLong(meanOf(m_ticks, tick.at - 4s, tick.at));
    const bool named = incident.named != Culprit::Unknown;
    const bool frozen = named && ((incident.saturatedSince && tick.at - *incident.saturatedSince > settled) ||
                                  (m_cores <= 0 && incident.locked));
    if (!frozen) {
        AttributionInput input;
        input.before = m_usual.means();
        input.beforeError = m_usual.errors(8);
        input.wander = m_usual.errors(1);
        input.now = now;
        input.seconds = toSeconds(tick.at - incident.onset);
        input.cores = m_cores;
        input.saturated = incident.saturatedSince.has_value();
        input.cacheUnavailable = incident.cacheWasDown ||
                                 m_facts.latest(Cause::Restart, incident.onset - 10s, tick.at).has_value();
        input.lookupsOfLate = meanOf(m_ticks, tick.at - 3500ms, tick.at).lookups;
        input.cacheSilent = m_ticker.cacheSilent();
        input.longStatements = incident.longStatements;
        const auto &lookups = incident.onsets[static_cast<size_t>(Quantity::Lookups)];
        const auto &load = incident.onsets[static_cast<size_t>(Quantity::Load)];
        input.lookupsLed = lookups && *lookups <= load.value_or(tick.at) + 1s;
        input.persistence = persistenceOfMisses(tick);
        input.eventEvidence = eventEvidence(m_facts, m_usual, now, incident.onset, tick.at);
        m_parts = attribute(input);
        weigh(m_parts, explains(m_parts, now));
    }
    if (incident.named != Culprit::Unknown)
        nameCause(now);
}

// Unknown while it is too early, and in saturation, where failed refills keep misses up whatever they are.
double Diagnosis::persistenceOfMisses(const Tick &tick) const {
    const auto &onset = m_incident->onsets[static_cast<size_t>(Quantity::Misses)];
    const auto &usual = m_usual.level(Quantity::Misses);
    if (!onset || !usual || m_incident->saturatedSince || tick.at - *onset < 8s)
        return Tick::none;
    const double first = meanOf(m_ticks, *onset + 1s, *onset + 4s).misses - usual->median;
    const double last = meanOf(m_ticks, tick.at - 3500ms, tick.at).misses - usual->median;
    return first > 0 ? last / first : Tick::none;
}

// The last eight seconds; in saturation the first ones, before retries, failed refills and waiting clients
// distort whatever is measured. If those do not decide it, later ones may.
Tick Diagnosis::judgedMean(const Tick &tick) const {
    const Incident &incident = *m_incident;
    const auto meanUntil = [&](Instant until) {
        return meanOf(m_ticks, std::max(incident.onset + 1s, until - 7500ms), until);
    };
    Tick mean = meanUntil(tick.at);
    if (incident.saturatedSince && tick.at - *incident.saturatedSince < secondThoughts) {
        // The databases' counters come about a second after the caches'.
        const Tick cacheSide = meanUntil(std::min(tick.at, *incident.saturatedSince + 2s));
        mean = meanUntil(std::min(tick.at, *incident.saturatedSince + 3s));
        mean.lookups = cacheSide.lookups;
        mean.hits = cacheSide.hits;
        mean.misses = cacheSide.misses;
    }
    mean.longest = tick.longest;
    return mean;
}

bool Diagnosis::isExtraordinarilyLong(const Tick &tick) const {
    const auto &usual = m_usual.level(Quantity::Longest);
    const auto &rows = m_usual.level(Quantity::Rows);
    const bool sameRows = !rows || !(tick.rows > 1.5 * rows->median); // else: the application's own grew dear
    return usual && sameRows && tick.longest > std::max(longStatement, 8 * usual->high);
}

// Whether the parts are about the load that was added, and not about noise beside it.
bool Diagnosis::explains(const Attribution &parts, const Tick &now) const {
    double added = addedLoad(now, 8, m_usual).sessions;
    if (m_cores > 0)
        added = std::min(added, m_cores - m_usual.means().load);
    return m_incident->saturatedSince || m_cores <= 0 || parts.added() >= 0.4 * added;
}

void Diagnosis::weigh(const Attribution &parts, bool explained) {
    Incident &incident = *m_incident;
    const Instant now = m_ticks.back().at;
    const Shares shares = parts.shares();
    Candidate best;
    const auto offer = [&](Culprit culprit, double share) {
        if (share > best.share)
            best = {culprit, share, 0};
    };
    offer(Culprit::Cache, shares.cache);
    offer(Culprit::Traffic, shares.traffic);
    offer(Culprit::Database, shares.database);
    offer(Culprit::Background, parts.added() > 0 ? parts.background / parts.added() : 0);
    const bool byMisses = best.culprit == Culprit::Cache || best.culprit == Culprit::Traffic;
    const bool late = incident.saturatedSince && now - *incident.saturatedSince > secondThoughts;
    if ((parts.missesDecide || (late && !parts.eventful)) && byMisses && !parts.bypass)
        best.share = 0; // lost hits or new content: not yet told apart
    if (best.share < enough || !explained)
        best = {Culprit::Unknown, best.share, 0};
    best.streak = best.culprit == incident.candidate.culprit ? incident.candidate.streak + 1 : 1;
    incident.candidate = best;
    if (best.culprit == Culprit::Unknown)
        return;
    const bool isNamed = incident.named != Culprit::Unknown;
    if (isNamed && best.culprit == incident.named) {
        incident.locked = incident.locked || (best.share >= 0.70 && now - incident.namedAt >= 5s);
        return;
    }
    const int streak = !isNamed ? 2 : incident.locked ? 15 : 4;
    const double share = !isNamed ? enough : incident.locked ? 0.85 : 0.70;
    if (best.streak >= streak && best.share >= share) {
        incident.named = best.culprit;
        incident.namedAt = now;
        incident.locked = false;
        incident.cause = {};
    }
}

void Diagnosis::nameCause(const Tick &now) {
    Incident &incident = *m_incident;
    const Instant at = m_ticks.back().at;
    CauseFound found = causeOf(
        incident.named, {m_facts, m_usual, m_parts, now, incident.onset, at, m_ticker.cacheUnavailable()});
    const bool young = at - incident.namedAt <= 10s;
    const bool isFact = found.cause && m_facts.latest(*found.cause, incident.onset - 20min, at).has_value();
    const bool wasFact =
        incident.cause.cause && m_facts.latest(*incident.cause.cause, incident.onset - 20min, at);
    if (!incident.cause.cause || young || (isFact && !wasFact) || found.cause == incident.cause.cause)
        incident.cause = std::move(found);
}

std::optional<double> Diagnosis::usual(Metric metric) const {
    const auto quantity = quantityOf(metric);
    if (!quantity)
        return std::nullopt;
    const auto &level = m_usual.level(*quantity);
    return level ? std::optional(level->median) : std::nullopt;
}

QString Diagnosis::whyLoadIsConsequence() const {
    return m_verdict.culprit == Culprit::Cache
               ? tr("a consequence of the cache; do not scale the database before the hit ratio is back")
               : QString();
}

} // namespace spillway
