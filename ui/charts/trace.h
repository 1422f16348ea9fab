#pragma once
// One series read as a line: which of its samples are joined, and where it is broken. Neighbouring samples
// are joined unless they are further apart than two and a half times the cadence, or nothing lies between
// them but a known gap. Cheap to make; lives for one look at the history.

#include "history.h"

#include <optional>
#include <span>

namespace spillway {

class Trace {
public:
    Trace(const History &history, const SeriesId &id, Duration cadence,
          std::span<const EndpointId> endpoints);

    const Series *series() const { return m_series; } // null when it never had a sample
    Duration step() const { return m_history.step(); }
    qint64 reach() const { return m_reach; } // the furthest distance of joined samples, in slots

    bool isJoined(qint64 before, qint64 after) const;
    // The joined samples on both sides of a real-valued slot number; nullopt where the line is broken.
    struct Neighbours {
        qint64 before;
        qint64 after; // equal to `before` exactly on a sample
        double share; // of the way from one to the other
    };
    std::optional<Neighbours> neighbours(double slot) const;
    std::optional<double> valueAt(double slot) const;
    // The sample that stands for an instant: its own, or the one before if the line goes on from there or
    // the next is not due yet.
    std::optional<double> sampleAt(Instant at) const;

private:
    bool isGapWithin(qint64 before, qint64 after) const;

    const History &m_history;
    const Series *m_series;
    qint64 m_every; // slots from one sample to the next
    qint64 m_reach;
    std::span<const EndpointId> m_endpoints;
};

} // namespace spillway
