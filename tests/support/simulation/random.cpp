#include "random.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace spillway {

double Random::uniform() {
    return static_cast<double>(m_engine() >> 11) * 0x1.0p-53;
}

double Random::normal() {
    const double radius = std::sqrt(-2.0 * std::log(1.0 - uniform()));
    return radius * std::cos(2.0 * std::numbers::pi * uniform());
}

double Random::poisson(double mean) {
    if (mean <= 0)
        return 0;
    if (mean > 30) // the normal limit is within 1 % there
        return std::max(0.0, std::round(mean + std::sqrt(mean) * normal()));
    const double limit = std::exp(-mean);
    double product = uniform();
    double count = 0;
    for (; product > limit; ++count)
        product *= uniform();
    return count;
}

int Random::binomial(int trials, double chance) {
    int count = 0;
    for (int i = 0; i < trials; ++i)
        count += uniform() < chance ? 1 : 0;
    return count;
}

double Wander::step(double seconds, Random &random) {
    const double keep = std::exp(-seconds / m_memory);
    m_state = keep * m_state + m_deviation * std::sqrt(1.0 - keep * keep) * random.normal();
    return std::exp(m_state);
}

void Ramp::aim(double target, double seconds) {
    m_target = target;
    m_perSecond = seconds > 0 ? std::abs(target - m_value) / seconds : 0;
    if (seconds <= 0)
        m_value = target;
}

double Ramp::step(double seconds) {
    const double reach = m_perSecond * seconds;
    m_value = std::clamp(m_target, m_value - reach, m_value + reach);
    return m_value;
}

} // namespace spillway
