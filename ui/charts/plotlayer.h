#pragma once
// One kind of marks on a plot, as a graphics item above the chart's grid. A layer is told the plot, keeps
// what it has drawn, and asks for a repaint of exactly what changed; when nothing did, of nothing. Owned
// by the chart that it is an item of.

#include "plot.h"

#include <QGraphicsItem>

namespace spillway {

class PlotLayer : public QGraphicsItem {
public:
    // In the order in which they lie over each other.
    enum class Depth { Gaps = 20, Band, Areas, Lines, Limits, Flags, Cursor };

    PlotLayer(QGraphicsItem *chart, Depth depth);

    QRectF boundingRect() const override { return m_bounds; }
    const Plot &plot() const { return m_plot; }

protected:
    // Takes the plot; `around` is what the layer needs beyond the plot's area. True if it is another plot
    // than before, and then the whole layer is repainted.
    bool takePlot(const Plot &plot, const QMargins &around = {});
    // Device columns counted from the left edge of the plot.
    void repaintColumns(double from, double to);
    // Lets `painter` draw in device pixels with the origin at the plot's top left device pixel, clipped to
    // the plot. Restores itself at the end of its scope.
    class DevicePixels {
    public:
        DevicePixels(QPainter &painter, const Plot &plot);
        ~DevicePixels();
        // The device columns that are to be painted.
        int firstColumn(const QRectF &exposed) const;
        int endColumn(const QRectF &exposed) const;

    private:
        Q_DISABLE_COPY_MOVE(DevicePixels)
        QPainter &m_painter;
        const Plot &m_plot;
    };

private:
    Plot m_plot;
    QRectF m_bounds;
};

} // namespace spillway
