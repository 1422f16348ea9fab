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

    enum class Sense { Forward, Back };

    bool isPlaying() const;
    bool isPlaying(Sense sense) const;
    bool isReplay() const { return m_session->mode() == Session::Mode::Replay; }
    double speed() const;
    // The instant that the next step starts from.
    Instant position() const;
    // The instant that the user looks at: under the crosshair, or else the newest in sight.
    Instant moment() const;
    // What the overview spans.
    TimeSpan extent() const;
    // Up to where what happened is known: a replay is still read ahead.
    Instant knownTo() const;
    bool isReadingAhead() const;
    // What a replay repeats.
    std::optional<TimeSpan> loop() const;
    static const std::vector<double> &speeds();

public slots:
    void togglePlaying();
    void toggleReverse();
    void stepBack();
    void stepForward();
    void previousEvent();
    void nextEvent();
    void goLive(); // a replay: follow its position again
    void scrub(spillway::Instant to);
    void goTo(spillway::Instant to); // a live session: the crosshair as well
    void toStart();
    void toEnd();
    void setSpeed(double speed);
    void faster();
    void slower();
    // Between the notes around the position; without notes, what is in sight. Again: no more.
    void toggleLoop();
    void loopFromHere();
    void loopToHere();
    void toggleReadingAhead();

signals:
    void changed();

private:
    void visit(Instant event);
    void play(Sense sense);
    TimeSpan betweenNotes() const;
    void setLoop(std::optional<TimeSpan> loop);

    Session *m_session;
    TimeWindow *m_window;
};

} // namespace spillway
