#include "diagnosis/baseline.h"

#include <algorithm>
#include <cmath>

namespace spillway {

namespace {

constexpr Duration memory = std::chrono::minutes(10);
constexpr size_t fewestPoints = 20;
constexpr double narrowestSpread = 0.02;

using Place = std::vector<double>::iterator;

// Puts the quantile of all values in its place, which lies in [from, to): no greater value of these is before
// it, no smaller one behind. The others of all are in order with these already.
Place quantile(std::vector<double> &values, double share, Place from, Place to) {
    const auto place =
        values.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
    std::nth_element(from, place, to);
    return place;
}

double medianOf(std::vector<double> &values) {
    return *quantile(values, 0.5, values.begin(), values.end());
}

// How many times a value lies above or below the centre: its logarithm is the distance of theirs.
double timesOff(double value, double floor, double centre) {
    const double above = (std::max(value, 0.0) + floor) / centre;
    return std::max(above, 1 / above);
}

constexpr size_t blockLength = 8;
constexpr size_t fewestBlocks = 8;

} // namespace

double Level::spreadOver(double samples) const {
    const double fast = std::max(spread * spread - slow * slow, 0.0);
    return std::sqrt(slow * slow + fast / std::max(samples, 1.0));
}

void Baseline::learn(Instant at, double value) {
    if (!std::isfinite(value))
        return;
    m_points.push_back({at, value});
    while (at - m_points.front().at > memory)
        m_points.pop_front();
}

void Baseline::forgetSince(Instant from) {
    while (!m_points.empty() && m_points.back().at >= from)
        m_points.pop_back();
}

void Baseline::update(Instant before) {
    m_scratch.clear();
    for (const Point &point : m_points)
        if (point.at <= before)
            m_scratch.push_back(point.value);
    if (m_scratch.size() < fewestPoints)
        return;
    Level level;
    // Each quantile parts what the next ones look through; with so many points no two share a place.
    const Place first = m_scratch.begin();
    const Place last = m_scratch.end();
    const Place median = quantile(m_scratch, 0.5, first, last);
    const Place low = quantile(m_scratch, 0.1, first, median);
    const Place high = quantile(m_scratch, 0.9, median + 1, last);
    level.median = *median;
    level.low = *quantile(m_scratch, 0.05, first, low);
    level.high = *quantile(m_scratch, 0.95, high + 1, last);
    const double innerLow = *low;
    const double innerHigh = *high;
    double sum = 0;
    for (const double value : m_scratch)
        sum += std::clamp(value, innerLow, innerHigh);
    level.mean = sum / static_cast<double>(m_scratch.size());
    const double centre = level.median + m_floor;
    for (double &value : m_scratch)
        value = timesOff(value, m_floor, centre);
    level.spread = std::max(narrowestSpread, 1.4826 * std::log(medianOf(m_scratch)));
    level.slow = slowSpread(before, centre, level.spread);
    m_level = level;
    m_shift = 1;
}

void Baseline::shift(double factor, double highest) {
    if (!m_level)
        return;
    for (double Level::*member : {&Level::median, &Level::mean, &Level::low, &Level::high})
        (*m_level).*member = std::min((*m_level).*member * factor / m_shift, highest);
    m_shift = factor;
}

double Baseline::slowSpread(Instant before, double centre, double spread) {
    m_scratch.clear();
    double sum = 0;
    size_t count = 0;
    for (const Point &point : m_points) {
        if (point.at > before)
            break;
        sum += point.value;
        if (++count % blockLength == 0) {
            m_scratch.push_back(timesOff(sum / blockLength, m_floor, centre));
            sum = 0;
        }
    }
    if (m_scratch.size() < fewestBlocks)
        return spread * 0.6;
    return std::clamp(1.4826 * std::log(medianOf(m_scratch)), narrowestSpread, spread);
}

double Baseline::deviation(double value, double seconds, bool isCount) const {
    if (!m_level || !std::isfinite(value))
        return 0;
    const double centre = m_level->median + m_floor;
    const double counted = isCount ? 1.0 / (centre * seconds) : 0.0;
    const double usual = m_level->spreadOver(seconds);
    const double spread = std::sqrt(usual * usual + counted);
    return std::log((std::max(value, 0.0) + m_floor) / centre) / spread;
}

} // namespace spillway
