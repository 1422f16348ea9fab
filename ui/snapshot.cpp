#include "snapshot.h"

#include "charts/timewindow.h"
#include "session.h"
#include "wall/wall.h"
#include "workstation/lanestack.h"
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

QImage lanesPicture(Session *session, StackId stack, Instant from, Instant to, const QSize &size,
                    const Theme &theme) {
    TimeWindow window;
    window.setStep(session->configuration().every);
    window.setExtent(from, to);
    window.show(from, to);
    LaneStack lanes(*session, &window, theme);
    lanes.setAttribute(Qt::WA_DontShowOnScreen);
    QPalette palette = theme.palette();
    lanes.setPalette(palette);
    lanes.setAutoFillBackground(true);
    lanes.resize(size);
    lanes.setStack(stack);
    lanes.show();
    lanes.refresh();
    QCoreApplication::sendPostedEvents();
    return lanes.grab().toImage();
}

QImage wallPicture(Session *session, const QSize &size, const Theme &theme) {
    Wall screen(session, nullptr, theme);
    return pictureOf(screen, size);
}

} // namespace spillway
