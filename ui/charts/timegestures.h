#pragma once
// What the mouse does on a lane: hovering moves the common crosshair, dragging pans, Ctrl+wheel zooms at
// the pointer, Shift+drag or the right button marks a stretch to zoom to, double click shows all. Only
// translates events into calls of the TimeWindow. Owned by its lane.

#include "plot.h"
#include "timewindow.h"

#include <QObject>

class QMouseEvent;
class QWheelEvent;
class QWidget;

namespace spillway {

class Lane;

class TimeGestures : public QObject {
    Q_OBJECT
public:
    TimeGestures(Lane *lane, QWidget *surface, TimeWindow *window);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    enum class Drag { None, Pressed, Pan, Brush };

    void press(const QMouseEvent &event);
    void move(const QMouseEvent &event);
    void release();
    bool wheel(const QWheelEvent &event);
    Instant instantAt(qreal x) const;
    Duration distance(qreal pixels) const;

    Lane *m_lane;
    QWidget *m_surface;
    TimeWindow *m_window;
    Drag m_drag = Drag::None;
    QPointF m_pressedAt;
    qreal m_lastX = 0;
    bool m_marks = false;   // this drag brushes
    quint64 m_lastTurn = 0; // of the wheel, in the events' own milliseconds
};

} // namespace spillway
