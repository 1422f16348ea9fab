#pragma once
// Asks a probe once, as the poller does: with a deadline, at which the question is dropped.

#include "heartbeat.h"
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

// Does the event loop turn at least every 100 ms while this goes on? A busy machine may well delay one
// run, but a call that blocks delays all five.
inline bool keepsTurning(const std::function<void()> &action) {
    for (int run = 0; run < 5; ++run) {
        Heartbeat heartbeat;
        action();
        if (heartbeat.longestGap() < std::chrono::milliseconds(100))
            return true;
    }
    return false;
}

} // namespace spillway
