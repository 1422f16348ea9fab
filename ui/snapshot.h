#pragma once
// Draws a screen of a session into a picture, without a display and without waiting: the very widgets
// that a window shows. Needs a QApplication (the offscreen platform serves).

#include "theme.h"

#include <QImage>

namespace spillway {

class Session;

QImage workstationPicture(Session *session, const QSize &size, const Theme &theme = Theme::dark());
QImage wallPicture(Session *session, const QSize &size, const Theme &theme = Theme::dark());

} // namespace spillway
