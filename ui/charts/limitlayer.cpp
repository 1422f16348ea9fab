#include "limitlayer.h"

#include "figures.h"
#include "labelplacer.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace spillway {

namespace {

constexpr int labelPixels = 11;
constexpr qreal inset = 6;     // from the plot's edges
constexpr qreal clearance = 2; // from the line

} // namespace

LimitLayer::LimitLayer(QGraphicsItem *chart, const Theme &theme)
    : PlotLayer(chart, Depth::Limits)
    , m_theme(theme) {}

void LimitLayer::setTheme(const Theme &theme) {
    m_theme = theme;
    placeLabels();
    update();
}

void LimitLayer::setLimits(const std::vector<Limit> &limits) {
    if (limits == m_limits)
        return;
    m_limits = limits;
    placeLabels();
    update();
}

void LimitLayer::setBlocked(const QRectF &blocked) {
    if (blocked == m_blocked)
        return;
    m_blocked = blocked;
    placeLabels();
    update();
}

void LimitLayer::setEndLabel(const QString &text, double value) {
    if (text == m_endText && value == m_endValue)
        return;
    const QRectF before = m_places.empty() ? QRectF() : m_places.back();
    m_endText = text;
    m_endValue = value;
    placeLabels();
    const QRectF now = m_places.empty() ? QRectF() : m_places.back();
    update(before.united(now));
}

void LimitLayer::show(const Plot &plot) {
    const bool sameRows = plot.area == this->plot().area && plot.values == this->plot().values;
    if (sameRows) // limits do not move with time
        return;
    takePlot(plot);
    placeLabels();
}

void LimitLayer::placeLabels() {
    m_places.clear();
    const QRectF area(plot().area);
    const QFont font = m_theme.font(labelPixels);
    const qreal height = QFontMetricsF(font).height();
    LabelPlacer placer(area);
    placer.block(m_blocked);
    for (const Limit &limit : m_limits) {
        const QSizeF size(figuresWidth(font, limit.text), height);
        const qreal y = plot().y(limit.value);
        const qreal below = y + clearance;
        const qreal above = y - clearance - height;
        const qreal bad = limit.badSide == Limit::BadSide::Below ? below : above;
        const qreal good = limit.badSide == Limit::BadSide::Below ? above : below;
        std::vector<QPointF> candidates;
        for (qreal x = area.left() + inset; x + size.width() < area.right(); x += 24) {
            candidates.emplace_back(x, bad);
            candidates.emplace_back(x, good);
        }
        m_places.push_back(placer.place(size, candidates).value_or(QRectF()));
    }
    if (m_endText.isEmpty()) {
        m_places.emplace_back();
        return;
    }
    const QSizeF size(figuresWidth(font, m_endText), height);
    const qreal x = area.right() - inset - size.width();
    const qreal y = plot().y(m_endValue);
    const std::array candidates{QPointF(x, y - clearance - height), QPointF(x, y + clearance + 1),
                                QPointF(x, y - 2 * height), QPointF(x, y + height)};
    m_places.push_back(placer.place(size, candidates).value_or(QRectF()));
}

void LimitLayer::paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *) {
    paintLines(*painter);
    const QFont font = m_theme.font(labelPixels);
    const qreal ascent = QFontMetricsF(font).ascent();
    QColor ground = m_theme.panel;
    ground.setAlphaF(0.7F);
    const auto label = [&](const QRectF &place, const QColor &colour, const QString &text) {
        painter->setPen(colour);
        drawFigures(*painter, place.topLeft() + QPointF(0, ascent), font, text);
    };
    for (size_t i = 0; i < m_limits.size(); ++i) {
        if (m_places[i].isEmpty())
            continue;
        painter->fillRect(m_places[i].adjusted(-3, 0, 3, 0), ground); // the data may lie under the words
        label(m_places[i], m_limits[i].colour, m_limits[i].text);
    }
    if (!m_places.empty() && !m_places.back().isEmpty())
        label(m_places.back(), m_theme.text, m_endText);
}

void LimitLayer::paintLines(QPainter &painter) const {
    const DevicePixels pixels(painter, plot());
    const int thickness = std::max(static_cast<int>(std::lround(plot().density)), 1);
    const int dash = 5 * thickness;
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(Qt::NoPen);
    for (const Limit &limit : m_limits) {
        if (limit.value < plot().values.bottom || limit.value > plot().values.top)
            continue;
        const int y =
            std::min(static_cast<int>(std::lround(plot().values.y(limit.value, plot().deviceHeight()))) -
                         thickness / 2,
                     plot().deviceHeight() - thickness);
        // Rectangles: a dashed pen takes the slow way through the rasterizer.
        std::vector<QRect> dashes;
        for (int x = 0; x < plot().deviceWidth(); x += dash + 3 * thickness)
            dashes.emplace_back(x, y, dash, thickness);
        painter.setBrush(limit.colour);
        painter.drawRects(dashes.data(), static_cast<int>(dashes.size()));
    }
}

} // namespace spillway
