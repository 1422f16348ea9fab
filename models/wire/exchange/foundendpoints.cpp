#include "exchange/foundendpoints.h"

#include <algorithm>
#include <limits>

namespace spillway {

namespace {

constexpr qint64 grain = 100;          // milliseconds
constexpr qint64 longestCadence = 600; // seconds; rarer is a gap
constexpr Duration shortestCadence(250);
constexpr Duration usualCadence(15'000); // when there is one poll only

std::optional<std::vector<EndpointId>> idsIn(const Configuration &configuration,
                                             const std::vector<std::pair<QString, QString>> &names) {
    std::vector<EndpointId> ids;
    for (const auto &[stack, name] : names) {
        const auto &all = configuration.endpoints;
        const auto found = std::find_if(all.begin(), all.end(), [&](const Endpoint &endpoint) {
            return endpoint.name == name && configuration.stacks[endpoint.stack].name == stack;
        });
        if (found == all.end())
            return std::nullopt;
        ids.push_back(static_cast<EndpointId>(found - all.begin()));
    }
    return ids;
}

} // namespace

std::optional<EndpointId> FoundEndpoints::take(const QString &stack, const QString &name, EndpointKind kind,
                                               Role role) {
    const auto known = std::find_if(m_found.begin(), m_found.end(), [&](const Found &found) {
        return found.endpoint.name == name && found.stack == stack;
    });
    if (known != m_found.end())
        return static_cast<EndpointId>(known - m_found.begin());
    if (m_found.size() >= std::numeric_limits<EndpointId>::max())
        return std::nullopt;
    Endpoint endpoint;
    endpoint.name = name;
    endpoint.kind = kind;
    endpoint.role = role;
    m_found.push_back({stack, std::move(endpoint), std::nullopt, {}});
    return static_cast<EndpointId>(m_found.size() - 1);
}

void FoundEndpoints::notePoll(EndpointId endpoint, Instant at) {
    Found &found = m_found[endpoint];
    if (found.last && at > *found.last)
        ++found.intervals[std::min((at - *found.last).count() + grain / 2, longestCadence * 1000) / grain];
    found.last = at;
}

// The median of what lay between two polls.
Duration FoundEndpoints::cadence(const Found &found) {
    qint64 all = 0;
    for (const auto &[interval, count] : found.intervals)
        all += count;
    qint64 seen = 0;
    for (const auto &[interval, count] : found.intervals) {
        seen += count;
        if (2 * seen >= all)
            return std::max(Duration(interval * grain), shortestCadence);
    }
    return usualCadence;
}

Configuration FoundEndpoints::configuration(const std::optional<Configuration> &recorded,
                                            std::optional<double> vcpu, std::vector<EndpointId> &ids) const {
    std::vector<std::pair<QString, QString>> names;
    for (const Found &found : m_found)
        names.emplace_back(found.stack, found.endpoint.name);
    if (recorded)
        if (const auto known = idsIn(*recorded, names)) {
            ids = *known;
            return *recorded;
        }
    Configuration configuration;
    ids.clear();
    for (const Found &found : m_found) {
        Endpoint endpoint = found.endpoint;
        endpoint.every = cadence(found);
        if (endpoint.role == Role::Database)
            endpoint.vcpu = vcpu;
        const auto stack = configuration.stackNamed(found.stack);
        if (!stack)
            configuration.stacks.push_back({found.stack, {}, {}});
        endpoint.stack = stack.value_or(static_cast<StackId>(configuration.stacks.size() - 1));
        const auto id = static_cast<EndpointId>(configuration.endpoints.size());
        Stack &owner = configuration.stacks[endpoint.stack];
        (endpoint.role == Role::Cache ? owner.caches : owner.databases).push_back(id);
        configuration.every = ids.empty() ? endpoint.every : std::min(configuration.every, endpoint.every);
        ids.push_back(id);
        configuration.endpoints.push_back(std::move(endpoint));
    }
    configuration.rules = builtInRules();
    return configuration;
}

} // namespace spillway
