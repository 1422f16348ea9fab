#pragma once
// A stretch of the week in which alerts give no notices, by the configuration file: a backup, a nightly load.
// Times are UTC, like all times of Spillway. Pure.

#include "instant.h"

#include <array>
#include <optional>

namespace spillway {

struct Silence {
    QString stack;                                                      // selector; empty = every stack
    QString rule;                                                       // selector; empty = every rule
    std::array<bool, 7> days{true, true, true, true, true, true, true}; // Monday first; of its beginning
    int from = 0;                                                       // minutes after midnight
    int to = 24 * 60; // not later than `from`: of the next day
    QString reason;

    bool concerns(const QString &ofStack, const QString &ofRule) const;
    // When the silence that holds at that time ends; nullopt when none holds.
    std::optional<Instant> endAt(Instant at) const;

    friend bool operator==(const Silence &, const Silence &) = default;
};

} // namespace spillway
