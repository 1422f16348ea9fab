#include "cursorlayer.h"

#include <QPainter>

#include <cmath>

namespace spillway {

namespace {

constexpr qreal dotRadius = 3.5;

} // namespace

CursorLayer::CursorLayer(QGraphicsItem *chart, const Theme &theme)
    : PlotLayer(chart, Depth::Cursor)
    , m_theme(theme) {}

void CursorLayer::setTheme(const Theme &theme) {
    m_theme = theme;
    update();
}

void CursorLayer::show(const Plot &plot, std::optional<Instant> at, const std::vector<Dot> &dots,
                       std::optional<TimeSpan> brush) {
    if (at && !plot.shows(*at))
        at.reset();
    const bool same = at == m_at && brush == m_brush && (!at || dots == m_dots);
    if (same && plot == this->plot())
        return;
    repaintCursor();
    takePlot(plot);
    m_at = at;
    m_dots = dots;
    m_brush = brush;
    repaintCursor();
}

void CursorLayer::repaintCursor() {
    const qreal reach = (dotRadius + 2) * plot().density;
    if (m_at)
        repaintColumns(plot().time.x(*m_at) - reach, plot().time.x(*m_at) + reach);
    if (m_brush)
        update();
}

void CursorLayer::paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *) {
    const QRectF area(plot().area);
    if (m_brush) {
        QColor fill = m_theme.cache;
        fill.setAlphaF(0.18F);
        const qreal left = plot().x(std::min(m_brush->from, m_brush->to));
        const qreal right = plot().x(std::max(m_brush->from, m_brush->to));
        const QRectF marked = QRectF(QPointF(left, area.top()), QPointF(right, area.bottom() + 1)) & area;
        painter->fillRect(marked, fill);
        painter->fillRect(QRectF(marked.left(), marked.top(), 1, marked.height()), m_theme.cache);
        painter->fillRect(QRectF(marked.right() - 1, marked.top(), 1, marked.height()), m_theme.cache);
    }
    if (!m_at)
        return;
    const qreal x = std::floor(plot().x(*m_at));
    painter->fillRect(QRectF(x, area.top(), 1, area.height()), m_theme.text);
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(m_theme.panel, 1.5));
    for (const Dot &dot : m_dots) {
        painter->setBrush(dot.colour);
        painter->drawEllipse(QPointF(x + 0.5, plot().y(dot.value)), dotRadius, dotRadius);
    }
}

} // namespace spillway
