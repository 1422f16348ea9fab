#pragma once
// The stretches of a lane in which an endpoint gave no data: hatched, each with its reason. Owned by the
// chart.

#include "lanespec.h"
#include "plotlayer.h"

namespace spillway {

class GapLayer : public PlotLayer {
public:
    explicit GapLayer(QGraphicsItem *chart);

    void setEndpoints(std::vector<EndpointId> endpoints);
    void setColour(const QColor &colour);
    void show(const History &history, const Plot &plot);

    const Gap *gapAt(Instant at) const; // of those in sight
    int count() const { return static_cast<int>(m_gaps.size()); }

    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

private:
    std::vector<EndpointId> m_endpoints;
    QColor m_colour;
    std::vector<Gap> m_gaps; // in sight
};

} // namespace spillway
