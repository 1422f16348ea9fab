#include "sparkline.h"

#include <QLineF>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <vector>

namespace spillway {

SparklineRange sparklineRange(std::span<const float> values, float least) {
    SparklineRange range{0, 0};
    bool first = true;
    for (const float value : values) {
        if (std::isnan(value))
            continue;
        range.low = first ? value : std::min(range.low, value);
        range.high = first ? value : std::max(range.high, value);
        first = false;
    }
    const float lacking = std::max(least - (range.high - range.low), 0.0F);
    range.low -= lacking / 2;
    range.high += lacking / 2;
    return range;
}

void drawSparkline(QPainter &painter, const QRectF &where, std::span<const float> values,
                   const SparklineRange &range, const QColor &colour, qreal width) {
    const float span = range.high - range.low;
    if (values.size() < 2 || !(span > 0))
        return;
    const QRectF inner = where.adjusted(width / 2, width / 2, -width / 2, -width / 2);
    const auto point = [&](size_t i) {
        const qreal x =
            inner.left() + inner.width() * static_cast<qreal>(i) / static_cast<qreal>(values.size() - 1);
        return QPointF(x, inner.bottom() - inner.height() * (values[i] - range.low) / span);
    };
    std::vector<QLineF> segments;
    for (size_t i = 0; i < values.size(); ++i) {
        if (std::isnan(values[i]))
            continue;
        const bool begins = i == 0 || std::isnan(values[i - 1]);
        const bool ends = i + 1 == values.size() || std::isnan(values[i + 1]);
        if (!begins || ends)
            segments.emplace_back(begins ? point(i) : point(i - 1), point(i));
    }
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colour, width, Qt::SolidLine, Qt::SquareCap));
    painter.drawLines(segments.data(), static_cast<int>(segments.size()));
    painter.restore();
}

} // namespace spillway
