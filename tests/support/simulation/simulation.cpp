#include "simulation.h"

#include <algorithm>
#include <cmath>

namespace spillway {

namespace {

Endpoint cacheEndpoint(const CacheTraits &traits, StackId stack, Duration every) {
    Endpoint endpoint;
    endpoint.name = traits.name;
    endpoint.kind = EndpointKind::Redis;
    endpoint.role = Role::Cache;
    endpoint.stack = stack;
    endpoint.address.host = traits.name;
    endpoint.address.port = 6379;
    endpoint.every = every;
    return endpoint;
}

Endpoint databaseEndpoint(const DatabaseTraits &traits, double statedCores, StackId stack, Duration every) {
    Endpoint endpoint;
    endpoint.name = traits.name;
    endpoint.kind = EndpointKind::PostgreSql;
    endpoint.role = Role::Database;
    endpoint.stack = stack;
    endpoint.address.host = traits.name;
    endpoint.address.port = 5432;
    endpoint.address.database = QStringLiteral("app");
    endpoint.every = every;
    if (statedCores > 0)
        endpoint.vcpu = traits.cores * statedCores;
    return endpoint;
}

} // namespace

Simulation::Simulation(const std::vector<StackTraits> &stacks, Instant start, Instant end, quint64 seed)
    : m_random(seed)
    , m_end(end) {
    m_configuration.simulated = true;
    m_configuration.rules = builtInRules();
    for (const StackTraits &traits : stacks) {
        const StackId id = StackId(m_stacks.size());
        m_stacks.emplace_back(traits, start, m_random.bits());
        Stack stack{traits.name, {}, {}};
        const auto watch = [&](const Endpoint &endpoint, int position) {
            const EndpointId number = EndpointId(m_configuration.endpoints.size());
            (endpoint.role == Role::Cache ? stack.caches : stack.databases).push_back(number);
            m_configuration.endpoints.push_back(endpoint);
            // Endpoints are spread over the cadence, so that they are not all asked at once.
            const Duration phase{137 * (number % 7) + 11};
            m_polls.push_back({start + phase, {}, {}, position, number, id});
        };
        int position = 0;
        for (const CacheTraits &cache : traits.caches)
            watch(cacheEndpoint(cache, id, traits.every), position++);
        watch(databaseEndpoint(traits.database, traits.statedCores, id, traits.every), position);
        m_configuration.stacks.push_back(stack);
    }
    for (Poll &poll : m_polls)
        plan(poll);
}

void Simulation::plan(Poll &poll) {
    const Truth &truth = m_stacks[poll.stack].truth();
    const bool database = m_configuration.endpoints[poll.endpoint].role == Role::Database;
    // A busy database answers its monitor in milliseconds still, with a long tail.
    const double typical = database ? 1.2 + 0.25 * std::max(0.0, truth.sessions - 12) : 0.6;
    poll.took = Duration(qint64(std::lround(typical * std::exp(0.5 * m_random.normal()))));
    poll.answered = poll.due + poll.took + Duration(m_random.uniform() < 0.3 ? 1 : 0);
}

std::optional<Frame> Simulation::next() {
    const auto first = std::min_element(m_polls.begin(), m_polls.end(), [](const Poll &a, const Poll &b) {
        return std::pair(a.answered, a.endpoint) < std::pair(b.answered, b.endpoint);
    });
    if (first == m_polls.end() || first->answered > m_end)
        return std::nullopt;
    const Poll poll = *first;
    Frame frame{poll.answered, poll.endpoint, poll.took,
                m_stacks[poll.stack].poll(poll.position, poll.answered)};
    first->due = poll.due + m_stacks[poll.stack].traits().every;
    plan(*first);
    return frame;
}

} // namespace spillway
