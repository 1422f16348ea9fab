#pragma once
// The lines of a lane. With several samples per device pixel column, a line is one span per column from its
// lowest to its highest, joined to both neighbours, kept between looks and filled without antialiasing; with
// fewer, its samples are stroked one by one. A gap is never bridged. Owned by the chart.

#include "lanespec.h"
#include "plotlayer.h"
#include "renewal.h"

namespace spillway {

class SpanLayer : public PlotLayer {
public:
    SpanLayer(QGraphicsItem *chart, Depth depth = Depth::Lines);

    void setLines(const std::vector<LineSpec> &lines, Duration cadence, std::vector<EndpointId> endpoints);
    void show(const History &history, const Plot &plot);
    void reset(); // the history is another one

    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

private:
    // Device rows [top, bottom) from the plot's top; empty where the line is broken.
    struct Span {
        int top = 0;
        int bottom = 0;
        friend bool operator==(const Span &, const Span &) = default;
    };
    struct Line {
        LineSpec spec;
        Renewer renewer;
        std::vector<Span> spans;     // one per column, or
        std::vector<QPointF> points; // one per sample in device pixels; NaN breaks the line
        bool isStroked = false;
    };
    void showSpans(Line &line, const Trace &trace);
    void showPoints(Line &line, const Trace &trace);
    Span spanOf(const Trace &trace, int column, double width) const;
    void fillSpans(QPainter &painter, const Line &line, int from, int to) const;
    void strokePoints(QPainter &painter, const Line &line, int from, int to) const;

    std::vector<Line> m_lines;
    std::vector<EndpointId> m_endpoints;
    Duration m_cadence{1000};
};

} // namespace spillway
