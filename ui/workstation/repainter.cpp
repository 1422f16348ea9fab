#include "workstation/repainter.h"

#include <QElapsedTimer>
#include <QEvent>
#include <QWidget>

#include <algorithm>
#include <utility>

namespace spillway {

Repainter::Repainter(QObject *parent)
    : QObject(parent) {
    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, [this] {
        if (std::exchange(m_waiting, false))
            refreshVisible();
    });
}

void Repainter::add(QWidget *view, std::function<void()> refresh) {
    m_views.push_back({view, std::move(refresh), true});
    view->installEventFilter(this);
}

void Repainter::markAll() {
    for (View &view : m_views)
        view.dirty = true;
    if (m_waiting)
        return;
    m_waiting = true;
    if (!m_pause.isActive())
        m_pause.start(0); // after the events that are waiting now
}

void Repainter::refreshVisible() {
    QElapsedTimer took;
    took.start();
    for (View &view : m_views) {
        if (view.dirty && view.widget->isVisible())
            refresh(view);
    }
    m_cost.lastMs = static_cast<double>(took.nsecsElapsed()) / 1e6;
    m_cost.worstMs = std::max(m_cost.worstMs, m_cost.lastMs);
    m_pause.start(Interval);
}

bool Repainter::eventFilter(QObject *watched, QEvent *event) {
    if (event->type() == QEvent::Show) {
        for (View &view : m_views) {
            if (view.widget == watched && view.dirty)
                refresh(view);
        }
    }
    return QObject::eventFilter(watched, event);
}

void Repainter::refresh(View &view) {
    view.dirty = false;
    view.refresh();
}

} // namespace spillway
