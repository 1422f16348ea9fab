#include "planelayer.h"

#include "figures.h"
#include "format.h"
#include "labelplacer.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>

#include <array>
#include <cmath>

namespace spillway {

namespace {

constexpr int labelPixels = 11;
constexpr qreal inset = 8;
constexpr qreal nowRadius = 6;
constexpr int shades = 12; // of the fading trail

QString say(const char *text) {
    return QCoreApplication::translate("Plane", text);
}

} // namespace

PlaneLayer::PlaneLayer(QGraphicsItem *chart, const Theme &theme)
    : QGraphicsItem(chart)
    , m_theme(theme) {
    setZValue(20);
    setAcceptedMouseButtons(Qt::NoButton);
}

void PlaneLayer::setTheme(const Theme &theme) {
    m_theme = theme;
    placeLabels();
    update();
}

QRectF PlaneLayer::boundingRect() const {
    return QRectF(m_area).adjusted(-48, -8, 8, 44);
}

void PlaneLayer::show(const QRect &area, const ValueScale &load, const PlaneSpec &spec,
                      const PlanePicture &picture) {
    if (area == m_area && load == m_load && spec == m_spec && picture == m_picture)
        return;
    if (area != m_area)
        prepareGeometryChange();
    m_area = area;
    m_load = load;
    m_spec = spec;
    m_picture = picture;
    placeLabels();
    update();
}

QPointF PlaneLayer::map(const QPointF &point) const {
    return {m_area.left() + point.x() * m_area.width(), m_area.top() + m_load.y(point.y(), m_area.height())};
}

void PlaneLayer::placeLabels() {
    const QFont font = m_theme.font(labelPixels);
    const qreal height = QFontMetricsF(font).height();
    LabelPlacer placer{QRectF(m_area)};
    m_labels.clear();
    const auto add = [&](const QString &text, const QColor &colour, std::vector<QPointF> corners) {
        const QSizeF size(figuresWidth(font, text), height);
        m_labels.push_back({text, colour, placer.place(size, corners).value_or(QRectF())});
    };
    const auto width = [&](const QString &text) { return figuresWidth(font, text); };
    const QRectF area(m_area);

    const QString cache = say("↖ the cache");
    const QString other = say("↑ traffic or database");
    add(cache, m_theme.cache, {{area.left() + inset, area.top() + inset}});
    add(other, m_theme.database,
        {{area.right() - inset - width(other), area.top() + inset},
         {area.right() - inset - width(other), area.top() + inset + height + 2}});
    if (m_spec.capacity) {
        const QString text = say("capacity %1").arg(formatNumber(*m_spec.capacity));
        const qreal y = map({0, *m_spec.capacity}).y();
        std::vector<QPointF> corners;
        for (qreal x = area.left() + inset; x < area.right(); x += 30) {
            corners.emplace_back(x, y - height - 2);
            corners.emplace_back(x, y + 2);
        }
        add(text, m_theme.critical, corners);
    }
    if (const auto region = usualRegion(m_spec)) {
        const QString text = say("usual");
        const QPointF corner = map({region->left(), std::min(region->bottom(), m_load.top)});
        add(text, m_theme.healthy,
            {{corner.x() - width(text) - 3, corner.y() - height / 2},
             {corner.x(), corner.y() - height - 2},
             {corner.x() - width(text) - 3, corner.y() + height}});
    }
}

std::vector<QRectF> PlaneLayer::labelPlaces() const {
    std::vector<QRectF> places;
    for (const Label &label : m_labels)
        if (!label.place.isEmpty())
            places.push_back(label.place);
    return places;
}

void PlaneLayer::paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *) {
    paintAxisTitles(*painter);
    painter->setRenderHint(QPainter::Antialiasing);
    painter->save();
    painter->setClipRect(QRectF(m_area).adjusted(-nowRadius, -nowRadius, nowRadius, nowRadius),
                         Qt::IntersectClip);
    paintUsual(*painter);
    paintCapacity(*painter);
    paintTrail(*painter);
    const QFont font = m_theme.font(labelPixels);
    const qreal ascent = QFontMetricsF(font).ascent();
    for (const Label &label : m_labels) {
        painter->setPen(label.colour);
        if (!label.place.isEmpty())
            drawFigures(*painter, label.place.topLeft() + QPointF(0, ascent), font, label.text);
    }
    paintPoints(*painter);
    painter->restore();
}

void PlaneLayer::paintUsual(QPainter &painter) const {
    const auto region = usualRegion(m_spec);
    if (!region)
        return;
    const QPointF topLeft = map({region->left(), std::min(region->bottom(), m_load.top)});
    const QPointF bottomRight = map({region->right(), 0});
    painter.setPen(QPen(blended(m_theme.panel, m_theme.healthy, 0.55), 1));
    painter.setBrush(blended(m_theme.panel, m_theme.healthy, 0.2));
    painter.drawRoundedRect(QRectF(topLeft, bottomRight).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
}

void PlaneLayer::paintCapacity(QPainter &painter) const {
    if (!m_spec.capacity || *m_spec.capacity > m_load.top)
        return;
    const qreal y = std::round(map({0, *m_spec.capacity}).y());
    for (int x = m_area.left(); x <= m_area.right(); x += 8)
        painter.fillRect(QRectF(x, y, std::min(5, m_area.right() + 1 - x), 1), m_theme.critical);
}

void PlaneLayer::paintTrail(QPainter &painter) const {
    std::array<std::vector<QLineF>, shades> segments;
    for (size_t i = 1; i < m_picture.trail.size(); ++i) {
        const PlanePicture::Point &point = m_picture.trail[i];
        if (!point.joins)
            continue;
        const int shade = std::min(static_cast<int>(point.age * shades), shades - 1);
        segments[static_cast<size_t>(shade)].emplace_back(map(m_picture.trail[i - 1].at), map(point.at));
    }
    for (int shade = shades - 1; shade >= 0; --shade) { // the oldest first
        const std::vector<QLineF> &lines = segments[static_cast<size_t>(shade)];
        const double strength = 0.9 - 0.6 * shade / (shades - 1);
        painter.setPen(
            QPen(blended(m_theme.panel, m_theme.cache, strength), 1.5, Qt::SolidLine, Qt::SquareCap));
        painter.drawLines(lines.data(), static_cast<int>(lines.size()));
    }
}

void PlaneLayer::paintPoints(QPainter &painter) const {
    if (m_picture.now) {
        painter.setPen(QPen(m_theme.text, 2));
        painter.setBrush(m_theme.cache);
        painter.drawEllipse(map(*m_picture.now), nowRadius, nowRadius);
    } else if (!m_picture.trail.empty()) { // where it was last heard of: hollow, in the colour of not knowing
        QPen pen(m_theme.unknown, 2);
        pen.setDashPattern({1.5, 1.5});
        painter.setPen(pen);
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(map(m_picture.trail.back().at), nowRadius, nowRadius);
    }
    if (m_picture.picked) {
        painter.setPen(QPen(m_theme.text, 1.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(map(*m_picture.picked), nowRadius - 1, nowRadius - 1);
    }
}

void PlaneLayer::paintAxisTitles(QPainter &painter) const {
    const QFont font = m_theme.font(labelPixels);
    const QFontMetricsF metrics(font);
    painter.setFont(font);
    painter.setPen(m_theme.muted);
    const QRectF area(m_area);
    const QString across = say("hit ratio");
    const QString up = say("average active sessions");
    painter.drawText(QPointF(area.center().x() - metrics.horizontalAdvance(across) / 2, area.bottom() + 38),
                     across);
    painter.save();
    painter.translate(area.left() - 36, area.center().y() + metrics.horizontalAdvance(up) / 2);
    painter.rotate(-90);
    painter.drawText(QPointF(0, 0), up);
    painter.restore();
}

} // namespace spillway
