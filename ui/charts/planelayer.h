#pragma once
// The marks of the plane, as one graphics item above the chart's grid. Owned by the plane's chart.

#include "planepicture.h"
#include "theme.h"
#include "valuescale.h"

#include <QGraphicsItem>

namespace spillway {

class PlaneLayer : public QGraphicsItem {
public:
    PlaneLayer(QGraphicsItem *chart, const Theme &theme);

    void setTheme(const Theme &theme);
    void show(const QRect &area, const ValueScale &load, const PlaneSpec &spec, const PlanePicture &picture);
    std::vector<QRectF> labelPlaces() const; // in the scene

    // The plot and, on its left and below it, the axes' titles.
    QRectF boundingRect() const override;
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

private:
    struct Label {
        QString text;
        QColor colour;
        QRectF place; // empty: no room
    };
    QPointF map(const QPointF &point) const;
    void placeLabels();
    void paintUsual(QPainter &painter) const;
    void paintCapacity(QPainter &painter) const;
    void paintTrail(QPainter &painter) const;
    void paintPoints(QPainter &painter) const;
    void paintAxisTitles(QPainter &painter) const;

    Theme m_theme;
    QRect m_area;
    ValueScale m_load;
    PlaneSpec m_spec;
    PlanePicture m_picture;
    std::vector<Label> m_labels;
};

} // namespace spillway
