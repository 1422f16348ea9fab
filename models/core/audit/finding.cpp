#include "audit/finding.h"

#include <array>

namespace spillway {

namespace {

constexpr std::array gravities{"info", "low", "medium", "high", "critical"};
constexpr std::array rulings{"pass", "fail", "unknown"};

} // namespace

QString gravityName(Gravity gravity) {
    return QLatin1String(gravities[static_cast<size_t>(gravity)]);
}

QString rulingName(Ruling ruling) {
    return QLatin1String(rulings[static_cast<size_t>(ruling)]);
}

std::optional<Ruling> rulingFromName(const QString &name) {
    for (size_t i = 0; i < rulings.size(); ++i)
        if (name == QLatin1String(rulings[i]))
            return static_cast<Ruling>(i);
    return std::nullopt;
}

} // namespace spillway
