#pragma once
// Where and how a plot is drawn now: its place in the scene, its device pixel columns in time and its
// vertical scale. Handed by the panel to each of its layers; equal plots need no new picture.

#include "columngrid.h"
#include "valuescale.h"

#include <QPointF>
#include <QRect>

namespace spillway {

struct Plot {
    QRect area;        // whole logical pixels
    qreal density = 1; // device pixels per logical pixel
    ColumnGrid time;
    ValueScale values;

    // In device pixels.
    int deviceHeight() const { return static_cast<int>(area.height() * density); }
    int deviceWidth() const { return static_cast<int>(area.width() * density); }
    // In the scene.
    qreal x(Instant at) const { return area.left() + time.x(at) / density; }
    qreal y(double value) const { return area.top() + values.y(value, area.height()); }
    Instant timeAt(qreal x) const { return time.timeAt((x - area.left()) * density); }
    bool shows(Instant at) const { return time.x(at) >= 0 && time.x(at) <= time.count; }

    friend bool operator==(const Plot &, const Plot &) = default;
};

} // namespace spillway
