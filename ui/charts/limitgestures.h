#pragma once
// Dragging a limit of a lane up and down, where its rule may be tried out. Comes before the gestures of
// time: near such a limit the pointer belongs to it. Owned by its lane.

#include <QObject>

#include <optional>

class QMouseEvent;
class QWidget;

namespace spillway {

class Lane;

class LimitGestures : public QObject {
    Q_OBJECT
public:
    LimitGestures(Lane *lane, QWidget *surface);

signals:
    void dragged(size_t rule, double value); // the limit's rule, to this value

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    bool press(const QMouseEvent &event);
    bool move(const QMouseEvent &event);
    bool release();

    Lane *m_lane;
    QWidget *m_surface;
    std::optional<size_t> m_rule; // being dragged
    bool m_isNear = false;
};

} // namespace spillway
