#include "gaplayer.h"

#include "statemark.h"

#include <QPainter>
#include <QStyleOptionGraphicsItem>

#include <algorithm>

namespace spillway {

namespace {

constexpr qreal leastWidth = 2; // a gap of one sample in a day must not vanish

} // namespace

GapLayer::GapLayer(QGraphicsItem *chart)
    : PlotLayer(chart, Depth::Gaps) {}

void GapLayer::setEndpoints(std::vector<EndpointId> endpoints) {
    m_endpoints = std::move(endpoints);
}

void GapLayer::setColour(const QColor &colour) {
    m_colour = colour;
    update();
}

void GapLayer::show(const History &history, const Plot &plot) {
    takePlot(plot);
    std::vector<Gap> gaps;
    for (const Gap &gap : history.gaps()) {
        const bool ours = std::ranges::find(m_endpoints, gap.endpoint) != m_endpoints.end();
        if (ours && gap.to >= plot.time.from() && gap.from <= plot.time.to())
            gaps.push_back(gap);
    }
    if (gaps == m_gaps)
        return;
    const auto [before, now] = std::ranges::mismatch(m_gaps, gaps);
    double from = plot.time.count;
    for (const auto &[changed, end] : {std::pair(before, m_gaps.end()), std::pair(now, gaps.end())})
        for (auto gap = changed; gap != end; ++gap)
            from = std::min(from, plot.time.x(gap->from));
    m_gaps = std::move(gaps);
    repaintColumns(from - leastWidth, plot.time.count);
}

const Gap *GapLayer::gapAt(Instant at) const {
    const auto gap = std::ranges::find_if(m_gaps, [at](const Gap &g) { return g.from <= at && at <= g.to; });
    return gap == m_gaps.end() ? nullptr : &*gap;
}

void GapLayer::paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *) {
    const QRectF area(plot().area);
    for (const Gap &gap : m_gaps) {
        const qreal left = plot().x(gap.from);
        const qreal right = std::max(plot().x(gap.to), left + leastWidth);
        const QRectF place = QRectF(QPointF(left, area.top()), QPointF(right, area.bottom())) & area;
        if (place.intersects(option->exposedRect))
            drawHatching(*painter, place & option->exposedRect, m_colour);
    }
}

} // namespace spillway
