#pragma once
// What an engine is told beside its frames, as compact JSON: decisions, and the state that a run begins with.
// For recordings, and for the state that is kept between runs. A reader refuses what it does not know whole.

#include "keptstate.h"

namespace spillway {

constexpr const char *decisionInput = "decision"; // the kinds in a recording
constexpr const char *restoredInput = "restored";

QByteArray toJsonBody(const Decision &decision);
std::optional<Decision> decisionFromJson(Instant at, const QByteArray &body);

QByteArray toJsonBody(const KeptState &state);
std::optional<KeptState> keptStateFromJson(const QByteArray &body);

} // namespace spillway
