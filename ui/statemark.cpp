#include "statemark.h"

#include "engine.h"
#include "theme.h"

#include <QPainter>
#include <QPolygonF>

#include <algorithm>

namespace spillway {

QColor stateColour(const Theme &theme, Health health) {
    switch (health) {
    case Health::Healthy:
        return theme.healthy;
    case Health::Warning:
        return theme.warning;
    case Health::Critical:
        return theme.critical;
    case Health::Unknown:
        return theme.unknown;
    }
    Q_UNREACHABLE();
}

void drawState(QPainter &painter, const QRectF &where, const Theme &theme, Health health) {
    const qreal side = std::min(where.width(), where.height());
    QRectF box(0, 0, side, side);
    box.moveCenter(where.center());
    const QColor colour = stateColour(theme, health);

    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    switch (health) {
    case Health::Healthy:
        painter.drawEllipse(box);
        break;
    case Health::Warning:
        painter.drawPolygon(QPolygonF({{box.center().x(), box.top()}, box.bottomRight(), box.bottomLeft()}));
        break;
    case Health::Critical:
        painter.drawPolygon(QPolygonF({{box.center().x(), box.top()},
                                       {box.right(), box.center().y()},
                                       {box.center().x(), box.bottom()},
                                       {box.left(), box.center().y()}}));
        break;
    case Health::Unknown: {
        const qreal width = std::max(side / 6, 1.2);
        QPen pen(colour, width);
        // Six dashes around, whatever the size: lengths are in pen widths.
        const qreal dash = M_PI * (side - width) / 12 / width;
        pen.setDashPattern({dash, dash});
        pen.setCapStyle(Qt::FlatCap);
        painter.setPen(pen);
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(box.adjusted(width / 2, width / 2, -width / 2, -width / 2));
        break;
    }
    }
    painter.restore();
}

void drawHatching(QPainter &painter, const QRectF &where, const QColor &colour) {
    constexpr int spacing = 7;
    painter.save();
    painter.setClipRect(where, Qt::IntersectClip);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colour, 1));
    // Anchored at the origin, so that a neighbouring or growing area continues the same lines.
    const int first = static_cast<int>((where.left() + where.top()) / spacing) * spacing;
    for (qreal sum = first; sum < where.right() + where.bottom(); sum += spacing)
        painter.drawLine(QPointF(sum - where.top(), where.top()),
                         QPointF(sum - where.bottom(), where.bottom()));
    painter.restore();
}

} // namespace spillway
