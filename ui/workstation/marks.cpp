#include "workstation/marks.h"

#include <QDateTime>
#include <QLocale>
#include <QPainter>
#include <QPainterPath>
#include <QTimeZone>

namespace spillway {

QColor replayColour(const Theme &theme) {
    return theme.isDark() ? QColor(0xB794F6) : QColor(0x6B3FC4);
}

QString momentText(Instant at, Session::Mode mode) {
    if (mode == Session::Mode::Live)
        return at.clockText();
    const QDate date = QDateTime::fromMSecsSinceEpoch(at.ms(), QTimeZone::utc()).date();
    return QLocale::c().toString(date, QStringLiteral("d MMM yyyy")) + QLatin1Char(' ') + at.clockText();
}

namespace {

// In a box of 16 by 16.
void addTriangle(QPainterPath &path, qreal base, qreal tip) {
    path.addPolygon(QPolygonF({{base, 2.5}, {tip, 8}, {base, 13.5}, {base, 2.5}}));
}

QPainterPath transportPath(TransportSign sign) {
    QPainterPath path;
    switch (sign) {
    case TransportSign::PreviousEvent:
        path.addRect(2, 2.5, 2, 11);
        addTriangle(path, 14, 5);
        break;
    case TransportSign::StepBack:
        addTriangle(path, 8, 0.5);
        addTriangle(path, 15.5, 8);
        break;
    case TransportSign::Reverse:
        addTriangle(path, 12.5, 2);
        break;
    case TransportSign::Play:
        addTriangle(path, 3.5, 14);
        break;
    case TransportSign::Pause:
        path.addRect(3, 2.5, 3.5, 11);
        path.addRect(9.5, 2.5, 3.5, 11);
        break;
    case TransportSign::StepForward:
        addTriangle(path, 0.5, 8);
        addTriangle(path, 8, 15.5);
        break;
    case TransportSign::NextEvent:
        addTriangle(path, 2, 11);
        path.addRect(12, 2.5, 2, 11);
        break;
    case TransportSign::Loop: // a frame, and the arrow head that goes round it
        path.addRoundedRect(1, 4, 14, 9, 4, 4);
        path.addRoundedRect(2.7, 5.7, 10.6, 5.6, 2.6, 2.6);
        path.addPolygon(QPolygonF({{7, 1.2}, {11.2, 4.85}, {7, 8.5}, {7, 1.2}}));
        break;
    case TransportSign::Keep: // an arrow into a tray
        path.addPolygon(QPolygonF(
            {{6.5, 1}, {9.5, 1}, {9.5, 5.5}, {12.5, 5.5}, {8, 10.5}, {3.5, 5.5}, {6.5, 5.5}, {6.5, 1}}));
        path.addRect(2, 12.5, 12, 2);
        break;
    }
    return path;
}

QPixmap drawn(const QPainterPath &path, const QColor &colour) {
    constexpr qreal density = 2;
    QPixmap pixmap(QSize(16, 16) * density);
    pixmap.setDevicePixelRatio(density);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillPath(path, colour);
    return pixmap;
}

} // namespace

QIcon transportIcon(TransportSign sign, const Theme &theme) {
    const QPainterPath path = transportPath(sign);
    QIcon icon(drawn(path, theme.text));
    icon.addPixmap(drawn(path, theme.unknown), QIcon::Disabled);
    return icon;
}

} // namespace spillway
