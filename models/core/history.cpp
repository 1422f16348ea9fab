#include "history.h"

#include <cmath>

namespace spillway {

History::History(Duration step, Duration keep)
    : m_step(step)
    , m_keep(keep) {}

void History::append(const Sample &sample) {
    if (m_series.empty())
        m_oldest = sample.at;
    auto place = m_series.find(sample.series);
    if (place == m_series.end())
        place = m_series.emplace(sample.series, Series(m_step, m_keep / m_step)).first;
    place->second.append(sample.at, sample.value());
    m_newest = std::max(m_newest, sample.at);
    m_oldest = std::max(m_oldest, m_newest - m_keep);
}

void History::noteGap(EndpointId endpoint, Instant from, Instant at, const QString &reason) {
    if (Gap *open = openGap(endpoint)) {
        if (open->reason == reason) {
            open->to = at;
            return;
        }
        from = open->to; // the reason changed: refused, then not answering
    }
    addGap({endpoint, from, at, reason});
}

void History::endGap(EndpointId endpoint, Instant at) {
    if (Gap *open = openGap(endpoint))
        open->to = at;
    m_openGaps.erase(endpoint);
}

void History::addGap(Gap gap) {
    if (m_gaps.size() == mostGaps) {
        m_gaps.pop_front();
        ++m_forgottenGaps;
    }
    m_openGaps[gap.endpoint] = m_forgottenGaps + m_gaps.size();
    m_gaps.push_back(std::move(gap));
}

// Null when there is none, or it has been forgotten.
Gap *History::openGap(EndpointId endpoint) {
    const auto open = m_openGaps.find(endpoint);
    return open == m_openGaps.end() || open->second < m_forgottenGaps
               ? nullptr
               : &m_gaps.change(open->second - m_forgottenGaps);
}

const Series *History::series(const SeriesId &id) const {
    const auto place = m_series.find(id);
    return place == m_series.end() ? nullptr : &place->second;
}

std::vector<SeriesId> History::seriesIds() const {
    std::vector<SeriesId> ids;
    for (const auto &[id, series] : m_series)
        ids.push_back(id);
    return ids;
}

std::optional<double> History::valueAt(const SeriesId &id, Instant at) const {
    const Series *found = series(id);
    if (!found)
        return std::nullopt;
    const float value = found->at(found->slotOf(at));
    return std::isnan(value) ? std::nullopt : std::optional<double>(value);
}

std::optional<double> History::latest(const SeriesId &id, Instant now, Duration maxAge) const {
    const Series *found = series(id);
    if (!found || found->isEmpty() || now - found->timeOf(found->endSlot() - 1) > maxAge)
        return std::nullopt;
    return found->at(found->endSlot() - 1);
}

std::vector<Column> History::window(const SeriesId &id, Instant from, Instant to, int columns) const {
    std::vector<Column> result(static_cast<size_t>(std::max(columns, 0)));
    const Series *found = series(id);
    if (!found || to <= from || columns <= 0)
        return result;
    const double start = static_cast<double>(from.ms()) / static_cast<double>(m_step.count());
    const double span = static_cast<double>((to - from).count()) / static_cast<double>(m_step.count());
    const double perColumn = span / columns;
    qint64 left = static_cast<qint64>(std::floor(start));
    for (int i = 0; i < columns; ++i) {
        const qint64 right = static_cast<qint64>(std::floor(start + perColumn * (i + 1)));
        if (right > left)
            result[static_cast<size_t>(i)] = found->column(left, right);
        left = std::max(left, right);
    }
    return result;
}

} // namespace spillway
