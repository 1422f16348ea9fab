#pragma once
// Samples of the last stretch of time, added up: total over weight. That keeps a windowed ratio the
// ratio of summed counters, never an average of ratios. Times come from the samples.

#include "metric.h"

#include <deque>
#include <optional>

namespace spillway {

class WindowSum {
public:
    explicit WindowSum(Duration window)
        : m_window(window) {}

    void add(const Sample &sample);
    // Forgets what is older than the window before `now`.
    void expire(Instant now);
    void clear();

    std::optional<double> value() const; // nullopt: no sample in the window
    double total() const { return m_total; }
    double weight() const { return m_weight; }
    std::optional<Instant> newest() const;
    Duration window() const { return m_window; }

private:
    struct Part {
        Instant at;
        double total;
        double weight;
    };
    void sumAgain();

    Duration m_window;
    std::deque<Part> m_parts;
    double m_total = 0;
    double m_weight = 0;
    int m_sinceSum = 0; // removals since the sums were made afresh
};

} // namespace spillway
