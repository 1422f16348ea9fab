#pragma once
// A point in time as data: milliseconds since 1970-01-01 UTC. Nothing in this layer reads a clock;
// every Instant comes from a frame, so that live and replay run the same code.

#include <QString>

#include <chrono>
#include <compare>
#include <optional>

namespace spillway {

using Duration = std::chrono::milliseconds;
using namespace std::chrono_literals;

struct Instant {
    Duration sinceEpoch{0};

    static constexpr Instant fromMs(qint64 ms) { return {Duration{ms}}; }
    constexpr qint64 ms() const { return sinceEpoch.count(); }

    // ISO 8601 in UTC with milliseconds, "2024-03-03T09:58:12.000Z".
    QString toIso() const;
    // Accepts ISO 8601 with a zone ("Z" or an offset); nullopt for anything else.
    static std::optional<Instant> fromIso(const QString &text);
    // Time of day in UTC, "09:58:12".
    QString clockText() const;

    friend constexpr auto operator<=>(const Instant &, const Instant &) = default;
    friend constexpr Instant operator+(Instant i, Duration d) { return {i.sinceEpoch + d}; }
    friend constexpr Instant operator-(Instant i, Duration d) { return {i.sinceEpoch - d}; }
    friend constexpr Duration operator-(Instant a, Instant b) { return a.sinceEpoch - b.sinceEpoch; }
};

constexpr double toSeconds(Duration d) {
    return static_cast<double>(d.count()) / 1000.0;
}

} // namespace spillway
