#pragma once
// Asks a probe once, as the poller does: with a deadline, at which the question is dropped.

#include "probe.h"
#include "serverprocess.h"

#include <optional>

namespace spillway {

inline std::optional<Outcome<Reading>> ask(Probe &probe, int deadline = 5000) {
    std::optional<Outcome<Reading>> answer;
    const auto connection = QObject::connect(&probe, &Probe::finished,
                                             [&](const Outcome<Reading> &outcome) { answer = outcome; });
    probe.poll();
    if (!waitUntil([&] { return answer.has_value(); }, deadline))
        probe.abort();
    QObject::disconnect(connection);
    return answer;
}

// What it failed with; a Failure that says so when it did not fail.
inline Failure failureOf(const std::optional<Outcome<Reading>> &answer) {
    if (!answer)
        return {FailureKind::NoAnswer, QStringLiteral("(no answer before the deadline)"), QString()};
    return *answer ? Failure{FailureKind::Storage, QStringLiteral("(a reading, no failure)"), QString()}
                   : answer->failure();
}

} // namespace spillway
