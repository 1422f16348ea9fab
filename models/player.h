#pragma once
// Runs a recording into a Session: play, pause, speed, step and seek, forwards and back. Times are the
// recording's own; the injected timer only paces. Seeking back is a restart plus a fast catch-up, so
// that there is no second code path. Owned by app/ or the window; the session must outlive it.

#include "frame.h"
#include "session.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>

namespace spillway {

class RecordingReader;

class Player : public QObject {
    Q_OBJECT
public:
    Player(std::unique_ptr<RecordingReader> recording, Session *session, QObject *parent = nullptr);
    ~Player() override;

    Instant start() const; // of the first frame
    Instant end() const;   // of the last frame
    Instant position() const { return m_position; }
    bool isPlaying() const { return m_timer.isActive(); }
    double speed() const { return m_speed; } // recording seconds per second; 0.1 to 10 000
    bool atEnd() const;

    // Consumes everything at once, for `diagnose` and tests.
    void runToEnd();

public slots:
    void play();
    void pause();
    void togglePlaying();
    void setSpeed(double speed);
    void seek(spillway::Instant to);
    void stepForward();  // to the next sample
    void stepBack();
    void nextEvent();     // to the next event of the survey after the position
    void previousEvent();

signals:
    void positionChanged(spillway::Instant position);
    void playingChanged(bool playing);
    void speedChanged(double speed);
    void finished();

private:
    void tick();
    void deliverUpTo(Instant to);

    std::unique_ptr<RecordingReader> m_recording;
    Session *m_session;
    QTimer m_timer;
    Instant m_position;
    std::optional<Frame> m_next; // read, not yet delivered
    double m_speed = 1;
};

} // namespace spillway
