#pragma once
// The window and what it shows: nothing yet, a live run or a replay, one at a time. Opens files that the
// user chooses or drops, and puts the next one in the place of the last. Owned by a window command.

#include "document.h"
#include "liverun.h"
#include "replayrun.h"
#include "workstation/mainwindow.h"

#include <memory>

namespace spillway {

class Desk : public QObject {
    Q_OBJECT
public:
    explicit Desk(Notifier *notifier);

    // An open one.
    void show(Document document);
    void showWindow() { m_window.show(); }
    void keepRecent();                                                          // of a live run
    Player *player() const { return m_replay ? &m_replay->player() : nullptr; } // null when live

private:
    void open(const QString &path);
    void explain(const QStringList &problems);

    Notifier *m_notifier;
    std::unique_ptr<LiveRun> m_live;
    std::unique_ptr<ReplayRun> m_replay;
    MainWindow m_window; // ends before the sessions that it shows
};

} // namespace spillway
