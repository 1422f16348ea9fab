#pragma once
// How often the durability tests try: a few times by default, as often as is promised with
// SPILLWAY_CAMPAIGN=full, and then they print what came of it.

#include <QString>
#include <QtGlobal>

namespace spillway::test {

inline bool isFullCampaign() {
    return qgetenv("SPILLWAY_CAMPAIGN") == "full";
}
inline int roundsOf(int ordinary, int full) {
    return isFullCampaign() ? full : ordinary;
}
inline void report(const QString &figures) {
    if (isFullCampaign())
        qInfo("%s", qPrintable(figures));
}

} // namespace spillway::test
