#pragma once
// What a window or a headless run works on: one configuration, one engine and one source of frames,
// live (Poller) or replayed (Player). Views hold a Session and pull from engine() when changed() says
// so. Lives in the GUI thread; owned by app/.

#include "loststretch.h"
#include "notequeue.h"
#include "notifier.h"

#include <QObject>

#include <memory>
#include <vector>

namespace spillway {

class Player;
class Tape;

class Session : public QObject {
    Q_OBJECT
public:
    enum class Mode { Live, Replay };

    // Takes the notices to `notifier`, which must outlive the session; null = nobody is told. In
    // replay the notifier is never used: notices are only signalled.
    Session(Configuration configuration, Mode mode, Notifier *notifier, QObject *parent = nullptr);
    ~Session() override;

    Mode mode() const { return m_mode; }
    const Engine &engine() const { return *m_engine; }
    const Configuration &configuration() const { return m_engine->configuration(); }
    // Replay: an engine that has read ahead, for the overview and the flags to come; null before it began.
    // Until it has consumed the whole recording nothing is known about what lies behind its newest frame.
    // Live: null.
    enum class ReadAhead { Partly, Wholly };
    const Engine *survey() const { return m_survey.get(); }
    bool isSurveyed() const { return m_isSurveyed; }
    void setSurvey(std::unique_ptr<Engine> engine, ReadAhead extent);
    Player *player() const { return m_player; } // null when live
    void attach(Player *player);
    // Replay: what the recording no longer gives, as far as it was read.
    const std::vector<LostStretch> &lost() const { return m_lost; }
    void setLost(std::vector<LostStretch> lost) { m_lost = std::move(lost); }
    Tape *tape() const { return m_tape; } // null in a replay
    void setTape(Tape *tape) { m_tape = tape; }
    // The label of the source: "live", or the recording's file name.
    QString sourceName() const { return m_sourceName; }
    void setSourceName(const QString &name) { m_sourceName = name; }
    // Where the last review of the audit is or will be; empty: there is no place for one.
    QString reviewFile() const { return m_reviewFile; }
    void setReviewFile(const QString &path) { m_reviewFile = path; }

    void consume(const Frame &frame);
    // Live, before the first frame: goes on from what a run before this one has left.
    void restore(const Restored &restored);
    // Lets the notes and decisions before that time in, which otherwise wait for a later frame to bring them.
    void settleNotes(Instant before);

    // Between beginCatchUp and endCatchUp frames are consumed without signals or notices; then
    // changed() comes once.
    void beginCatchUp() { m_catchingUp = true; }
    void endCatchUp();
    // Inside a catch-up: goes on from this state, of earlier or later, with the notes that wait in it.
    // Views keep seeing the state before until endCatchUp(), which announces it with restarted().
    void restart(const Engine &from, const NoteQueue &notes);
    bool isRestarting() const { return m_fresh != nullptr; }
    // Of the newest frame, also inside a catch-up.
    const Engine &newestEngine() const { return m_fresh ? *m_fresh : *m_engine; }
    const NoteQueue &notes() const { return m_notes; }

public slots:
    // The stack's open alerts of that rule; of every rule when it is empty. A recording stays as it was
    // decided: in a replay nothing happens.
    void acknowledge(spillway::StackId stack, const QString &rule, const QString &comment = {});
    void snooze(spillway::StackId stack, const QString &rule, spillway::Duration length);
    void unsnooze(spillway::StackId stack, const QString &rule);
    // On that moment, or on the present one; an empty stack concerns all.
    void addNote(const QString &stack, const QString &text, std::optional<spillway::Instant> at = {});

signals:
    void frameConsumed(const spillway::Frame &frame);
    void changed(); // at most once per consumed frame; views coalesce
    void eventHappened(const spillway::Event &event);
    void noticeRaised(const spillway::Notice &notice);
    void noteAdded(const spillway::Event &note);      // by a human here; to be recorded
    void decided(const spillway::Decision &decision); // by a human here; to be recorded
    void restarted();
    void surveyed(); // wholly

private:
    Engine &fed() { return m_fresh ? *m_fresh : *m_engine; }
    void publish(const Consumed &consumed);
    void decide(StackId stack, Decision decision);
    void settleSoon();

    Mode m_mode;
    Notifier *m_notifier;
    std::unique_ptr<Engine> m_engine; // what views see
    std::unique_ptr<Engine> m_fresh;  // being caught up after a restart
    std::unique_ptr<Engine> m_survey;
    bool m_isSurveyed = false;
    NoteQueue m_notes;
    Player *m_player = nullptr;
    Tape *m_tape = nullptr;
    std::vector<LostStretch> m_lost;
    QString m_sourceName;
    QString m_reviewFile;
    bool m_catchingUp = false;
};

} // namespace spillway
