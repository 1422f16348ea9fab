#pragma once
// The usual band of a lane: from a lower to a higher series, both of which move slowly. Owned by the chart.

#include "lanespec.h"
#include "plotlayer.h"
#include "renewal.h"

namespace spillway {

class BandLayer : public PlotLayer {
public:
    explicit BandLayer(QGraphicsItem *chart);

    void setBand(const std::optional<BandSpec> &band, Duration cadence);
    void show(const History &history, const Plot &plot);
    void reset();

    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

private:
    struct Rows {
        int top = 0;
        int bottom = 0;
        friend bool operator==(const Rows &, const Rows &) = default;
    };

    std::optional<BandSpec> m_band;
    Duration m_cadence{1000};
    Renewer m_renewer;
    std::vector<Rows> m_columns;
};

} // namespace spillway
