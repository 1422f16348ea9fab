#pragma once
// Round times below a plot, in UTC, and the time under the crosshair. Replaces QDateTimeAxis, which spreads
// its ticks evenly whatever the time and lays everything out anew on each scroll. Owned by the chart.

#include "plotlayer.h"
#include "theme.h"

#include <QString>

#include <optional>
#include <vector>

namespace spillway {

class TimeRuler : public PlotLayer {
public:
    static constexpr int height = 24; // logical pixels below the plot

    TimeRuler(QGraphicsItem *chart, const Theme &theme);

    void setTheme(const Theme &theme);
    void show(const Plot &plot, std::optional<Instant> crosshair);

    // The places of the labels in sight, in the scene.
    std::vector<QRectF> labelPlaces() const;

    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

private:
    struct Tick {
        Instant at;
        QString text;
        QRectF place;
    };
    void layOut();
    QRectF placeOf(qreal x, const QString &text) const;

    Theme m_theme;
    std::vector<Tick> m_ticks;
    std::optional<Instant> m_crosshair;
};

// The shortest round distance (1, 2, 5, 10, 15, 30 s, minutes, hours, days) that is not below `least`.
Duration roundInterval(Duration least);
// "09:58" or "09:58:10" when ticks are less than a minute apart, "3 Mar" at midnight.
QString tickTime(Instant at, Duration interval);

} // namespace spillway
