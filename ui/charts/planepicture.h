#pragma once
// What the plane of hit ratio against load shows at one moment, as a value: two equal pictures need no
// repaint. Made from a History by planePicture(); no clock, no widget.

#include "history.h"

#include <QPointF>
#include <QRectF>

#include <optional>
#include <vector>

namespace spillway {

struct PlaneSpec {
    SeriesId hitRatio;
    SeriesId load;
    Duration cadence{1000}; // of the slower of the two
    std::optional<double> usualHitRatio;
    std::optional<double> usualLoad;
    std::optional<double> capacity; // cores
    friend bool operator==(const PlaneSpec &, const PlaneSpec &) = default;
};

struct PlanePicture {
    struct Point {
        QPointF at;         // x = hit ratio 0..1, y = average active sessions
        double age = 0;     // 0 = now, 1 = about to fade out
        bool joins = false; // a line leads here from the point before
        friend bool operator==(const Point &, const Point &) = default;
    };
    std::vector<Point> trail;          // oldest first
    std::optional<QPointF> now;        // unset while either number is missing
    std::optional<QPointF> picked;     // under the crosshair of the lanes
    std::optional<Duration> silentFor; // since the last point, when there is no `now`
    double highest = 0;                // load, of all that is to be seen
    friend bool operator==(const PlanePicture &, const PlanePicture &) = default;
};

PlanePicture planePicture(const History &history, const PlaneSpec &spec, Instant now, Duration trail,
                          std::optional<Instant> crosshair);
// Where a healthy stack is: misses up to two and a half times, load up to three times the usual.
// x = hit ratio, y = load; nullopt while the usual is unknown.
std::optional<QRectF> usualRegion(const PlaneSpec &spec);

} // namespace spillway
