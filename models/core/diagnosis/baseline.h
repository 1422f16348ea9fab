#pragma once
// What is usual for one quantity of a stack: the median and the relative spread (1.4826 * MAD of the
// logarithm) of its quiet samples of the last ten minutes. Incident seconds are never fed, so an
// incident does not become the usual. Owned by the Diagnosis.

#include "instant.h"

#include <deque>
#include <optional>
#include <vector>

namespace spillway {

struct Level {
    double median = 0;
    double mean = 0;   // of values drawn in to the 10 % and 90 % quantiles
    double spread = 0; // of one sample; relative, at least 2 %
    double slow = 0;   // of means over eight samples: what does not average out
    double low = 0;    // 5 % and 95 % quantiles
    double high = 0;

    double spreadOver(double samples) const; // of a mean
};

class Baseline {
public:
    // floor: added before taking logarithms, in the quantity's own unit, so that values near zero do not
    // look like leaps (1 per second, 0.05 sessions).
    explicit Baseline(double floor)
        : m_floor(floor) {}

    void learn(Instant at, double value);
    // Makes the level anew from samples older than `before`; keeps the old one while there are too few.
    void update(Instant before);
    // Samples at or after `from` belong to an incident after all.
    void forgetSince(Instant from);
    // Moves the learned level to `factor` times itself, at most to `highest`; the next update undoes it.
    void shift(double factor, double highest);

    const std::optional<Level> &level() const { return m_level; }
    // How far a mean over `seconds` lies from the usual, in spreads; counts add Poisson noise.
    double deviation(double value, double seconds, bool isCount) const;

private:
    double slowSpread(Instant before, double centre, double spread);
    struct Point {
        Instant at;
        double value;
    };
    double m_floor;
    std::deque<Point> m_points;
    std::optional<Level> m_level;
    double m_shift = 1;
    std::vector<double> m_scratch;
};

} // namespace spillway
