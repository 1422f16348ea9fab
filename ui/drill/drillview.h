#pragma once
// The screen of a drill: the lanes and the numbers of the servers as they come, without a verdict, alerts,
// flags or causes, and beside them the questions. When it is over the lanes show all, and the score with the
// explanation stands where the questions were. Owned by the window of a drill.

#include "charts/timewindow.h"
#include "drill/drillrecord.h"
#include "drillrun.h"
#include "theme.h"
#include "workstation/repainter.h"

#include <QWidget>

class QStackedWidget;
class QTextBrowser;
class QToolButton;

namespace spillway {

class DrillAnswers;
class LaneStack;
class Navigation;
class ReadingModel;
class TextLabel;

class DrillView : public QWidget {
    Q_OBJECT
public:
    // The session is a replay with its player; both outlive the view.
    DrillView(Session *session, DrillRun *run, const Theme &theme, QWidget *parent = nullptr);

    // Of the person, the oldest first, for when it is over.
    void setHistory(const std::vector<DrillRecord> &history);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QWidget *makeHead();
    QWidget *makeNumbers();
    void addKeys();
    void refreshHead();
    void follow();
    void reveal();

    Session *m_session;
    DrillRun *m_run;
    Theme m_theme;
    TimeWindow m_window{std::chrono::minutes(15)};
    Navigation *m_navigation;
    Repainter m_repainter;
    ReadingModel *m_readings;
    TextLabel *m_clock;
    QToolButton *m_play;
    LaneStack *m_lanes;
    QStackedWidget *m_right;
    DrillAnswers *m_answers;
    QTextBrowser *m_result;
    std::vector<DrillRecord> m_history;
};

} // namespace spillway
