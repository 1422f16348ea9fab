#pragma once
// How well Spillway itself does. Values; measured by whoever owns what they are about.

#include "instant.h"

#include <QString>

#include <optional>
#include <vector>

namespace spillway {

struct Vitals {
    std::optional<qint64> polls;          // answered or failed, each one a frame; unset: nothing is polled
    std::optional<qint64> missed;         // slots that could not start in time
    std::optional<double> refreshMs;      // to bring the visible views up to date: the last time
    std::optional<double> worstRefreshMs; // and the longest
    std::optional<qint64> memory;         // resident bytes

    friend bool operator==(const Vitals &, const Vitals &) = default;
};

struct VitalText {
    QString name;
    QString value;
    friend bool operator==(const VitalText &, const VitalText &) = default;
};
// "Polls missed" "3 of 86 400 (0.0 %)"
std::vector<VitalText> vitalTexts(const Vitals &vitals);

// Of this process; unset where the system does not say.
std::optional<qint64> residentMemory();

} // namespace spillway
