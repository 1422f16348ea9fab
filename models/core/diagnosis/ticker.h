#pragma once
// Makes ticks of a stack's samples: the caches' numbers wait for the databases' round, and a tick is
// complete when that comes. A cache that failed twice in a row is unavailable: nobody can look anything
// up, so every read goes to the database. Owned by the Diagnosis.

#include "configuration.h"
#include "diagnosis/tick.h"
#include "frame.h"
#include "metric.h"

#include <map>
#include <optional>
#include <vector>

namespace spillway {

class Ticker {
public:
    Ticker(const Configuration &configuration, StackId stack);

    // The samples of one frame of this stack; the tick that they complete.
    std::optional<Tick> take(const Frame &frame, const std::vector<Sample> &samples);

    bool cacheUnavailable() const;
    // A poll of one failed within the last three: what is known of the caches may be old.
    bool cacheSilent() const { return m_silentFor < 3; }
    // The mean of the load that views and verdicts show; NaN before the first.
    double shownLoad() const { return m_shownLoad; }

private:
    Duration m_every;
    std::map<EndpointId, int> m_failedPolls; // of caches, in a row
    Tick m_cacheSide;                        // the newest cache numbers
    int m_silentFor = 1000;                  // rounds since a poll of a cache failed
    Tick m_previous;
    double m_shownLoad = Tick::none;
};

} // namespace spillway
