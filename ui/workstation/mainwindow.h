#pragma once
// The window: shows one session at a time on a workstation, opens dropped and chosen files by asking its
// owner, and shows inside itself what the desktop would not show. Owns no session and no engine.

#include "notifier.h"
#include "session.h"
#include "theme.h"
#include "workstation/shortcuts.h"

#include <QMainWindow>

namespace spillway {

class Welcome;
class Workstation;

class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    // Null shows what can be opened. The session must outlive the window or be replaced before it ends.
    explicit MainWindow(Session *session, const Theme &theme, QWidget *parent = nullptr);

    void setSession(Session *session);
    void setTheme(const Theme &theme);
    // Of time in view when a session begins.
    void setSpan(Duration span) { m_span = span; }
    // Whether the page without a session offers to play it.
    void setHasOutage(bool hasOutage);
    // Its failed notices are shown here; what is opened there raises this window.
    void watch(Notifier *notifier);
    Workstation *workstation() const { return m_workstation; } // null without a session
    Welcome *welcome() const { return m_welcome; }             // null with one

signals:
    void openRequested(const QString &path);
    void outageAsked();
    void searchAsked();
    void startingFileAsked();
    void settingsAsked();
    void aboutAsked();
    void otherThemeAsked(); // light instead of dark, or dark instead of light

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void build();
    void buildWelcome();
    void nameWindow();
    void addKeys();
    void chooseFile();
    void chooseComparison();
    void showNotice(const Notice &notice, const QString &why);
    void openNotice(const Notice &notice);

    Session *m_session;
    Theme m_theme;
    bool m_hasOutage = false;
    std::optional<Duration> m_span;
    std::vector<Shortcuts::Entry> m_keys; // of its own
    Workstation *m_workstation = nullptr;
    Welcome *m_welcome = nullptr;
};

} // namespace spillway
