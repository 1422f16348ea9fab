#include "expectation.h"

#include <algorithm>

namespace spillway {

QString deviation(const Expectation &expectation, const std::vector<Firing> &firings) {
    if (!expectation.fires)
        return firings.empty() ? QString()
                               : QStringLiteral("fires at %1, expected never to fire")
                                     .arg(firings.front().from.clockText());
    if (firings.empty())
        return QStringLiteral("never fires, expected to fire");
    const Instant from = firings.front().from;
    if (expectation.firesBy && from > *expectation.firesBy)
        return QStringLiteral("fires at %1, expected by %2")
            .arg(from.clockText(), expectation.firesBy->clockText());
    if (expectation.firesAfter && from < *expectation.firesAfter)
        return QStringLiteral("fires at %1, expected not before %2")
            .arg(from.clockText(), expectation.firesAfter->clockText());
    if (!expectation.resolvesBy)
        return {};
    const QString wanted = expectation.resolvesBy->clockText();
    Instant last = from;
    for (const Firing &firing : firings) {
        if (!firing.to)
            return QStringLiteral("still fires at the end, expected to resolve by %1").arg(wanted);
        last = std::max(last, *firing.to);
    }
    return last <= *expectation.resolvesBy
               ? QString()
               : QStringLiteral("resolves at %1, expected by %2").arg(last.clockText(), wanted);
}

} // namespace spillway
