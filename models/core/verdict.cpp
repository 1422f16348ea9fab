#include "verdict.h"

#include <array>

namespace spillway {

namespace {

constexpr std::array<const char *, 6> culpritNames{"none",     "cache",      "traffic",
                                                   "database", "background", "unknown"};

constexpr std::array<const char *, 15> causeNames{
    "maxmemory",   "maxmemory-policy", "eviction", "expiry",     "flush",
    "restart",     "cold-keys",        "bypass",   "cache-down", "surge",
    "new-content", "query-cost",       "lock",     "capacity",   "other-clients"};

} // namespace

QString culpritName(Culprit culprit) {
    return QLatin1String(culpritNames[static_cast<size_t>(culprit)]);
}

QString causeName(Cause cause) {
    return QLatin1String(causeNames[static_cast<size_t>(cause)]);
}

std::optional<Cause> causeFromName(const QString &name) {
    for (size_t i = 0; i < causeNames.size(); ++i)
        if (name == QLatin1String(causeNames[i]))
            return static_cast<Cause>(i);
    return std::nullopt;
}

} // namespace spillway
