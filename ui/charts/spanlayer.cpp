#include "spanlayer.h"

#include <QPainter>
#include <QStyleOptionGraphicsItem>

#include <algorithm>
#include <cmath>
#include <limits>

namespace spillway {

namespace {

// From here on a pixel column holds more than a stroke of its own can show (charts.md, section 7).
constexpr double densest = 1.5; // samples per column
constexpr QPointF lineBreak(std::numeric_limits<double>::quiet_NaN(), 0);

bool isBreak(const QPointF &point) {
    return std::isnan(point.x());
}

} // namespace

SpanLayer::SpanLayer(QGraphicsItem *chart, Depth depth)
    : PlotLayer(chart, depth) {}

void SpanLayer::setLines(const std::vector<LineSpec> &lines, Duration cadence,
                         std::vector<EndpointId> endpoints) {
    m_lines.clear();
    for (const LineSpec &line : lines)
        m_lines.push_back({.spec = line, .renewer = {}, .spans = {}, .points = {}});
    m_cadence = cadence;
    m_endpoints = std::move(endpoints);
    update();
}

void SpanLayer::reset() {
    for (Line &line : m_lines)
        line.renewer.reset();
}

void SpanLayer::show(const History &history, const Plot &plot) {
    takePlot(plot);
    for (Line &line : m_lines) {
        const Trace trace(history, line.spec.series, m_cadence, m_endpoints);
        const double samplesPerColumn =
            plot.time.width / static_cast<double>(std::max(m_cadence, trace.step()).count());
        line.isStroked = line.spec.stroke == Stroke::Solid && samplesPerColumn < densest;
        if (line.isStroked)
            showPoints(line, trace);
        else
            showSpans(line, trace);
    }
}

void SpanLayer::showSpans(Line &line, const Trace &trace) {
    line.points.clear();
    const int count = plot().time.count;
    const double width = std::max(std::round(line.spec.width * plot().density), 1.0);
    const Renewal renewal = line.renewer.next(plot(), trace);
    renewal.move(line.spans, count);
    int changedFrom = count;
    int changedTo = 0;
    renewal.each(count, [&](int column) {
        Span &kept = line.spans[static_cast<size_t>(column)];
        const Span span = trace.series() ? spanOf(trace, column, width) : Span{};
        if (span == kept)
            return;
        kept = span;
        changedFrom = std::min(changedFrom, column);
        changedTo = std::max(changedTo, column + 1);
    });
    repaintColumns(changedFrom, changedTo);
}

SpanLayer::Span SpanLayer::spanOf(const Trace &trace, int column, double width) const {
    const ColumnGrid &time = plot().time;
    const qint64 number = time.first + column;
    const double perColumn = time.slotsPerColumn(trace.step());
    Extremes range =
        trace.series()->extremes(time.slotOf(number, trace.step()), time.slotOf(number + 1, trace.step()));
    for (const qint64 edge : {number, number + 1})
        if (const auto value = trace.valueAt(static_cast<double>(edge) * perColumn))
            range.include(static_cast<float>(*value));
    if (range.isEmpty())
        return {};
    const double height = plot().deviceHeight();
    const auto row = [&](double value) {
        return std::clamp(plot().values.y(value, height), -width, height + width) - width / 2;
    };
    const int top = static_cast<int>(std::lround(row(range.max)));
    const int bottom = static_cast<int>(std::lround(row(range.min) + width));
    return {top, std::max(bottom, top + static_cast<int>(width))};
}

void SpanLayer::showPoints(Line &line, const Trace &trace) {
    line.spans.clear();
    line.renewer.reset();
    std::vector<QPointF> points;
    if (const Series *series = trace.series()) {
        const ColumnGrid &time = plot().time;
        const double height = plot().deviceHeight();
        const qint64 from =
            std::max(time.slotOf(time.first, trace.step()) - trace.reach(), series->firstSlot());
        const qint64 to = std::min(time.slotOf(time.end(), trace.step()) + trace.reach(), series->endSlot());
        qint64 last = from;
        for (qint64 slot = from; slot < to; ++slot) {
            const float value = series->at(slot);
            if (std::isnan(value))
                continue;
            if (!points.empty() && !trace.isJoined(last, slot))
                points.push_back(lineBreak);
            points.emplace_back(time.x(series->timeOf(slot)), plot().values.y(value, height));
            last = slot;
        }
    }
    const auto [before, now] =
        std::ranges::mismatch(line.points, points, [](const QPointF &a, const QPointF &b) {
            return (isBreak(a) && isBreak(b)) || (a.x() == b.x() && a.y() == b.y());
        });
    if (before == line.points.end() && now == points.end())
        return;
    // From the last point that both have in common to the end.
    const qsizetype same = now - points.begin();
    const double from = same > 1 && !isBreak(points[same - 1]) ? points[same - 1].x() : 0;
    line.points = std::move(points);
    repaintColumns(from - line.spec.width * plot().density, plot().time.count);
}

void SpanLayer::paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *) {
    const DevicePixels pixels(*painter, plot());
    const int from = pixels.firstColumn(option->exposedRect);
    const int to = pixels.endColumn(option->exposedRect);
    for (const Line &line : m_lines) {
        if (line.isStroked)
            strokePoints(*painter, line, from, to);
        else
            fillSpans(*painter, line, from, to);
    }
}

void SpanLayer::fillSpans(QPainter &painter, const Line &line, int from, int to) const {
    const qint64 dot = std::max<qint64>(std::lround(2 * plot().density), 1);
    std::vector<QRect> rects;
    rects.reserve(static_cast<size_t>(std::max(to - from, 0)));
    for (int column = from; column < std::min(to, static_cast<int>(line.spans.size())); ++column) {
        const Span &span = line.spans[static_cast<size_t>(column)];
        const bool hidden = line.spec.stroke == Stroke::Dotted && (plot().time.first + column) / dot % 2 != 0;
        if (span.bottom > span.top && !hidden)
            rects.emplace_back(column, span.top, 1, span.bottom - span.top);
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(Qt::NoPen);
    painter.setBrush(line.spec.colour);
    painter.drawRects(rects.data(), static_cast<int>(rects.size()));
}

void SpanLayer::strokePoints(QPainter &painter, const Line &line, int from, int to) const {
    const double width = line.spec.width * plot().density;
    painter.setRenderHint(QPainter::Antialiasing);
    // Single lines: a wide polyline costs the square of its points (QTBUG-27545). Square caps close the
    // joints; round ones would take each line through the path stroker, at ten times the cost.
    painter.setPen(QPen(line.spec.colour, width, Qt::SolidLine, Qt::SquareCap));
    std::vector<QLineF> segments;
    for (size_t i = 0; i < line.points.size(); ++i) {
        const QPointF &point = line.points[i];
        if (isBreak(point))
            continue;
        const bool begins = i == 0 || isBreak(line.points[i - 1]);
        const bool ends = i + 1 == line.points.size() || isBreak(line.points[i + 1]);
        const QPointF &start = begins ? point : line.points[i - 1];
        if ((!begins || ends) && point.x() >= from - width && start.x() <= to + width)
            segments.emplace_back(start, point);
    }
    painter.drawLines(segments.data(), static_cast<int>(segments.size()));
}

} // namespace spillway
