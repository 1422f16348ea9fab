#pragma once
// Text whose figures are all equally wide, so that a number that changes every second does not make its
// neighbours dance. Inter's default figures are proportional and Qt 6.4 cannot ask a font for tabular
// ones, so each figure is centred in a cell as wide as the widest. Pure functions.

#include <QFont>
#include <QPointF>
#include <QString>

class QPainter;

namespace spillway {

qreal figuresWidth(const QFont &font, const QString &text);
// With the painter's pen, from the left end of the base line.
void drawFigures(QPainter &painter, QPointF baseline, const QFont &font, const QString &text);
// The text, or as much of it as fits with an ellipsis.
QString elidedFigures(const QFont &font, const QString &text, qreal width);

} // namespace spillway
