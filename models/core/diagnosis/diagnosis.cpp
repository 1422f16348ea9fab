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

constexpr Duration memory = 5min; // of ticks
constexpr Duration settled = 8s;  // of saturation, after which the measured parts are frozen
constexpr double enough = 0.60;   // share that names a culprit
constexpr double closing = 20;    // seconds near the usual that end an incident
constexpr int silentPolls = 5;    // without a tick: blind

double knownOr(double value, double fallback) {
    return std::isnan(value) ? fallback : value;
}

} // namespace

Diagnosis::Diagnosis(const Configuration &configuration, StackId stack)
    : m_stack(stack)
    , m_stackName(configuration.stacks[stack].name)
    , m_every(configuration.cadenceOf(stack))
    , m_cores(knownOr(configuration.capacityOf(stack), 0))
    , m_alarm(m_cores) {
    for (const EndpointId id : configuration.stacks[stack].caches) {
        m_caches[configuration.endpoints[id].name] = id;
        m_failedPolls[id] = 0;
    }
    m_verdict.headline = tr("Waiting for the first samples");
}

void Diagnosis::observe(const Frame &frame, const std::vector<Sample> &samples,
                        const std::vector<Event> &events) {
    if (const auto cache = m_failedPolls.find(frame.endpoint); cache != m_failedPolls.end())
        cache->second = frame.outcome.ok() ? 0 : cache->second + 1;
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
    const Sample *load = nullptr;
    for (const Sample &sample : samples) {
        if (sample.series.endpoint != SeriesId::WholeStack)
            continue;
        const double value = sample.value();
        switch (sample.series.metric) {
        case Metric::Lookups:
            m_cacheSide.lookups = value;
            m_cacheSide.at = sample.at;
            break;
        case Metric::Hits:
            m_cacheSide.hits = value;
            break;
        case Metric::Misses:
            m_cacheSide.misses = value;
            break;
        case Metric::Keys:
            m_cacheSide.keys = value;
            break;
        case Metric::AverageTtl:
            m_cacheSide.ttl = value;
            break;
        case Metric::Evictions:
            m_cacheSide.evictions = value;
            break;
        case Metric::Expiries:
            m_cacheSide.expiries = value;
            break;
        case Metric::LoadSampled:
            load = &sample;
            break;
        default:
            break;
        }
    }
    if (load)
        completeTick(*load, samples);
}

void Diagnosis::completeTick(const Sample &load, const std::vector<Sample> &samples) {
    const bool cachesKnown = load.at - m_cacheSide.at <= m_every * 3;
    Tick tick = cachesKnown ? m_cacheSide : Tick{};
    if (cacheUnavailable() && !cachesKnown)
        tick.lookups = tick.hits = tick.misses = 0; // nobody can look anything up: every read bypasses
    tick.at = load.at;
    tick.load = load.value();
    for (const Sample &sample : samples) {
        if (sample.series.endpoint != SeriesId::WholeStack)
            continue;
        if (sample.series.metric == Metric::Statements)
            tick.statements = sample.value();
        else if (sample.series.metric == Metric::Load)
            m_shownLoad = sample.value();
        else if (sample.series.metric == Metric::LockShare)
            tick.locked = sample.value() * tick.load;
        else if (sample.series.metric == Metric::RowsPerStatement)
            tick.rows = sample.value();
    }
    if (std::isnan(tick.locked) && tick.load <= 0)
        tick.locked = 0;
    m_fresh = tick;
}

bool Diagnosis::cacheUnavailable() const {
    return std::any_of(m_failedPolls.begin(), m_failedPolls.end(),
                       [](const auto &entry) { return entry.second >= 2; });
}

// Half of the keys gone at once without evictions or expiries to match, on the same process: a flush.
void Diagnosis::findFlush(const Tick &tick) {
    if (m_ticks.size() < 2)
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

bool Diagnosis::conclude(Instant now, const std::vector<Alert> &alerts, std::vector<Sample> &out) {
    const Culprit culprit = m_verdict.culprit;
    const auto cause = m_verdict.cause;
    const bool wasSilent = m_ticks.empty() && !m_fresh;
    if (m_fresh) {
        const Tick tick = *m_fresh;
        m_fresh.reset();
        findFlush(tick);
        m_ticks.push_back(tick);
        while (tick.at - m_ticks.front().at > memory)
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
        judge(tick);
        if (m_alarm.quietFor(closing, m_ticks, m_usual))
            m_incident.reset();
        return;
    }
    m_usual.learn(tick);
    const Duration age = tick.at - *m_firstTick;
    // The medians of ten minutes move slowly; the first ones are wanted soon.
    const bool isNew = age <= 2min;
    if (tick.at - m_lastUpdate >= (isNew ? Duration(5s) : Duration(30s))) {
        m_lastUpdate = tick.at;
        m_usual.update(tick.at - (isNew ? Duration(8s) : Duration(30s)));
    }
    if (age >= learning && m_alarm.raisedBy(m_ticks, m_usual)) {
        open(tick.at);
        judge(tick);
    }
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
    if (m_cores > 0 && tick.load >= 0.85 * m_cores && !incident.saturatedSince)
        incident.saturatedSince = tick.at;
    const Tick now = meanOf(m_ticks, std::max(incident.onset + 1s, tick.at - 7500ms), tick.at);
    // Retries, failed refills and queueing distort whatever is measured in a saturated system.
    const bool frozen =
        incident.locked && incident.saturatedSince && tick.at - *incident.saturatedSince > settled;
    if (!frozen) {
        AttributionInput input;
        input.before = m_usual.means();
        input.beforeError = m_usual.errors(8);
        input.now = now;
        input.seconds = toSeconds(tick.at - incident.onset);
        input.cores = m_cores;
        input.saturated = incident.saturatedSince.has_value();
        input.cacheUnavailable = cacheUnavailable();
        input.eventEvidence = eventEvidence(m_facts, m_usual, now, incident.onset, tick.at);
        m_parts = attribute(input);
        weigh(m_parts);
    }
    if (incident.named != Culprit::Unknown)
        nameCause(now);
}

void Diagnosis::weigh(const Attribution &parts) {
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
    if (parts.missesDecide && byMisses && !parts.bypass)
        best.share = 0; // lost hits or new content: not yet told apart
    if (best.share < enough)
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
    CauseFound found =
        causeOf(incident.named, {m_facts, m_usual, m_parts, now, incident.onset, at, cacheUnavailable()});
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
