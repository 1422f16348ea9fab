#pragma once
// Runs a recording into a Session: play, pause, speed, step, seek and loop, forwards and back. Times are
// the recording's own; the one timer only paces, and every tick works for some milliseconds at most, so
// that the window stays live at any speed. Going back is a restart from the nearest checkpoint plus a fast
// catch-up: there is no second code path. Owned by app/ or the window; GUI thread; the session must
// outlive it.

#include "checkpoints.h"
#include "frame.h"
#include "session.h"
#include "survey.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>

namespace spillway {

class RecordingReader;

class Player : public QObject {
    Q_OBJECT
public:
    enum class Direction { Forward, Back };
    struct Loop {
        Instant from;
        Instant to;
        friend bool operator==(const Loop &, const Loop &) = default;
    };

    // The session has the recording's configuration, perhaps with other rules. Nothing is consumed yet.
    Player(std::unique_ptr<RecordingReader> recording, Session *session, QObject *parent = nullptr);
    ~Player() override;

    QString recordingPath() const;
    Instant start() const;                          // of the first frame
    Instant end() const;                            // of the last frame
    Instant position() const { return m_position; } // every frame up to here has been consumed
    bool isPlaying() const { return m_playing; }
    Direction direction() const { return m_direction; } // in which it plays or last did
    const std::optional<Loop> &loop() const { return m_loop; }
    bool isSeeking() const { return m_target.has_value(); }
    double speed() const { return m_speed; } // recording seconds per second; 0.1 to 10 000
    bool atEnd() const { return !m_next && !isSeeking(); }

    // Reads the whole recording ahead and gives the session its survey, for `snapshot` and tests.
    void survey();
    void beginSurvey(); // the same on a thread: the survey grows, and seeks become short behind it
    void endSurvey();   // what was read ahead so far stays
    bool isSurveying() const { return m_survey.isRunning(); }
    // Consumes the rest at once and signals every event, for `diagnose` and tests.
    void runToEnd();
    // As seek(), but there when it returns; for `snapshot` and tests.
    void seekNow(Instant to);

public slots:
    // Where there is nothing left in that direction: from the other end.
    void play(spillway::Player::Direction direction = Direction::Forward);
    void pause();
    void togglePlaying();
    void setSpeed(double speed);
    // Playing stays inside; nullopt plays on.
    void setLoop(std::optional<spillway::Player::Loop> loop);
    // Arrives with positionChanged(), after as many ticks as the way takes; a newer call replaces it.
    // What lies between is consumed without signals.
    void seek(spillway::Instant to);
    void stepForward(); // to the next sample
    void stepBack();
    void nextEvent(); // to the next event of the survey after the position
    void previousEvent();

signals:
    void positionChanged(spillway::Instant position);
    void playingChanged(bool playing); // or the direction
    void loopChanged();
    void speedChanged(double speed);
    void finished();
    void surveyingChanged(bool surveying);
    void eventsNotKnownYet(); // the next event lies behind what has been read ahead
    void noteKept();
    void noteNotKept(const spillway::Failure &why); // it is shown, but not in the file or beside it

private:
    enum class Progress { Arrived, OutOfTime };

    void tick();
    void advance();
    Progress deliverUpTo(Instant to, Duration budget);
    void keepCheckpoint();
    void takeCheckpoint(Checkpoint &&checkpoint);
    void takeSurvey(std::unique_ptr<Engine> engine, Session::ReadAhead extent);
    void startOver(const Checkpoint &from);
    void arrive(Instant at);
    bool isAtStop() const;
    void takeNote(const Event &note);
    void paceTimer();
    Instant sampleBefore(Instant at);

    std::unique_ptr<RecordingReader> m_recording;
    Session *m_session;
    Checkpoints m_checkpoints;
    Survey m_survey;
    qint64 m_frames = 0; // consumed up to here
    QTimer m_timer;
    QElapsedTimer m_sinceTick;
    double m_owed = 0; // milliseconds of recording time below the resolution of an Instant
    Instant m_position;
    std::optional<Instant> m_reached; // time of the newest frame consumed
    std::optional<Instant> m_target;  // of the seek under way
    std::optional<Frame> m_next;      // read, not yet delivered
    double m_speed = 1;
    bool m_playing = false;
    Direction m_direction = Direction::Forward;
    std::optional<Loop> m_loop;
};

} // namespace spillway
