#pragma once
// The four lanes of the workstation over a SyntheticOutage, as the page would specify them.

#include "charts/lanespec.h"
#include "syntheticoutage.h"
#include "theme.h"

namespace spillway {

inline LineSpec lineOf(Metric metric, const QString &label, const QColor &colour) {
    return {.series = SyntheticOutage::id(metric), .label = label, .colour = colour};
}

inline LaneSpec hitRatioLane(const Theme &theme) {
    LaneSpec spec;
    spec.title = QStringLiteral("Cache hit ratio");
    spec.unit = Unit::Ratio;
    spec.lines = {lineOf(Metric::HitRatio, QStringLiteral("hit ratio"), theme.cache)};
    spec.lines.front().width = 2;
    spec.usual = BandSpec{SyntheticOutage::id(Metric::UsualHitRatioLow),
                          SyntheticOutage::id(Metric::UsualHitRatioHigh), theme.cache};
    spec.endpoints = {SyntheticOutage::cache};
    return spec;
}

inline LaneSpec loadLane(const Theme &theme) {
    LaneSpec spec;
    spec.title = QStringLiteral("Database load, and what causes it");
    spec.preface = QStringLiteral("average active sessions");
    spec.unit = Unit::Sessions;
    spec.lines = {lineOf(Metric::Load, QStringLiteral("load"), theme.text)};
    spec.stack =
        StackSpec{SyntheticOutage::id(Metric::Load),
                  {lineOf(Metric::LoadUsual, QStringLiteral("usual"), theme.usual),
                   lineOf(Metric::LoadTraffic, QStringLiteral("traffic"), theme.traffic),
                   lineOf(Metric::LoadCache, QStringLiteral("cache misses"), theme.cache),
                   lineOf(Metric::LoadQueryCost, QStringLiteral("query cost"), theme.database),
                   lineOf(Metric::LoadBackground, QStringLiteral("other clients"), theme.otherClients)}};
    spec.counterfactual =
        lineOf(Metric::LoadAtUsualHitRatio, QStringLiteral("at the usual hit ratio"), theme.text);
    spec.counterfactual->stroke = Stroke::Dotted;
    spec.endpoints = {SyntheticOutage::database};
    return spec;
}

inline LaneSpec lookupsLane(const Theme &theme) {
    LaneSpec spec;
    spec.title = QStringLiteral("Lookups and misses");
    spec.preface = QStringLiteral("per second");
    spec.unit = Unit::PerSecond;
    spec.lines = {lineOf(Metric::Lookups, QStringLiteral("lookups"), theme.traffic),
                  lineOf(Metric::Misses, QStringLiteral("misses"), theme.cache)};
    spec.endpoints = {SyntheticOutage::cache};
    return spec;
}

inline LaneSpec evictionsLane(const Theme &theme) {
    LaneSpec spec;
    spec.title = QStringLiteral("Evictions");
    spec.preface = QStringLiteral("per second");
    spec.unit = Unit::PerSecond;
    spec.lines = {lineOf(Metric::Evictions, QStringLiteral("evictions"), theme.otherClients)};
    spec.endpoints = {SyntheticOutage::cache};
    return spec;
}

inline std::vector<Limit> hitRatioLimits(const Theme &theme) {
    return {{0.80, QStringLiteral("warning < 80 % for 30 s"), theme.warning, Limit::BadSide::Below},
            {0.60, QStringLiteral("critical < 60 %"), theme.critical, Limit::BadSide::Below}};
}

inline std::vector<Limit> loadLimits(const Theme &theme) {
    return {{16, QStringLiteral("capacity 16 (cores)"), theme.critical, Limit::BadSide::Above}};
}

} // namespace spillway
