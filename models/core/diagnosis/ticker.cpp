#include "diagnosis/ticker.h"

#include <algorithm>

namespace spillway {

namespace {

double *memberOf(Tick &tick, Metric metric) {
    switch (metric) {
    case Metric::Lookups:
        return &tick.lookups;
    case Metric::Hits:
        return &tick.hits;
    case Metric::Misses:
        return &tick.misses;
    case Metric::Keys:
        return &tick.keys;
    case Metric::AverageTtl:
        return &tick.ttl;
    case Metric::Evictions:
        return &tick.evictions;
    case Metric::Expiries:
        return &tick.expiries;
    case Metric::LoadSampled:
        return &tick.load;
    case Metric::LoadCounted:
        return &tick.counted;
    case Metric::Statements:
        return &tick.statements;
    case Metric::RowsPerStatement:
        return &tick.rows;
    case Metric::Connections:
        return &tick.connections;
    case Metric::LongestQuery:
        return &tick.longest;
    default:
        return nullptr;
    }
}

} // namespace

Ticker::Ticker(const Configuration &configuration, StackId stack)
    : m_every(configuration.cadenceOf(stack)) {
    for (const EndpointId id : configuration.stacks[stack].caches)
        m_failedPolls[id] = 0;
}

bool Ticker::cacheUnavailable() const {
    return std::any_of(m_failedPolls.begin(), m_failedPolls.end(),
                       [](const auto &entry) { return entry.second >= 2; });
}

std::optional<Tick> Ticker::take(const Frame &frame, const std::vector<Sample> &samples) {
    const auto cache = m_failedPolls.find(frame.endpoint);
    const bool ofCache = cache != m_failedPolls.end();
    if (ofCache)
        cache->second = frame.outcome.ok() ? 0 : cache->second + 1;
    if (ofCache && !frame.outcome.ok())
        m_silentFor = -1;
    Tick tick;
    double lockShare = Tick::none;
    for (const Sample &sample : samples) {
        if (sample.series.endpoint != SeriesId::WholeStack)
            continue;
        Tick &side = ofCache ? m_cacheSide : tick;
        if (double *member = memberOf(side, sample.series.metric))
            *member = sample.value();
        if (ofCache && sample.series.metric == Metric::Lookups)
            side.at = sample.at;
        else if (sample.series.metric == Metric::Load)
            m_shownLoad = sample.value();
        else if (sample.series.metric == Metric::LockShare)
            lockShare = sample.value();
    }
    if (std::isnan(tick.load))
        return std::nullopt;
    m_silentFor = std::min(m_silentFor + 1, 1000);
    tick.at = frame.at;
    tick.locked = tick.load > 0 ? lockShare * tick.load : 0;
    if (frame.at - m_cacheSide.at <= m_every * 3) {
        for (double Tick::*member : {&Tick::lookups, &Tick::hits, &Tick::misses, &Tick::keys, &Tick::ttl,
                                     &Tick::evictions, &Tick::expiries})
            tick.*member = m_cacheSide.*member;
    } else if (cacheUnavailable()) {
        tick.lookups = tick.hits = tick.misses = 0;
    }
    // A statement that outlasted the round is counted all at once when it ends: no more than was seen.
    const double bound = 1.5 * toSeconds(m_every);
    if (tick.longest > bound || m_previous.longest > bound)
        tick.counted = std::min(tick.counted, std::max(tick.load, m_previous.load));
    m_previous = tick;
    return tick;
}

} // namespace spillway
