#pragma once
// A state as a shape, so that nobody has to tell it from its colour: disc = healthy, triangle =
// warning, diamond = critical, broken ring = unknown. Pure functions on a painter.

#include <QColor>
#include <QRectF>

class QPainter;

namespace spillway {

enum class Health;
struct Theme;

QColor stateColour(const Theme &theme, Health health);
// Inscribed in the largest square in the middle of `where`.
void drawState(QPainter &painter, const QRectF &where, const Theme &theme, Health health);
// The ground of anything that has no data: diagonal lines, so that it is not taken for a calm one.
void drawHatching(QPainter &painter, const QRectF &where, const QColor &colour);

} // namespace spillway
