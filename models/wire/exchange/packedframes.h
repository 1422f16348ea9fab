#pragma once
// Frames kept until it is known how their recording begins, packed as in a recording: a day of ten
// endpoints at one second is some tens of megabytes. Owned by an import.

#include "recording/chunk.h"

#include <functional>
#include <map>
#include <vector>

namespace spillway {

class PackedFrames {
public:
    void add(const Frame &frame);
    // In the order in which they came, until `take` says false.
    void forEach(const std::function<bool(const Frame &)> &take) const;
    qint64 size() const { return m_count; }
    Instant first() const { return m_first; }
    Instant last() const { return m_last; }

private:
    struct Strand { // of one endpoint
        explicit Strand(EndpointId endpoint)
            : open(endpoint) {}
        std::vector<QByteArray> packs;
        Chunk open;
    };

    std::map<EndpointId, Strand> m_strands;
    qint64 m_count = 0; // of all frames so far: their sequence number
    Instant m_first;
    Instant m_last;
};

} // namespace spillway
