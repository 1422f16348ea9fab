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
class Counterpart;
class EndpointList;
class EvidencePanel;
class KeySheet;
class LaneStack;
class Navigation;
class NoticeBar;
class Plane;
class Questions;
class Shortcuts;
class StackList;
class TextLabel;
class TimeBar;
class TopBar;
class VerdictBanner;
class WhatIf;

class Workstation : public QWidget {
    Q_OBJECT
public:
    enum Page { OverviewPage, AlertsPage, TimelinePage };

    Workstation(Session *session, const Theme &theme, QWidget *parent = nullptr);

    StackId stack() const { return m_stack; }
    QString stackName() const;
    QString pageName(int page) const;
    TimeWindow &window() { return m_window; }
    NoticeBar &notices() { return *m_notices; }

public slots:
    void chooseStack(spillway::StackId stack);
    void showPage(int page);
    void acknowledge();
    void writeNote(); // on the moment in view
    void addBookmark();
    void askMoment();    // to go to
    void askThreshold(); // to try out; of the next rule each time
    void compareWith(const QString &recording);
    bool dropExtra(); // what is tried out or compared with; false: there was none
    void toggleKeySheet();
    void copyVisible();
    // Everything that is visible, from the session as it is now.
    void refreshNow();

signals:
    void compareAsked(); // with a recording that is to be chosen
    void stackChosen(const QString &name);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QWidget *makeSideColumn();
    QWidget *makeOverview();
    QWidget *makeAlerts();
    QWidget *makeTimeline();
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
    StackList *m_stacks;
    TextLabel *m_endpointsTitle;
    EndpointList *m_endpoints;
    NoticeBar *m_notices;
    VerdictBanner *m_banner;
    QStackedWidget *m_pages;
    LaneStack *m_lanes;
    Plane *m_plane;
    EvidencePanel *m_evidence;
    AlertsPanel *m_alerts;
    TimeBar *m_timeBar;
    Counterpart *m_counterpart;
    WhatIf *m_whatIf;
    Questions *m_questions;
    KeySheet *m_keySheet;
    Shortcuts *m_shortcuts;
};

} // namespace spillway
