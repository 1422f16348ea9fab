#pragma once
// Draws a screen of a session into a picture, without a display and without waiting: the very widgets
// that a window shows. Needs a QApplication (the offscreen platform serves).

#include "endpoint.h"
#include "instant.h"
#include "theme.h"

#include <QImage>

namespace spillway {

class Session;

QImage workstationPicture(Session *session, const QSize &size, const Theme &theme = Theme::dark());
// The lanes of one stack alone, over a stretch of time.
QImage lanesPicture(Session *session, StackId stack, Instant from, Instant to, const QSize &size,
                    const Theme &theme = Theme::light());
QImage wallPicture(Session *session, const QSize &size, const Theme &theme = Theme::dark());

} // namespace spillway
