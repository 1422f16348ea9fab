#pragma once
// The questions of a drill and their keys: when it began (O), who it is (C, T, D, X, U), by what cause, and
// what to do (M, then Enter). Owned by the view of a drill.

#include "drillrun.h"
#include "theme.h"
#include "workstation/panel.h"

#include <map>

class QComboBox;
class QListWidget;
class QPushButton;

namespace spillway {

class TextLabel;

class DrillAnswers : public Panel {
    Q_OBJECT
public:
    DrillAnswers(DrillRun *run, const Theme &theme, QWidget *parent = nullptr);

    // By the key of it; what `M` and Enter do.
    void chooseMoves();

signals:
    void onsetAsked(); // at the moment in view

private:
    void addHeading(const QString &text);
    void addOnset();
    void addCulprits();
    void addCause();
    void addMoves();
    void refresh();
    void refreshCauses();
    void makeChosen();

    DrillRun *m_run;
    TextLabel *m_onset;
    std::map<Culprit, QPushButton *> m_culprits;
    QComboBox *m_cause;
    QListWidget *m_moves;
    QPushButton *m_make;
    TextLabel *m_reply; // of the last move
};

} // namespace spillway
