#pragma once
// The bounded store of all derived samples of a run, and of the stretches without data. Owned by the
// Engine; views read it by window. Memory: 4.54 bytes per slot and series; at most mostGaps stretches.

#include "metric.h"
#include "series.h"
#include "sharedlist.h"

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

using GapList = SharedList<Gap>;

class History {
public:
    static constexpr size_t mostGaps = 10'000; // the oldest go first; the samples still show them

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
    const GapList &gaps() const { return m_gaps; } // ordered by start

private:
    void addGap(Gap gap);
    Gap *openGap(EndpointId endpoint);

    Duration m_step;
    Duration m_keep;
    Instant m_oldest;
    Instant m_newest;
    std::map<SeriesId, Series> m_series;
    GapList m_gaps;
    size_t m_forgottenGaps = 0;
    std::map<EndpointId, size_t> m_openGaps; // positions in m_gaps, as if none were forgotten
};

} // namespace spillway
