#include "flaglayer.h"

#include "figures.h"
#include "labelplacer.h"

#include <QFontMetricsF>
#include <QPainter>

#include <array>
#include <cmath>

namespace spillway {

namespace {

constexpr int pillPixels = 11;
constexpr qreal pillHeight = 20;
constexpr qreal padding = 8;
constexpr qreal reach = 5;        // of the pointer
constexpr size_t crowd = 8;       // more lines than this step back behind the data
constexpr qreal widestPill = 320; // a changed setting with its endpoint and both values

} // namespace

FlagLayer::FlagLayer(QGraphicsItem *chart, const Theme &theme)
    : PlotLayer(chart, Depth::Flags)
    , m_theme(theme) {}

void FlagLayer::setTheme(const Theme &theme) {
    m_theme = theme;
    update();
}

void FlagLayer::setLabels(Labels labels) {
    m_labels = labels;
    layOut();
}

void FlagLayer::setFlags(const std::vector<Flag> &flags) {
    if (flags == m_flags)
        return;
    m_flags = flags;
    layOut();
}

void FlagLayer::show(const Plot &plot, const QRectF &panel, const QRectF &room) {
    const bool same = plot == this->plot() && m_bounds == panel && m_room == room;
    if (same)
        return;
    if (m_bounds != panel) {
        prepareGeometryChange();
        m_bounds = panel;
    }
    m_room = room;
    takePlot(plot);
    layOut();
}

void FlagLayer::layOut() {
    std::vector<Pill> pills;
    for (const Flag &flag : m_flags) {
        if (!plot().shows(flag.at))
            continue;
        pills.push_back({.flag = flag, .x = std::floor(plot().x(flag.at)), .place = {}, .text = {}});
    }
    if (m_labels == Labels::Shown)
        placeWords(pills);
    if (pills == m_pills)
        return;
    m_pills = std::move(pills);
    update();
}

// Changes before consequences, and of each the newest first: where it is crowded, the others go without.
void FlagLayer::placeWords(std::vector<Pill> &pills) const {
    const QFont font = m_theme.font(pillPixels);
    LabelPlacer placer(m_room);
    for (const Flag::Word word : {Flag::Word::Change, Flag::Word::Consequence}) {
        for (auto pill = pills.rbegin(); pill != pills.rend(); ++pill) {
            if (pill->flag.word != word)
                continue;
            const QString full = QStringLiteral("⚑ ") + pill->flag.text;
            for (const QString &text : {elidedFigures(font, full, widestPill), QStringLiteral("⚑")}) {
                const QSizeF size(std::ceil(figuresWidth(font, text)) + 2 * padding, pillHeight);
                const qreal y = m_room.center().y() - pillHeight / 2;
                const qreal centred = pill->x - size.width() / 2;
                const std::array candidates{
                    QPointF(std::clamp(centred, m_room.left(),
                                       std::max(m_room.left(), m_room.right() - size.width())),
                            y),
                    QPointF(pill->x - size.width() + padding, y), QPointF(pill->x - padding, y)};
                // A pill that had to move must still stand on its line.
                if (const auto place = placer.place(size, candidates)) {
                    pill->place = *place;
                    pill->text = text;
                    break;
                }
            }
        }
    }
}

std::vector<Flag> FlagLayer::flagsAt(const QPointF &scenePosition) const {
    std::vector<Flag> flags;
    for (const Pill &pill : m_pills)
        if (std::abs(pill.x - scenePosition.x()) <= reach || pill.place.contains(scenePosition))
            flags.push_back(pill.flag);
    return flags;
}

std::vector<QRectF> FlagLayer::pillPlaces() const {
    std::vector<QRectF> places;
    for (const Pill &pill : m_pills)
        if (!pill.place.isEmpty())
            places.push_back(pill.place);
    return places;
}

void FlagLayer::paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *) {
    const QFont font = m_theme.font(pillPixels);
    const QFontMetricsF metrics(font);
    const QColor colour = m_pills.size() > crowd ? m_theme.line : m_theme.muted;
    for (const Pill &pill : m_pills) {
        const qreal top = pill.place.isEmpty() ? m_bounds.top() : pill.place.bottom();
        drawFlagLine(*painter, pill.x, top, m_bounds.bottom(), colour);
        if (pill.place.isEmpty())
            continue;
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(QPen(pill.flag.colour, 1));
        painter->setBrush(m_theme.raised);
        painter->drawRoundedRect(pill.place.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
        painter->setPen(m_theme.text);
        const qreal baseline = pill.place.center().y() + (metrics.ascent() - metrics.descent()) / 2;
        drawFigures(*painter, {pill.place.left() + padding, baseline}, font, pill.text);
    }
}

void drawFlagLine(QPainter &painter, qreal x, qreal top, qreal bottom, const QColor &colour) {
    for (qreal y = std::floor(top); y < bottom; y += 5)
        painter.fillRect(QRectF(x, y, 1, std::min(2.0, bottom - y)), colour);
}

} // namespace spillway
