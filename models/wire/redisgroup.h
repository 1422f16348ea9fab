#pragma once
// Several Redis servers that are one cache: where they are, as a Sentinel or a node of a cluster tells it,
// and their readings as one. Pure.

#include "outcome.h"
#include "reading.h"
#include "respreply.h"

#include <QByteArrayList>

#include <tuple>
#include <vector>

namespace spillway {

struct NodeAddress {
    QString host; // empty: where it was asked
    quint16 port = 0;
    QString display() const;
    friend bool operator==(const NodeAddress &, const NodeAddress &) = default;
    friend bool operator<(const NodeAddress &a, const NodeAddress &b) {
        return std::tie(a.host, a.port) < std::tie(b.host, b.port);
    }
};

// SENTINEL GET-MASTER-ADDR-BY-NAME: the one primary.
Outcome<std::vector<NodeAddress>> readSentinelPrimary(const RespReply &reply, const QString &name);
// CLUSTER NODES: primaries and replicas that are not known to have failed, in order.
Outcome<std::vector<NodeAddress>> readClusterNodes(const RespReply &reply);

// Counters are summed over all, so that ratios are of the whole; what is stored is that of the primaries;
// what one node does not tell is unknown for all. Not empty.
Reading sumOfReadings(const std::vector<Reading> &nodes);

} // namespace spillway
