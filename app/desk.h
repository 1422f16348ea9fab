#pragma once
// The window and what it shows: ways to begin, a live run or a replay, one at a time. Opens files that the
// user chooses or drops, and puts the next one in the place of the last. Owned by a window command.

#include "appearance.h"
#include "document.h"
#include "liverun.h"
#include "localsearch.h"
#include "noticeswitch.h"
#include "replayrun.h"
#include "reviewreminder.h"
#include "vitals.h"
#include "workstation/mainwindow.h"

#include <memory>

namespace spillway {

class Desk : public QObject {
    Q_OBJECT
public:
    // What it is given outlives it.
    Desk(NoticeSwitch *notifier, Appearance *appearance, const Preferences &preferences);

    // An open one.
    void show(Document document);
    void showWindow() { m_window.show(); }
    void keepRecent();                                                          // of a live run
    Player *player() const { return m_replay ? &m_replay->player() : nullptr; } // null when live

private:
    void open(const QString &path);
    void playOutage();
    void search();
    void showFound(const std::vector<LocalAnswer> &answers);
    void writeStartingFile();
    void changeTheme();
    void openSettings();
    void apply(const Preferences &preferences);
    void sendTestNotice();
    void openAbout();
    Vitals vitals() const;
    void explain(const QString &text, const QStringList &problems);

    NoticeSwitch *m_notifier;
    Appearance *m_appearance;
    Preferences m_preferences;
    LocalSearch m_search;
    std::vector<LocalAnswer> m_found;
    std::unique_ptr<LiveRun> m_live;
    std::unique_ptr<ReviewReminder> m_reminder; // ends before the live run
    std::unique_ptr<ReplayRun> m_replay;
    MainWindow m_window; // ends before the sessions that it shows
};

} // namespace spillway
