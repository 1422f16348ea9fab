#include "snapshot.h"

#include "workstation/workstation.h"

#include <QCoreApplication>

namespace spillway {

QImage workstationPicture(Session *session, const QSize &size, const Theme &theme) {
    Workstation screen(session, theme);
    screen.setAttribute(Qt::WA_DontShowOnScreen);
    screen.resize(size);
    screen.show();
    screen.refreshNow();
    QCoreApplication::sendPostedEvents(); // pending layouts
    return screen.grab().toImage();
}

} // namespace spillway
