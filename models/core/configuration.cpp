#include "configuration.h"

#include <algorithm>
#include <limits>

namespace spillway {

std::optional<StackId> Configuration::stackNamed(const QString &name) const {
    for (size_t i = 0; i < stacks.size(); ++i)
        if (stacks[i].name == name)
            return static_cast<StackId>(i);
    return std::nullopt;
}

std::optional<EndpointId> Configuration::endpointNamed(const QString &name) const {
    for (size_t i = 0; i < endpoints.size(); ++i)
        if (endpoints[i].name == name)
            return static_cast<EndpointId>(i);
    return std::nullopt;
}

double Configuration::capacityOf(StackId stack) const {
    double sum = 0;
    for (const EndpointId id : stacks[stack].databases)
        sum += endpoints[id].vcpu.value_or(std::numeric_limits<double>::quiet_NaN());
    return sum;
}

Duration Configuration::cadenceOf(StackId stack) const {
    Duration slowest = every;
    for (const Endpoint &endpoint : endpoints)
        if (endpoint.stack == stack)
            slowest = std::max(slowest, endpoint.every);
    return slowest;
}

} // namespace spillway
