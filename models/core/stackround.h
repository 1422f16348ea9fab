#pragma once
// The numbers of all caches, or all databases, of one stack added up, once per round of polls. A round
// is complete when every endpoint has reported, or when one reports again before the others (they are
// slower or silent). Owned by the Deriver.
//
// Ratios are summed hits over summed lookups. A cache that fails leaves the sums of the others: that is
// the traffic they really see. A database that fails leaves the load unknown: a part is not the whole.

#include "endpoint.h"
#include "metric.h"
#include "windowsum.h"

#include <array>
#include <optional>
#include <vector>

namespace spillway {

// One endpoint's derived numbers of one poll, by metric; NaN = none.
class Rates {
public:
    Rates();
    void set(Metric metric, double value) { m_values[static_cast<size_t>(metric)] = value; }
    std::optional<double> value(Metric metric) const;

private:
    std::array<double, static_cast<size_t>(Metric::Count)> m_values;
};

class StackRound {
public:
    StackRound(StackId stack, Role role, std::vector<EndpointId> members, Duration every, double capacity);

    // Reports one poll; nullopt = it failed or its interval has no value. Appends the stack's samples
    // when this completes a round.
    void report(EndpointId endpoint, Instant at, const std::optional<Rates> &rates, std::vector<Sample> &out);

private:
    struct Member {
        EndpointId id;
        std::optional<Rates> rates;
        Instant at;
        bool inRound = false;
    };
    void complete(Instant at, std::vector<Sample> &out);
    std::optional<double> sum(Metric metric) const;
    std::optional<double> most(Metric metric) const;
    std::optional<double> weighted(Metric ratio, Metric weight) const;

    StackId m_stack;
    Role m_role;
    std::vector<Member> m_members;
    Duration m_every;
    double m_capacity; // NaN = unknown
    std::optional<Instant> m_lastRound;
    WindowSum m_load{10s}; // average active sessions are a mean of samples
};

} // namespace spillway
