#include "snapshot.h"

#include "wall/wall.h"
#include "workstation/workstation.h"

#include <QCoreApplication>

namespace spillway {

namespace {

template <typename Screen> QImage pictureOf(Screen &screen, const QSize &size) {
    screen.setAttribute(Qt::WA_DontShowOnScreen);
    screen.resize(size);
    screen.show();
    screen.refreshNow();
    QCoreApplication::sendPostedEvents(); // pending layouts
    return screen.grab().toImage();
}

} // namespace

QImage workstationPicture(Session *session, const QSize &size, const Theme &theme) {
    Workstation screen(session, theme);
    return pictureOf(screen, size);
}

QImage wallPicture(Session *session, const QSize &size, const Theme &theme) {
    Wall screen(session, nullptr, theme);
    return pictureOf(screen, size);
}

} // namespace spillway
