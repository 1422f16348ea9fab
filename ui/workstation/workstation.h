#pragma once
// Everything inside the window for one session in one theme: top bar, stacks and endpoints, verdict,
// pages and time bar, and their keys. It shows and asks; it owns no engine and derives nothing. Replaced
// as a whole when the session or the theme is another one. Owned by the main window.

#include "charts/timewindow.h"
#include "session.h"
#include "theme.h"
#include "workstation/repainter.h"

#include <QWidget>

class QStackedWidget;

namespace spillway {

class AlertsPanel;
class AuditPage;
class CommandPalette;
class Counterpart;
class Decisions;
class EvidencePanel;
class KeySheet;
class LaneStack;
class LearnPage;
class Navigation;
class NoticeBar;
class NumbersModel;
class Plane;
class Questions;
class Shortcuts;
class SideColumn;
class TimeBar;
class TopBar;
class VerdictBanner;
class WhatIf;

class Workstation : public QWidget {
    Q_OBJECT
public:
    enum Page { OverviewPage, AlertsPage, TimelinePage, NumbersPage, AuditsPage, LearningPage };

    Workstation(Session *session, const Theme &theme, QWidget *parent = nullptr);

    // What the user looks at.
    struct Place {
        StackId stack;
        int page;
        TimeSpan shown;
        TimeWindow::Mode mode;
    };
    Place place() const;
    void goTo(const Place &place);
    void setSpan(Duration span); // of time in view

    StackId stack() const { return m_stack; }
    QString stackName() const {
        const auto &stacks = m_session->configuration().stacks;
        return m_stack < stacks.size() ? stacks[m_stack].name : QString();
    }
    static QStringList pageNames();
    TimeWindow &window() { return m_window; }
    const Repainter &repainter() const { return m_repainter; }
    NoticeBar &notices() { return *m_notices; }
    Questions &questions() { return *m_questions; }
    Decisions &decisions() { return *m_decisions; }
    Shortcuts &shortcuts() { return *m_shortcuts; }

public slots:
    void chooseStack(spillway::StackId stack);
    void showPage(int page);
    void showTopic(const QString &topic); // of the built-in documentation
    void showRunbook();                   // what helps with the stack in view
    void writeNote();                     // on the moment in view
    void noteNow(const QString &text);    // on the moment in view
    void askThreshold();                  // to try out; of the next rule each time
    void compareWith(const QString &recording);
    bool dropExtra(); // what is tried out or compared with; false: there was none
    void toggleKeySheet();
    void openPalette();
    void findStack();
    void toggleNumbers(); // the table of what the lanes show
    void copyVisible();
    // Everything that is visible, from the session as it is now.
    void refreshNow();

signals:
    void compareAsked(); // with a recording that is to be chosen
    void stackChosen(const QString &name);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QWidget *makeOverview();
    QWidget *makeAlerts();
    QWidget *makeTimeline();
    QWidget *makeNumbers();
    void connectSession();
    void connectPlayer();
    void connectWhatIf();
    void showCounterpart();
    void connectPanels();
    void addViews();
    void refreshPlane();
    void startAgain();
    void followTime();

    Session *m_session;
    Theme m_theme;
    TimeWindow m_window{std::chrono::minutes(10)}; // as long as the plane's trail
    Navigation *m_navigation;
    Repainter m_repainter;
    StackId m_stack = 0;
    TopBar *m_top;
    SideColumn *m_side;
    NoticeBar *m_notices;
    VerdictBanner *m_banner;
    QStackedWidget *m_pages;
    NumbersModel *m_numbers;
    LaneStack *m_lanes;
    Plane *m_plane;
    EvidencePanel *m_evidence;
    AlertsPanel *m_alerts;
    AuditPage *m_audit;
    LearnPage *m_learn;
    TimeBar *m_timeBar;
    Counterpart *m_counterpart;
    WhatIf *m_whatIf;
    Questions *m_questions;
    Decisions *m_decisions;
    KeySheet *m_keySheet;
    CommandPalette *m_palette;
    Shortcuts *m_shortcuts;
};

} // namespace spillway
