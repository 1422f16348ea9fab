#pragma once
// The bounded store of all derived samples of a run, and of the stretches without data. Owned by the
// Engine; views read it by window. Memory: about 4.6 bytes per slot and series.

#include "metric.h"
#include "series.h"

#include <map>
#include <vector>

namespace spillway {

// A stretch in which an endpoint gave no data, with the reason in words.
struct Gap {
    EndpointId endpoint = 0;
    Instant from;
    Instant to; // the newest frame while it lasts
    QString reason;
    friend bool operator==(const Gap &, const Gap &) = default;
};

class History {
public:
    History(Duration step, Duration keep);

    void append(const Sample &sample);
    void openGap(EndpointId endpoint, Instant at, const QString &reason);
    void extendGap(EndpointId endpoint, Instant at);
    void closeGap(EndpointId endpoint, Instant at);

    bool isEmpty() const { return m_series.empty(); }
    Instant oldest() const; // of any sample
    Instant newest() const;
    Duration step() const { return m_step; }

    const Series *series(const SeriesId &id) const; // null when it never had a sample
    std::vector<SeriesId> seriesIds() const;
    std::optional<double> valueAt(const SeriesId &id, Instant at) const;
    // The newest value, unless it is older than maxAge before `now`.
    std::optional<double> latest(const SeriesId &id, Instant now, Duration maxAge) const;
    // One Column per pixel, oldest first; columns are aligned to whole slots.
    std::vector<Column> window(const SeriesId &id, Instant from, Instant to, int columns) const;
    const std::vector<Gap> &gaps() const { return m_gaps; } // ordered by start

private:
    Duration m_step;
    qint64 m_capacity;
    std::map<SeriesId, Series> m_series;
    std::vector<Gap> m_gaps;
    std::map<EndpointId, size_t> m_openGaps;
};

} // namespace spillway
