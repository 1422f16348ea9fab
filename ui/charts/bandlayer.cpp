#include "bandlayer.h"

#include <QPainter>
#include <QStyleOptionGraphicsItem>

#include <algorithm>
#include <cmath>

namespace spillway {

namespace {

constexpr double leastHeight = 4; // logical pixels: a narrow band must still be seen behind its line

} // namespace

BandLayer::BandLayer(QGraphicsItem *chart)
    : PlotLayer(chart, Depth::Band) {}

void BandLayer::setBand(const std::optional<BandSpec> &band, Duration cadence) {
    m_band = band;
    m_cadence = cadence;
    reset();
    update();
}

void BandLayer::reset() {
    m_renewer.reset();
}

void BandLayer::show(const History &history, const Plot &plot) {
    takePlot(plot);
    if (!m_band)
        return;
    const Trace low(history, m_band->low, m_cadence, {});
    const Trace high(history, m_band->high, m_cadence, {});
    const double height = plot.deviceHeight();
    const double least = leastHeight * plot.density;
    const double perColumn = plot.time.slotsPerColumn(history.step());
    const auto rowsOf = [&](int column) {
        const double slot = (static_cast<double>(plot.time.first + column) + 0.5) * perColumn;
        const auto lower = low.series() && high.series() ? low.valueAt(slot) : std::nullopt;
        const auto upper = lower ? high.valueAt(slot) : std::nullopt;
        if (!upper)
            return Rows{};
        const double middle = plot.values.y((*lower + *upper) / 2, height);
        const double half = std::max(plot.values.y(*lower, height) - middle, least / 2);
        return Rows{static_cast<int>(std::lround(middle - half)),
                    static_cast<int>(std::lround(middle + half))};
    };

    const int count = plot.time.count;
    const Renewal renewal = m_renewer.next(plot, high);
    renewal.move(m_columns, count);
    int changedFrom = count;
    int changedTo = 0;
    renewal.each(count, [&](int column) {
        Rows &kept = m_columns[static_cast<size_t>(column)];
        const Rows rows = rowsOf(column);
        if (rows == kept)
            return;
        kept = rows;
        changedFrom = std::min(changedFrom, column);
        changedTo = std::max(changedTo, column + 1);
    });
    repaintColumns(changedFrom, changedTo);
}

void BandLayer::paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *) {
    if (!m_band)
        return;
    const DevicePixels pixels(*painter, plot());
    const int to = std::min(pixels.endColumn(option->exposedRect), static_cast<int>(m_columns.size()));
    std::vector<QRect> rects;
    for (int column = pixels.firstColumn(option->exposedRect); column < to; ++column) {
        const Rows &rows = m_columns[static_cast<size_t>(column)];
        if (rows.bottom > rows.top)
            rects.emplace_back(column, rows.top, 1, rows.bottom - rows.top);
    }
    painter->setRenderHint(QPainter::Antialiasing, false);
    painter->setPen(Qt::NoPen);
    painter->setBrush(m_band->colour);
    painter->drawRects(rects.data(), static_cast<int>(rects.size()));
}

} // namespace spillway
