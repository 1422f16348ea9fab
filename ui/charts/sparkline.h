#pragma once
// A course without axes, for lists and tiles. Pure functions on a painter.

#include <QColor>
#include <QRectF>

#include <span>

class QPainter;

namespace spillway {

struct SparklineRange {
    float low;
    float high;
};

// What a sparkline of these values should span: their own range, but never less than `least` so that noise
// stays a ripple.
SparklineRange sparklineRange(std::span<const float> values, float least);
// Values at equal distances, oldest first, the newest at the right edge; NaN breaks the line.
void drawSparkline(QPainter &painter, const QRectF &where, std::span<const float> values,
                   const SparklineRange &range, const QColor &colour, qreal width = 1.5);

} // namespace spillway
