#pragma once
// Brings views up to date when the session has changed: only those that are visible, each at most once
// per interval, however many frames arrive. A hidden view stays dirty until it is shown. Owned by the
// workstation; GUI thread.

#include "instant.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <vector>

class QWidget;

namespace spillway {

class Repainter : public QObject {
    Q_OBJECT
public:
    static constexpr Duration Interval{100};

    explicit Repainter(QObject *parent = nullptr);

    void add(QWidget *view, std::function<void()> refresh);

    // How long it took to bring the visible views up to date.
    struct Cost {
        double lastMs = 0;
        double worstMs = 0;
    };
    const Cost &cost() const { return m_cost; }

public slots:
    void markAll(); // dirty; refreshed soon
    void refreshVisible();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct View {
        QWidget *widget;
        std::function<void()> refresh;
        bool dirty;
    };
    void refresh(View &view);

    std::vector<View> m_views;
    QTimer m_pause; // running: the last round was less than an interval ago
    bool m_waiting = false;
    Cost m_cost;
};

} // namespace spillway
