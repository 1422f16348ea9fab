#pragma once
// The moments that run through all lanes: a dotted line each, and in the topmost lane a pill with the words,
// if there is room for it between title and read-out; otherwise only its flag. Owned by the chart.

#include "lanespec.h"
#include "plotlayer.h"
#include "theme.h"

namespace spillway {

class FlagLayer : public PlotLayer {
public:
    enum class Labels { Hidden, Shown };

    FlagLayer(QGraphicsItem *chart, const Theme &theme);

    void setTheme(const Theme &theme);
    void setLabels(Labels labels);
    void setFlags(const std::vector<Flag> &flags);
    // `panel` is the whole height a line runs over, `room` where pills may be, in the scene.
    void show(const Plot &plot, const QRectF &panel, const QRectF &room);

    // The flags within a few pixels of this place, oldest first.
    std::vector<Flag> flagsAt(const QPointF &scenePosition) const;
    std::vector<QRectF> pillPlaces() const;

    QRectF boundingRect() const override { return m_bounds; }
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

private:
    struct Pill {
        Flag flag;
        qreal x = 0;
        QRectF place; // empty: hidden
        QString text;
        friend bool operator==(const Pill &, const Pill &) = default;
    };
    void layOut();
    void placeWords(std::vector<Pill> &pills) const;

    Theme m_theme;
    Labels m_labels = Labels::Hidden;
    std::vector<Flag> m_flags;
    std::vector<Pill> m_pills; // of those in sight
    QRectF m_bounds;
    QRectF m_room;
};

// The dotted vertical line of a flag; also drawn between lanes by their group.
void drawFlagLine(QPainter &painter, qreal x, qreal top, qreal bottom, const QColor &colour);

} // namespace spillway
