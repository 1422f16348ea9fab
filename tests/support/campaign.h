#pragma once
// How often the durability tests try: a few times by default, as often as is promised with
// SPILLWAY_CAMPAIGN=full (`./dev campaign`). Either way they print how often, and what came of it.

#include <QString>
#include <QtGlobal>

namespace spillway::test {

inline int roundsOf(int ordinary, int full) {
    return qgetenv("SPILLWAY_CAMPAIGN") == "full" ? full : ordinary;
}
inline void report(const QString &figures) {
    qInfo("%s", qPrintable(figures));
}

} // namespace spillway::test
