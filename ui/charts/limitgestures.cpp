#include "limitgestures.h"

#include "lane.h"

#include <QMouseEvent>

namespace spillway {

LimitGestures::LimitGestures(Lane *lane, QWidget *surface)
    : QObject(lane)
    , m_lane(lane)
    , m_surface(surface) {
    surface->installEventFilter(this);
}

bool LimitGestures::eventFilter(QObject *watched, QEvent *event) {
    switch (event->type()) {
    case QEvent::MouseButtonPress:
        return press(*static_cast<QMouseEvent *>(event));
    case QEvent::MouseMove:
        return move(*static_cast<QMouseEvent *>(event));
    case QEvent::MouseButtonRelease:
        return release();
    default:
        return QObject::eventFilter(watched, event);
    }
}

bool LimitGestures::press(const QMouseEvent &event) {
    if (event.button() == Qt::LeftButton && event.modifiers() == Qt::NoModifier)
        m_rule = m_lane->ruleAt(event.position());
    return m_rule.has_value();
}

bool LimitGestures::move(const QMouseEvent &event) {
    if (m_rule) {
        emit dragged(*m_rule, m_lane->valueAt(event.position().y()));
        return true;
    }
    const bool isNear = event.buttons() == Qt::NoButton && m_lane->ruleAt(event.position());
    if (isNear != m_isNear) {
        m_isNear = isNear;
        if (isNear)
            m_surface->setCursor(Qt::SizeVerCursor);
        else
            m_surface->unsetCursor();
    }
    return false;
}

bool LimitGestures::release() {
    const bool wasOurs = m_rule.has_value();
    m_rule.reset();
    return wasOurs;
}

} // namespace spillway
