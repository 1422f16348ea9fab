#pragma once
// What the pointer and the keyboard put on a lane: the common crosshair with a dot on each line, and the
// stretch that a brush marks. Owned by the chart.

#include "lanespec.h"
#include "plotlayer.h"
#include "theme.h"
#include "timewindow.h"

namespace spillway {

class CursorLayer : public PlotLayer {
public:
    struct Dot {
        double value;
        QColor colour;
        friend bool operator==(const Dot &, const Dot &) = default;
    };

    CursorLayer(QGraphicsItem *chart, const Theme &theme);

    void setTheme(const Theme &theme);
    // nullopt hides the crosshair.
    void show(const Plot &plot, std::optional<Instant> at, const std::vector<Dot> &dots,
              std::optional<TimeSpan> brush);

    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

private:
    void repaintCursor();

    Theme m_theme;
    std::optional<Instant> m_at;
    std::vector<Dot> m_dots;
    std::optional<TimeSpan> m_brush;
};

} // namespace spillway
