#include "arealayer.h"

#include <QPainter>
#include <QStyleOptionGraphicsItem>

#include <algorithm>
#include <cmath>

namespace spillway {

namespace {

// The slot in [from, to) that holds the series' maximum there: halves the range until one is left, which
// the series' own extremes make cheap.
qint64 slotOfMaximum(const Series &series, qint64 from, qint64 to) {
    const float highest = series.extremes(from, to).max;
    while (to - from > 1) {
        const qint64 middle = from + (to - from) / 2;
        if (series.extremes(from, middle).max == highest)
            to = middle;
        else
            from = middle;
    }
    return from;
}

} // namespace

AreaLayer::AreaLayer(QGraphicsItem *chart)
    : PlotLayer(chart, Depth::Areas) {}

void AreaLayer::setStack(const std::optional<StackSpec> &stack, Duration cadence,
                         std::vector<EndpointId> endpoints) {
    Q_ASSERT(!stack || stack->parts.size() <= mostParts);
    m_stack = stack;
    m_cadence = cadence;
    m_endpoints = std::move(endpoints);
    m_colours.clear();
    for (const LineSpec &part : stack ? stack->parts : std::vector<LineSpec>{})
        m_colours.push_back(part.colour);
    m_visible.assign(m_colours.size(), true);
    reset();
    update();
}

void AreaLayer::setVisibleParts(const std::vector<bool> &visible) {
    m_visible = visible;
    m_visible.resize(m_colours.size(), true);
    reset();
}

void AreaLayer::reset() {
    m_renewer.reset();
}

void AreaLayer::show(const History &history, const Plot &plot) {
    takePlot(plot);
    if (!m_stack)
        return;
    const Trace total(history, m_stack->total, m_cadence, m_endpoints);
    m_parts.clear();
    for (const LineSpec &part : m_stack->parts)
        m_parts.push_back(history.series(part.series));
    const int count = plot.time.count;
    const Renewal renewal = m_renewer.next(plot, total);
    renewal.move(m_columns, count);
    int changedFrom = count;
    int changedTo = 0;
    renewal.each(count, [&](int column) {
        Rows &kept = m_columns[static_cast<size_t>(column)];
        const Rows rows = total.series() ? rowsOf(total, column) : Rows{};
        if (rows == kept)
            return;
        kept = rows;
        changedFrom = std::min(changedFrom, column);
        changedTo = std::max(changedTo, column + 1);
    });
    repaintColumns(changedFrom, changedTo);
}

AreaLayer::Values AreaLayer::partsAt(qint64 slot) const {
    Values values{};
    for (size_t part = 0; part < m_parts.size(); ++part) {
        const float value = m_parts[part] && m_visible[part] ? m_parts[part]->at(slot) : 0.0F;
        values[part] = std::isnan(value) ? 0.0 : std::max(value, 0.0F);
    }
    return values;
}

std::optional<AreaLayer::Values> AreaLayer::valuesAt(const Trace &total, int column) const {
    const ColumnGrid &time = plot().time;
    const qint64 number = time.first + column;
    const qint64 from = time.slotOf(number, total.step());
    const qint64 to = time.slotOf(number + 1, total.step());
    if (to - from > 1 && !total.series()->extremes(from, to).isEmpty())
        return partsAt(slotOfMaximum(*total.series(), from, to));

    const auto around =
        total.neighbours((static_cast<double>(number) + 0.5) * time.slotsPerColumn(total.step()));
    if (!around)
        return std::nullopt;
    Values values = partsAt(around->before);
    const Values after = partsAt(around->after);
    for (size_t part = 0; part < m_parts.size(); ++part)
        values[part] += (after[part] - values[part]) * around->share;
    return values;
}

AreaLayer::Rows AreaLayer::rowsOf(const Trace &total, int column) const {
    Rows rows{};
    const auto values = valuesAt(total, column);
    if (!values)
        return rows;
    const double height = plot().deviceHeight();
    double sum = 0;
    for (size_t part = 0; part <= m_parts.size(); ++part) {
        rows[part] = static_cast<int>(std::lround(std::clamp(plot().values.y(sum, height), 0.0, height)));
        if (part < m_parts.size())
            sum += (*values)[part];
    }
    return rows;
}

void AreaLayer::paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *) {
    const DevicePixels pixels(*painter, plot());
    const int from = pixels.firstColumn(option->exposedRect);
    const int to = std::min(pixels.endColumn(option->exposedRect), static_cast<int>(m_columns.size()));
    painter->setRenderHint(QPainter::Antialiasing, false);
    painter->setPen(Qt::NoPen);
    std::vector<QRect> rects;
    for (size_t part = 0; part < m_colours.size(); ++part) {
        rects.clear();
        for (int column = from; column < to; ++column) {
            const Rows &rows = m_columns[static_cast<size_t>(column)];
            if (rows[part] > rows[part + 1])
                rects.emplace_back(column, rows[part + 1], 1, rows[part] - rows[part + 1]);
        }
        painter->setBrush(m_colours[part]);
        painter->drawRects(rects.data(), static_cast<int>(rects.size()));
    }
}

} // namespace spillway
