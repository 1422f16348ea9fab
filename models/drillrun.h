#pragma once
// One drill being done: what the trainee has marked, named and done so far at the recording's times, and
// the score once it is over. Reads the session and its survey, and changes neither. Owned by the window of a
// drill; GUI thread; the session must outlive it.

#include "drill/drill.h"
#include "session.h"

namespace spillway {

class DrillRun : public QObject {
    Q_OBJECT
public:
    // What the recording of a session holds for a drill: of the bundled one of that name what is known of it,
    // of any other the first incident that a verdict blames somebody for. nullopt: there is none.
    struct Task {
        StackId stack = 0;
        DrillTruth truth;
        const Drill *drill = nullptr; // the bundled one
        Verdict verdict;              // what Spillway says of it; unknown if it blames nobody
    };
    // The session's recording must have been read ahead wholly.
    static std::optional<Task> taskOf(const Session &session, const QString &drill);

    DrillRun(const Session *session, const Task &task, QObject *parent = nullptr);

    const Task &task() const { return m_task; }
    bool isOver() const { return m_isOver; }
    const DrillScore &score() const { return m_score; } // once it is over
    // As last said.
    std::optional<Instant> onset() const { return m_onset; }
    std::optional<Culprit> culprit() const { return m_culprit; }
    std::optional<Cause> cause() const { return m_cause; }
    const std::vector<DrillMove> &moves() const { return m_moves; } // that were made

public slots:
    void markOnset(spillway::Instant at);
    void name(spillway::Culprit culprit); // forgets the cause
    void nameCause(std::optional<spillway::Cause> cause);
    // Once somebody is named; the right one ends the drill.
    void make(spillway::DrillMove move);
    void giveUp();

signals:
    void changed();
    void over();

private:
    bool takes(const DrillDeed &deed);
    void finish();

    const Session *m_session;
    Task m_task;
    std::vector<DrillDeed> m_deeds;
    std::optional<Instant> m_onset;
    std::optional<Culprit> m_culprit;
    std::optional<Cause> m_cause;
    std::vector<DrillMove> m_moves;
    Instant m_start;
    DrillScore m_score;
    bool m_isOver = false;
};

} // namespace spillway
