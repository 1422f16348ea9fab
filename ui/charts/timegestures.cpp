#include "timegestures.h"

#include "lane.h"

#include <QApplication>
#include <QMouseEvent>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace spillway {

namespace {

constexpr double notch = 0.8;        // of the span, per step of the wheel
constexpr quint64 sameTurn = 500;    // milliseconds between events of one turn of the wheel
constexpr double notchAngle = 120.0; // eighths of a degree, as Qt counts

} // namespace

TimeGestures::TimeGestures(Lane *lane, QWidget *surface, TimeWindow *window)
    : QObject(lane)
    , m_lane(lane)
    , m_surface(surface)
    , m_window(window) {
    surface->installEventFilter(this);
}

bool TimeGestures::eventFilter(QObject *watched, QEvent *event) {
    switch (event->type()) {
    case QEvent::MouseButtonPress:
        press(*static_cast<QMouseEvent *>(event));
        return true;
    case QEvent::MouseMove:
        move(*static_cast<QMouseEvent *>(event));
        return true;
    case QEvent::MouseButtonRelease:
        release();
        return true;
    case QEvent::MouseButtonDblClick:
        m_window->showAll();
        return true;
    case QEvent::Leave:
        m_window->setCrosshair(std::nullopt);
        return false;
    case QEvent::Wheel:
        return wheel(*static_cast<QWheelEvent *>(event));
    default:
        return QObject::eventFilter(watched, event);
    }
}

void TimeGestures::press(const QMouseEvent &event) {
    m_lane->setFocus(Qt::MouseFocusReason);
    m_marks = event.button() == Qt::RightButton || event.modifiers().testFlag(Qt::ShiftModifier);
    m_drag = Drag::Pressed;
    m_pressedAt = event.position();
    m_lastX = event.position().x();
}

void TimeGestures::move(const QMouseEvent &event) {
    const qreal x = event.position().x();
    if (m_drag == Drag::Pressed && std::abs(x - m_pressedAt.x()) >= QApplication::startDragDistance()) {
        m_drag = m_marks ? Drag::Brush : Drag::Pan;
        if (m_drag == Drag::Pan) {
            m_surface->setCursor(Qt::ClosedHandCursor);
            m_window->pan(distance(m_lastX - x), TimeWindow::Gesture::Begins);
            m_lastX = x;
        }
    }
    if (m_drag == Drag::Brush)
        m_window->setBrush(TimeSpan{instantAt(m_pressedAt.x()), instantAt(x)});
    if (m_drag == Drag::Pan && x != m_lastX) {
        m_window->pan(distance(m_lastX - x), TimeWindow::Gesture::Continues);
        m_lastX = x;
    }
    m_window->setCrosshair(m_window->snapped(instantAt(x)));
}

void TimeGestures::release() {
    if (m_drag == Drag::Brush)
        m_window->zoomToBrush();
    m_surface->unsetCursor();
    m_drag = Drag::None;
}

bool TimeGestures::wheel(const QWheelEvent &event) {
    if (!event.modifiers().testFlag(Qt::ControlModifier) || event.angleDelta().y() == 0)
        return false;
    const auto gesture = event.timestamp() - m_lastTurn < sameTurn ? TimeWindow::Gesture::Continues
                                                                   : TimeWindow::Gesture::Begins;
    m_lastTurn = event.timestamp();
    m_window->zoomAt(instantAt(event.position().x()), std::pow(notch, event.angleDelta().y() / notchAngle),
                     gesture);
    return true;
}

Instant TimeGestures::instantAt(qreal x) const {
    const Plot plot = m_lane->plot();
    return plot.timeAt(std::clamp<qreal>(x, plot.area.left(), plot.area.right() + 1));
}

Duration TimeGestures::distance(qreal pixels) const {
    const Plot plot = m_lane->plot();
    return Duration{std::llround(pixels * plot.density * plot.time.width)};
}

} // namespace spillway
