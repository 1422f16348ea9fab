#include "groupprobe.h"

#include "redisprobe.h"

namespace spillway {

struct GroupProbe::Node {
    explicit Node(const Endpoint &endpoint)
        : probe(endpoint) {}
    RedisProbe probe;
    bool isAsked = false;
    std::optional<Reading> reading;
};

GroupProbe::GroupProbe(const Endpoint &endpoint, const QString &sentinel, QObject *parent)
    : Probe(parent)
    , m_endpoint(endpoint)
    , m_roster(endpoint, sentinel)
    , m_tiers(endpoint.every) {
    m_endpoint.address.options.clear();
    connect(&m_roster, &Probe::finished, this, &GroupProbe::takeRoster);
}

GroupProbe::~GroupProbe() {
    abort();
}

void GroupProbe::poll() {
    m_asksRoster = m_tiers.next() != Tier::Hot;
    if (m_asksRoster)
        m_roster.poll();
    else
        askNodes();
}

void GroupProbe::abort() {
    if (m_asksRoster)
        m_roster.abort();
    m_asksRoster = false;
    for (const auto &[address, node] : m_nodes)
        if (std::exchange(node->isAsked, false))
            node->probe.abort();
    m_open = 0;
    m_tiers.restart();
}

QString GroupProbe::waitingFor() const {
    if (m_asksRoster)
        return m_roster.waitingFor();
    for (const auto &[address, node] : m_nodes)
        if (node->isAsked)
            return node->probe.waitingFor();
    return QStringLiteral("reply");
}

void GroupProbe::takeRoster(const Outcome<Reading> &outcome) {
    m_asksRoster = false;
    if (!outcome)
        return fail(outcome.failure());
    renewNodes();
    askNodes();
}

// Those that are still there keep their connection.
void GroupProbe::renewNodes() {
    std::map<NodeAddress, std::unique_ptr<Node>> now;
    for (const NodeAddress &address : m_roster.nodes()) {
        std::unique_ptr<Node> node;
        if (const auto known = m_nodes.find(address); known != m_nodes.end())
            node = std::move(known->second);
        if (!node) {
            Endpoint endpoint = m_endpoint;
            endpoint.address.port = address.port;
            if (!address.host.isEmpty())
                endpoint.address.host = address.host;
            node = std::make_unique<Node>(endpoint);
            connect(&node->probe, &Probe::finished, this,
                    [this, raw = node.get()](const Outcome<Reading> &outcome) { take(*raw, outcome); });
        }
        now[address] = std::move(node);
    }
    m_nodes = std::move(now);
}

void GroupProbe::askNodes() {
    m_open = m_nodes.size();
    for (const auto &[address, node] : m_nodes) {
        node->reading.reset();
        node->isAsked = true;
        node->probe.poll();
    }
}

void GroupProbe::take(Node &node, const Outcome<Reading> &outcome) {
    node.isAsked = false;
    if (!outcome) {
        Failure failure = outcome.failure();
        for (const auto &[address, other] : m_nodes)
            if (other.get() == &node)
                failure.what = address.display() + QStringLiteral(": ") + failure.what;
        return fail(failure);
    }
    node.reading = *outcome;
    if (--m_open > 0)
        return;
    std::vector<Reading> readings;
    QStringList places;
    for (const auto &[address, each] : m_nodes) {
        readings.push_back(*each->reading);
        places << address.display();
    }
    Reading whole = sumOfReadings(readings);
    whole.settings.insert(QStringLiteral("nodes"), places.join(u' '));
    emit finished(whole);
}

void GroupProbe::fail(const Failure &failure) {
    abort();
    emit finished(failure);
}

} // namespace spillway
