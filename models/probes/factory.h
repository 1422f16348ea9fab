#pragma once
// The probe that fits an endpoint. Pure, apart from making it: nothing is contacted.

#include "endpoint.h"
#include "outcome.h"
#include "probe.h"

#include <memory>

namespace spillway {

// Fails in words for a kind of server or a source of passwords that is not supported.
Outcome<std::unique_ptr<Probe>> makeProbe(const Endpoint &endpoint);

} // namespace spillway
