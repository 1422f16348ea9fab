#pragma once
// What play, step and "next event" mean for the session on screen: a replay moves its player, a live
// session holds or moves the time window. Keys and buttons both come here. Owned by the workstation.

#include "charts/timewindow.h"
#include "session.h"

#include <QObject>

namespace spillway {

class Navigation : public QObject {
    Q_OBJECT
public:
    Navigation(Session *session, TimeWindow *window, QObject *parent = nullptr);

    bool isPlaying() const;
    bool isReplay() const { return m_session->mode() == Session::Mode::Replay; }
    double speed() const;
    // The instant that the next step starts from.
    Instant position() const;
    // What the overview spans.
    TimeSpan extent() const;

public slots:
    void togglePlaying();
    void stepBack();
    void stepForward();
    void previousEvent();
    void nextEvent();
    void goLive(); // a replay: follow its position again
    void scrub(spillway::Instant to);
    void setSpeed(double speed);

signals:
    void changed();

private:
    void visit(Instant event);

    Session *m_session;
    TimeWindow *m_window;
};

} // namespace spillway
