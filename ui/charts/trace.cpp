#include "trace.h"

#include <algorithm>
#include <cmath>

namespace spillway {

Trace::Trace(const History &history, const SeriesId &id, Duration cadence,
             std::span<const EndpointId> endpoints)
    : m_history(history)
    , m_series(history.series(id))
    , m_every(std::max<qint64>(cadence / history.step(), 1))
    , m_reach(std::max<qint64>(5 * cadence / (2 * history.step()), 1))
    , m_endpoints(endpoints) {}

bool Trace::isJoined(qint64 before, qint64 after) const {
    return after - before <= m_reach && (after - before < 2 || !isGapWithin(before, after));
}

bool Trace::isGapWithin(qint64 before, qint64 after) const {
    // A slot of slack: a stack's sample is dated by the last of its endpoints, a gap by its own.
    const Instant from = m_series->timeOf(before - 1);
    const Instant to = m_series->timeOf(after + 1);
    const GapList &gaps = m_history.gaps();
    auto gap = std::ranges::lower_bound(gaps, from, {}, &Gap::from);
    for (; gap != gaps.end() && gap->from < to; ++gap)
        if (gap->to < to && std::ranges::find(m_endpoints, gap->endpoint) != m_endpoints.end())
            return true;
    return false;
}

std::optional<Trace::Neighbours> Trace::neighbours(double slot) const {
    qint64 before = static_cast<qint64>(std::floor(slot));
    qint64 after = before + 1;
    for (qint64 n = 1; n < m_reach && std::isnan(m_series->at(before)); ++n)
        --before;
    if (std::isnan(m_series->at(before)))
        return std::nullopt;
    if (static_cast<double>(before) == slot)
        return Neighbours{before, before, 0};
    while (std::isnan(m_series->at(after)) && after - before < m_reach)
        ++after;
    if (std::isnan(m_series->at(after)) || !isJoined(before, after))
        return std::nullopt;
    return Neighbours{before, after,
                      (slot - static_cast<double>(before)) / static_cast<double>(after - before)};
}

std::optional<double> Trace::valueAt(double slot) const {
    const auto around = neighbours(slot);
    if (!around)
        return std::nullopt;
    const double left = m_series->at(around->before);
    return left + (m_series->at(around->after) - left) * around->share;
}

std::optional<double> Trace::sampleAt(Instant at) const {
    if (!m_series)
        return std::nullopt;
    const qint64 slot = m_series->slotOf(at);
    if (const auto around = neighbours(static_cast<double>(slot)))
        return m_series->at(around->before);
    for (qint64 back = 0; back < m_every; ++back)
        if (const float value = m_series->at(slot - back); !std::isnan(value))
            return value;
    return std::nullopt;
}

} // namespace spillway
