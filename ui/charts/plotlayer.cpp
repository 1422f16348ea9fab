#include "plotlayer.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace spillway {

PlotLayer::PlotLayer(QGraphicsItem *chart, Depth depth)
    : QGraphicsItem(chart) {
    setZValue(static_cast<qreal>(depth));
    setFlag(ItemUsesExtendedStyleOption); // paint() is told what is exposed
    setAcceptedMouseButtons(Qt::NoButton);
}

bool PlotLayer::takePlot(const Plot &plot, const QMargins &around) {
    const QRectF bounds = plot.area.marginsAdded(around);
    if (bounds != m_bounds) {
        prepareGeometryChange();
        m_bounds = bounds;
    }
    if (plot == m_plot)
        return false;
    m_plot = plot;
    update();
    return true;
}

void PlotLayer::repaintColumns(double from, double to) {
    const qreal left = std::max(std::floor(from), 0.0) / m_plot.density;
    const qreal right = std::min(std::ceil(to), static_cast<double>(m_plot.time.count)) / m_plot.density;
    if (right > left)
        update(QRectF(m_plot.area.left() + left, m_plot.area.top(), right - left, m_plot.area.height()));
}

PlotLayer::DevicePixels::DevicePixels(QPainter &painter, const Plot &plot)
    : m_painter(painter)
    , m_plot(plot) {
    painter.save();
    painter.setClipRect(plot.area, Qt::IntersectClip);
    painter.translate(plot.area.topLeft());
    painter.scale(1 / plot.density, 1 / plot.density);
    // With a fractional density the corner may lie between two device pixels.
    const QPointF corner = painter.deviceTransform().map(QPointF(0, 0));
    painter.translate(std::round(corner.x()) - corner.x(), std::round(corner.y()) - corner.y());
}

PlotLayer::DevicePixels::~DevicePixels() {
    m_painter.restore();
}

int PlotLayer::DevicePixels::firstColumn(const QRectF &exposed) const {
    return std::max(static_cast<int>(std::floor((exposed.left() - m_plot.area.left()) * m_plot.density)), 0);
}

int PlotLayer::DevicePixels::endColumn(const QRectF &exposed) const {
    return std::min(static_cast<int>(std::ceil((exposed.right() - m_plot.area.left()) * m_plot.density)),
                    m_plot.time.count);
}

} // namespace spillway
