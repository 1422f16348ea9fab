#include "rival.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace spillway::lab {

Rival::Rival(const Configuration &configuration, bool decomposes, bool orders)
    : m_configuration(configuration)
    , m_deriver(m_configuration)
    , m_ticker(m_configuration, 0)
    , m_alarm(std::isnan(configuration.capacityOf(0)) ? 0 : configuration.capacityOf(0))
    , m_decomposes(decomposes)
    , m_orders(orders) {}

Culprit Rival::consume(const Frame &frame) {
    const auto tick = m_ticker.take(frame, m_deriver.derive(frame).samples);
    if (!tick)
        return m_said;
    m_ticks.push_back(*tick);
    while (tick->at - m_ticks.front().at > 5min)
        m_ticks.pop_front();
    const bool raised = m_usual.isLearned() && tick->at - m_ticks.front().at > 30s &&
                        (m_said == Culprit::None ? m_alarm.raisedBy(m_ticks, m_usual)
                                                 : !m_alarm.quietFor(20, m_ticks, m_usual));
    if (!raised) {
        m_said = Culprit::None;
        m_usual.learn(*tick);
        if (tick->at - m_lastUpdate >= 5s) {
            m_lastUpdate = tick->at;
            m_usual.update(tick->at - 30s);
        }
        return m_said;
    }
    return m_said = judge();
}

Culprit Rival::judge() const {
    if (!m_orders)
        return byParts();
    const Culprit first = byOrder();
    if (!m_decomposes)
        return first;
    const Culprit largest = byParts();
    return first == Culprit::Unknown     ? largest
           : largest == Culprit::Unknown ? first
           : largest == first            ? first
                                         : Culprit::Unknown;
}

Culprit Rival::byParts() const {
    const Instant now = m_ticks.back().at;
    const Tick before = m_usual.means();
    const Tick after = meanOf(m_ticks, now - 7500ms, now);
    const auto growth = [](double from, double to) {
        return std::log(std::max(to, 0.1) / std::max(from, 0.1));
    };
    const double traffic = growth(before.lookups, after.lookups);
    const double misses = growth(before.misses, after.misses);
    const std::array<std::pair<double, Culprit>, 3> parts{
        {{traffic, Culprit::Traffic},
         {misses - traffic, Culprit::Cache},
         {growth(before.load, after.load) - misses, Culprit::Database}}};
    double sum = 0;
    for (const auto &part : parts)
        sum += std::max(part.first, 0.0);
    const auto largest = std::max_element(parts.begin(), parts.end());
    return sum > 0 && largest->first >= 0.6 * sum ? largest->second : Culprit::Unknown;
}

Culprit Rival::byOrder() const {
    using enum Quantity;
    const std::array<std::pair<Quantity, Culprit>, 5> watched{{{Lookups, Culprit::Traffic},
                                                               {HitRatio, Culprit::Cache},
                                                               {Locked, Culprit::Database},
                                                               {Statements, Culprit::Background},
                                                               {Load, Culprit::Database}}};
    std::optional<Instant> earliest;
    Culprit first = Culprit::Unknown;
    for (const auto &[quantity, culprit] : watched)
        if (const auto onset = onsetOf(m_ticks, quantity, m_usual.baseline(quantity));
            onset && (!earliest || *onset < *earliest)) {
            earliest = onset;
            first = culprit;
        }
    return first;
}

} // namespace spillway::lab
