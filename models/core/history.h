#pragma once
// The bounded store of all derived samples of a run, and of the stretches without data. Owned by the
// Engine; views read it by window. Memory: 4.54 bytes per slot and series.

#include "metric.h"
#include "series.h"

#include <map>
#include <vector>

namespace spillway {

// A stretch in which an endpoint gave no data, with the reason in words.
struct Gap {
    EndpointId endpoint = 0;
    Instant from;
    Instant to; // moves with the frames while it lasts
    QString reason;
    friend bool operator==(const Gap &, const Gap &) = default;
};

class History {
public:
    History(Duration step, Duration keep);

    void append(const Sample &sample);
    // A failed poll at `at` of an endpoint: begins a gap or prolongs the open one.
    void noteGap(EndpointId endpoint, Instant from, Instant at, const QString &reason);
    void endGap(EndpointId endpoint, Instant at);

    bool isEmpty() const { return m_series.empty(); }
    Duration step() const { return m_step; }
    Instant oldest() const { return m_oldest; } // of any sample still kept
    Instant newest() const { return m_newest; }

    const Series *series(const SeriesId &id) const; // null when it never had a sample
    std::vector<SeriesId> seriesIds() const;
    std::optional<double> valueAt(const SeriesId &id, Instant at) const;
    // The newest value, unless it is older than maxAge before `now`.
    std::optional<double> latest(const SeriesId &id, Instant now, Duration maxAge) const;
    // One Column per pixel over [from, to), oldest first. A column covers whole slots.
    std::vector<Column> window(const SeriesId &id, Instant from, Instant to, int columns) const;
    const std::vector<Gap> &gaps() const { return m_gaps; } // ordered by start

private:
    Duration m_step;
    Duration m_keep;
    Instant m_oldest;
    Instant m_newest;
    std::map<SeriesId, Series> m_series;
    std::vector<Gap> m_gaps;
    std::map<EndpointId, size_t> m_openGaps; // positions in m_gaps
};

} // namespace spillway
