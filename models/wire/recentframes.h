#pragma once
// The newest frames of a live run, held in memory for as long as one may wish afterwards to have recorded
// them. Packed as in a recording, a minute of an endpoint at a time. A value: a copy shares what is packed
// and may go to another thread.

#include "recording/chunk.h"

#include <deque>
#include <map>

namespace spillway {

class RecentFrames {
public:
    static constexpr Duration Reach = std::chrono::minutes(15);
    // Of an endpoint that answers each second with every field that there is, measured with room to spare.
    static constexpr size_t MostBytes = 256 * 1024;

    // In the order in which they came; what is older than the reach before the newest is let go.
    void add(const Frame &frame);
    // In that order again.
    std::vector<Frame> frames() const;
    Instant newest() const { return m_newest; } // of no time before the first frame
    size_t memory() const;                      // bytes, about

private:
    struct Pack {
        Instant to; // the latest of its polls
        QByteArray bytes;
    };
    struct Strand { // of one endpoint
        explicit Strand(EndpointId endpoint)
            : open(endpoint) {}
        std::deque<Pack> packs;
        Chunk open;
    };

    std::map<EndpointId, Strand> m_strands;
    Instant m_newest;
    qint64 m_count = 0; // of all frames so far: their sequence number
};

} // namespace spillway
