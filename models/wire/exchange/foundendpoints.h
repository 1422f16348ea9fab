#pragma once
// The endpoints that an import comes across, and what a configuration for them is: their stacks, their
// cadence as it was seen, the built-in rules. Owned by an import.

#include "configuration.h"

#include <map>
#include <optional>
#include <vector>

namespace spillway {

class FoundEndpoints {
public:
    // The same stack and name is the same endpoint. Nullopt when there are more than ids.
    std::optional<EndpointId> take(const QString &stack, const QString &name, EndpointKind kind, Role role);
    void notePoll(EndpointId endpoint, Instant at); // in the order of time for each endpoint

    const Endpoint &endpoint(EndpointId id) const { return m_found[id].endpoint; }
    size_t size() const { return m_found.size(); }
    QString stackOf(EndpointId id) const { return m_found[id].stack; }

    // With `recorded` that one, where it knows all that were found; `ids` then says which of its endpoints
    // each is. `vcpu`: of databases of which nothing else is known.
    Configuration configuration(const std::optional<Configuration> &recorded, std::optional<double> vcpu,
                                std::vector<EndpointId> &ids) const;

private:
    struct Found {
        QString stack;
        Endpoint endpoint;
        std::optional<Instant> last;
        std::map<qint64, qint64> intervals; // in tenths of a second -> how often
    };
    static Duration cadence(const Found &found);

    std::vector<Found> m_found;
};

} // namespace spillway
