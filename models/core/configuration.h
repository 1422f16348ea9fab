#pragma once
// What is watched and by which rules. Ids are positions; they are stable for the life of a
// configuration and of a recording made with it.

#include "endpoint.h"
#include "rule.h"
#include "silence.h"

#include <vector>

namespace spillway {

struct Configuration {
    Duration every{1000}; // default cadence
    std::vector<Stack> stacks;
    std::vector<Endpoint> endpoints;
    std::vector<Rule> rules; // never empty after loading: built-in rules fill in
    std::vector<Silence> silences;
    bool simulated = false; // the data come from a generator; said wherever they are shown

    std::optional<StackId> stackNamed(const QString &name) const;
    std::optional<EndpointId> endpointNamed(const QString &name) const;
    double capacityOf(StackId stack) const;  // sum of vcpu, or NaN when any database has none
    Duration cadenceOf(StackId stack) const; // of its slowest endpoint
};

} // namespace spillway
