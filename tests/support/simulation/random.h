#pragma once
// Seeded randomness that gives the same numbers on every machine: the engine is the standard's own
// Mersenne twister, the distributions are written here because the library's differ between vendors.
// A value; whoever holds it owns its sequence.

#include <QtGlobal>

#include <random>

namespace spillway {

class Random {
public:
    explicit Random(quint64 seed)
        : m_engine(seed) {}

    double uniform(); // [0, 1)
    double normal();  // mean 0, deviation 1
    double poisson(double mean);
    int binomial(int trials, double chance);
    quint64 bits() { return m_engine(); }

private:
    std::mt19937_64 m_engine;
};

// First-order autoregressive noise around 1: wanders by about `deviation`, forgets in `memory` seconds.
class Wander {
public:
    Wander(double deviation, double memory)
        : m_deviation(deviation)
        , m_memory(memory) {}
    double step(double seconds, Random &random);

private:
    double m_deviation;
    double m_memory;
    double m_state = 0;
};

// A number that moves to its target in a straight line.
class Ramp {
public:
    explicit Ramp(double value)
        : m_value(value)
        , m_target(value) {}
    void aim(double target, double seconds);
    double step(double seconds);
    double value() const { return m_value; }

private:
    double m_value;
    double m_target;
    double m_perSecond = 0;
};

} // namespace spillway
