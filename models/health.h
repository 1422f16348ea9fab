#pragma once
// How well things are, for the dot and the word beside them: of an endpoint and of an event, in the
// four steps in which the engine states it for a stack.

#include "engine.h"

namespace spillway {

QString healthName(Health health); // translated: "critical"
Health healthOf(EndpointState state);
Health healthOf(Severity severity);
Health healthOf(const Event &event);
Health worse(Health a, Health b); // Healthy < Unknown < Warning < Critical

} // namespace spillway
