#pragma once
// Asks several Redis servers as one endpoint: the primary that a Sentinel names, or all nodes of a cluster.
// Where they are is asked anew every fifteen seconds, and after each failure. A node that does not answer
// makes the whole unknown: the sum of the others would be a lower number. Owned by the poller; GUI thread.

#include "rosterprobe.h"
#include "tiers.h"

#include <map>
#include <memory>

namespace spillway {

class RedisProbe;

class GroupProbe : public Probe {
    Q_OBJECT
public:
    // `sentinel`: the name of the primary; empty: a cluster.
    GroupProbe(const Endpoint &endpoint, const QString &sentinel, QObject *parent = nullptr);
    ~GroupProbe() override;

    void poll() override;
    void abort() override;
    QString waitingFor() const override;

private:
    struct Node;

    void takeRoster(const Outcome<Reading> &outcome);
    void renewNodes();
    void askNodes();
    void take(Node &node, const Outcome<Reading> &outcome);
    void fail(const Failure &failure);

    Endpoint m_endpoint;
    RosterProbe m_roster;
    Tiers m_tiers;
    bool m_asksRoster = false;
    std::map<NodeAddress, std::unique_ptr<Node>> m_nodes;
    size_t m_open = 0; // nodes that have not answered yet
};

} // namespace spillway
