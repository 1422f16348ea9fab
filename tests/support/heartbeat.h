#pragma once
// Watches that the event loop keeps turning: the longest time between two beats of a 5 ms timer.

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <algorithm>
#include <chrono>

namespace spillway {

class Heartbeat : public QObject {
public:
    Heartbeat() {
        m_sinceBeat.start();
        connect(&m_timer, &QTimer::timeout, this, [this] { beat(); });
        m_timer.setTimerType(Qt::PreciseTimer);
        m_timer.start(5);
    }
    std::chrono::milliseconds longestGap() {
        beat();
        return m_longest;
    }

private:
    void beat() { m_longest = std::max(m_longest, std::chrono::milliseconds(m_sinceBeat.restart())); }

    QElapsedTimer m_sinceBeat;
    QTimer m_timer;
    std::chrono::milliseconds m_longest{0};
};

} // namespace spillway
