#pragma once
// Sees what every server answers, beside an engine that consumes the same frames, and runs the rule book
// over it: every rule once per server of its kind and once per stack. Pure; cheap enough to run whenever
// somebody looks. Owned by whoever owns the engine.

#include "audit/observed.h"
#include "audit/review.h"
#include "engine.h"

namespace spillway {

class Auditor {
public:
    explicit Auditor(const Configuration &configuration)
        : m_observed(configuration.endpoints.size()) {}

    void observe(const Frame &frame);
    std::vector<Observed> &observed() { return m_observed; }

    // Worst first. With a last review, what was accepted and has not ended is marked, and what is new.
    std::vector<Finding> findings(const Engine &engine, const Review *last = nullptr) const;
    // The findings with what the next audit needs for a comparison.
    Review review(const Engine &engine, std::vector<Finding> findings) const;
    // "4 h 30 m of 7 servers in 3 stacks: ...": on what all this rests.
    QString basis(const Engine &engine) const;

private:
    std::vector<Observed> m_observed; // per endpoint
};

// Findings that failed at the last review and pass now.
std::vector<Finding> goneSince(const Review &last, const std::vector<Finding> &now);

} // namespace spillway
