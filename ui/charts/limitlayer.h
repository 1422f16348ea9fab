#pragma once
// The thresholds and the capacity of a lane as dashed lines, each with its words on the side where it is bad
// to be, and the value of the counterfactual at the right end. Labels never overlap. Owned by the chart.

#include "lanespec.h"
#include "plotlayer.h"
#include "theme.h"

namespace spillway {

class LimitLayer : public PlotLayer {
public:
    LimitLayer(QGraphicsItem *chart, const Theme &theme);

    void setTheme(const Theme &theme);
    void setLimits(const std::vector<Limit> &limits);
    // What else lies in the plot and must not be covered, in the scene.
    void setBlocked(const QRectF &blocked);
    // At the right end, on the line at `value`; an empty text shows nothing.
    void setEndLabel(const QString &text, double value);
    void show(const Plot &plot);

    const std::vector<QRectF> &labelPlaces() const { return m_places; }

    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

private:
    void placeLabels();
    void paintLines(QPainter &painter) const;

    Theme m_theme;
    std::vector<Limit> m_limits;
    QString m_endText;
    double m_endValue = 0;
    QRectF m_blocked;
    std::vector<QRectF> m_places; // of the limits' labels, then of the end label; empty = no room
};

} // namespace spillway
