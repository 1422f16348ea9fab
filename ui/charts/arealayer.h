#pragma once
// The stacked causes of a lane: one rectangle per part and device pixel column, so that the areas touch
// without seams. In a column of several samples it shows the one with the highest total, whole: parts of
// different samples would not add up. Kept between looks. Owned by the chart.

#include "lanespec.h"
#include "plotlayer.h"
#include "renewal.h"

#include <array>

namespace spillway {

class AreaLayer : public PlotLayer {
public:
    static constexpr size_t mostParts = 8;

    explicit AreaLayer(QGraphicsItem *chart);

    void setStack(const std::optional<StackSpec> &stack, Duration cadence, std::vector<EndpointId> endpoints);
    // Parts that are not visible have no height; the others close up.
    void setVisibleParts(const std::vector<bool> &visible);
    void show(const History &history, const Plot &plot);
    void reset();

    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

private:
    // Device rows of the part's borders, from the bottom of the first up; all equal where broken.
    using Rows = std::array<int, mostParts + 1>;
    using Values = std::array<double, mostParts>;
    std::optional<Values> valuesAt(const Trace &total, int column) const;
    Values partsAt(qint64 slot) const;
    Rows rowsOf(const Trace &total, int column) const;

    std::optional<StackSpec> m_stack;
    std::vector<bool> m_visible;
    std::vector<QColor> m_colours;
    std::vector<EndpointId> m_endpoints;
    Duration m_cadence{1000};
    Renewer m_renewer;
    std::vector<Rows> m_columns;
    std::vector<const Series *> m_parts; // of the look in progress
};

} // namespace spillway
