#pragma once
// The quantities of a tick that the diagnosis follows, each with its baseline, and what is usual for all
// of them together. Owned by the Diagnosis.

#include "diagnosis/baseline.h"
#include "diagnosis/tick.h"
#include "metric.h"

#include <array>
#include <deque>
#include <optional>

namespace spillway {

enum class Quantity {
    Lookups,
    Hits,
    Misses,
    HitRatio,
    Statements,
    Load,
    Counted,
    Locked,
    Keys,
    Ttl,
    Evictions,
    Expiries,
    Rows,
    Connections,
    Longest,
    Count
};

double valueOf(const Tick &tick, Quantity quantity);
bool isCount(Quantity quantity); // Poisson noise applies
std::optional<Quantity> quantityOf(Metric metric);

class Usual {
public:
    Usual();

    void learn(const Tick &tick);
    void update(Instant before);
    void forgetSince(Instant from);
    // Moves the usual of one quantity to `factor` times what was learned, until the next update.
    void shift(Quantity quantity, double factor);

    const std::optional<Level> &level(Quantity quantity) const { return baseline(quantity).level(); }
    const Baseline &baseline(Quantity quantity) const { return m_baselines[static_cast<size_t>(quantity)]; }
    bool isLearned() const { return level(Quantity::Load).has_value(); }
    // Medians, and the standard errors of a mean over `seconds`.
    Tick means() const;
    Tick errors(double seconds) const;

private:
    std::array<Baseline, static_cast<size_t>(Quantity::Count)> m_baselines;
};

// The mean of the ticks in [from, to]; NaN where a quantity was never known.
Tick meanOf(const std::deque<Tick> &ticks, Instant from, Instant to);

// How much load was added to the usual, and by how much one draw of samples may mislead. The server's own
// count is exact where it agrees with the samples; it does not know of statements that have not ended.
struct AddedLoad {
    double sessions = 0;
    double error = 0;
    bool counted = false; // taken from the count
};
// longStatement: seconds; no ordinary statement of an application takes as long.
constexpr double longStatement = 2;
AddedLoad addedLoad(const Tick &mean, double polls, const Usual &usual);

// Sessions in the samples that the count does not know, beyond the usual: statements that have not ended.
double unendedSessions(const Tick &mean, const Tick &before);

// When a quantity left its usual level for good: the last zero of a CUSUM of its deviation, over the
// ticks kept. nullopt while it is within 3.5 spreads, or when the sum never was zero (a slow drift).
std::optional<Instant> onsetOf(const std::deque<Tick> &ticks, Quantity quantity, const Baseline &baseline);

} // namespace spillway
