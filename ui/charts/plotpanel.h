#pragma once
// A panel with a title, a read-out and one plot: what a lane and the plane have in common. The chart gives
// axes, grid and labels; the marks are layers above it. The plot's area is pinned to whole pixels at given
// margins, so that panels in a column have their edges exactly aligned and no label ever moves a plot.

#include "theme.h"
#include "valuescale.h"

#include <QChartView>

class QCategoryAxis;

namespace spillway {

class PanelHeader;

class PlotPanel : public QChartView {
    Q_OBJECT
public:
    explicit PlotPanel(const Theme &theme, QWidget *parent = nullptr);

    QString title() const;
    QString readout() const;
    QRect plotArea() const { return m_area; }
    const Theme &theme() const { return m_theme; }
    void setTheme(const Theme &theme);

    // From the panel's edges to the plot.
    const QMargins &plotMargins() const { return m_margins; }
    void setPlotMargins(const QMargins &margins);
    // Everything, text included, this much larger: for a screen that is read from afar. Margins and the
    // plot's area are in the panel's own units.
    void setEnlargement(qreal factor);

protected:
    void setTitle(const QString &title);
    void setReadout(const QString &readout);
    // Device pixels per unit of the scene, and the panel's size in those units.
    qreal density() const { return devicePixelRatioF() * m_enlargement; }
    QSize sceneSize() const { return (QSizeF(size()) / m_enlargement).toSize(); }
    // Between title and read-out, in the scene.
    QRectF headerRoom() const;
    // Grid lines and labels at the scale's round values.
    void setValueAxis(const ValueScale &scale, Unit unit);
    void setAcrossAxis(const ValueScale &scale, Unit unit, const QString &suffix);
    // The area, the density or the theme is another one.
    virtual void relayout() = 0;

    void resizeEvent(QResizeEvent *event) override;
    void wheelEvent(QWheelEvent *event) override; // left to a scrolling page
    void drawBackground(QPainter *painter, const QRectF &rect) override;

private:
    QCategoryAxis *makeAxis(Qt::Alignment side);
    void pinPlot();
    void applyTheme();

    Theme m_theme;
    qreal m_enlargement = 1;
    QMargins m_margins{52, 36, 16, 14};
    QRect m_area;
    PanelHeader *m_header;
    QCategoryAxis *m_upAxis = nullptr;
    QCategoryAxis *m_acrossAxis = nullptr;
};

} // namespace spillway
