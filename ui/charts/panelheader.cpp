#include "panelheader.h"

#include "figures.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QStyleOptionGraphicsItem>

#include <algorithm>

namespace spillway {

namespace {

constexpr int titlePixels = 13;
constexpr int readoutPixels = 12;
constexpr qreal between = 16;

QFont titleFont(const Theme &theme) {
    return theme.font(titlePixels, QFont::DemiBold);
}
QFont readoutFont(const Theme &theme) {
    return theme.font(readoutPixels);
}

} // namespace

PanelHeader::PanelHeader(QGraphicsItem *chart, const Theme &theme)
    : QGraphicsItem(chart)
    , m_theme(theme) {
    setZValue(100);
    setAcceptedMouseButtons(Qt::NoButton);
}

void PanelHeader::place(const QRectF &line) {
    if (line == m_line)
        return;
    prepareGeometryChange();
    m_line = line;
}

void PanelHeader::setTheme(const Theme &theme) {
    m_theme = theme;
    m_titleWidth = QFontMetricsF(titleFont(m_theme)).horizontalAdvance(m_title);
    m_readoutWidth = figuresWidth(readoutFont(m_theme), m_readout);
    update();
}

void PanelHeader::setTitle(const QString &title) {
    if (title == m_title)
        return;
    m_title = title;
    m_titleWidth = QFontMetricsF(titleFont(m_theme)).horizontalAdvance(m_title);
    update();
}

void PanelHeader::setReadout(const QString &readout) {
    if (readout == m_readout)
        return;
    const qreal before = m_readoutWidth;
    m_readout = readout;
    m_readoutWidth = figuresWidth(readoutFont(m_theme), m_readout);
    const qreal width = std::min(std::max(before, m_readoutWidth) + 1, m_line.width());
    update(QRectF(m_line.right() - width, m_line.top(), width, m_line.height()));
}

QRectF PanelHeader::freeRoom() const {
    return m_line.adjusted(m_titleWidth + between, 0, -(m_readoutWidth + between), 0);
}

void PanelHeader::paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *) {
    const QFontMetricsF metrics(titleFont(m_theme));
    const qreal baseline = m_line.center().y() + (metrics.ascent() - metrics.descent()) / 2;

    const qreal wanted = m_readoutWidth;
    const qreal room = m_line.width() - std::min(m_titleWidth, m_line.width() / 3) - between;
    const QString readout = wanted <= room ? m_readout : elidedFigures(readoutFont(m_theme), m_readout, room);
    const qreal width = std::min(wanted, room);
    painter->setPen(m_theme.muted);
    drawFigures(*painter, {m_line.right() - width, baseline}, readoutFont(m_theme), readout);

    painter->setPen(m_theme.text);
    painter->setFont(titleFont(m_theme));
    painter->drawText(QPointF(m_line.left(), baseline),
                      metrics.elidedText(m_title, Qt::ElideRight, m_line.width() - width - between));
}

} // namespace spillway
