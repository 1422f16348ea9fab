#include "windowsum.h"

namespace spillway {

namespace {

// Subtracting what leaves accumulates rounding; sums are made afresh now and then.
constexpr int removalsPerFreshSum = 1024;

} // namespace

void WindowSum::add(const Sample &sample) {
    m_parts.push_back({sample.at, sample.total, sample.weight});
    m_total += sample.total;
    m_weight += sample.weight;
    expire(sample.at);
}

void WindowSum::expire(Instant now) {
    while (!m_parts.empty() && m_parts.front().at + m_window <= now) {
        m_total -= m_parts.front().total;
        m_weight -= m_parts.front().weight;
        m_parts.pop_front();
        ++m_sinceSum;
    }
    if (m_parts.empty())
        clear();
    else if (m_sinceSum > removalsPerFreshSum)
        sumAgain();
}

void WindowSum::clear() {
    m_parts.clear();
    m_total = 0;
    m_weight = 0;
    m_sinceSum = 0;
}

void WindowSum::sumAgain() {
    m_total = 0;
    m_weight = 0;
    for (const Part &part : m_parts) {
        m_total += part.total;
        m_weight += part.weight;
    }
    m_sinceSum = 0;
}

std::optional<double> WindowSum::value() const {
    if (m_parts.empty() || m_weight <= 0)
        return std::nullopt;
    return m_total / m_weight;
}

std::optional<Instant> WindowSum::newest() const {
    return m_parts.empty() ? std::nullopt : std::optional(m_parts.back().at);
}

} // namespace spillway
