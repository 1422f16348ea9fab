#pragma once
// The window: shows one session at a time on a workstation, opens dropped and chosen files by asking its
// owner, and shows inside itself what the desktop would not show. Owns no session and no engine.

#include "notifier.h"
#include "session.h"
#include "theme.h"

#include <QMainWindow>

namespace spillway {

class Workstation;

class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    // Null shows what can be opened. The session must outlive the window or be replaced before it ends.
    explicit MainWindow(Session *session, const Theme &theme, QWidget *parent = nullptr);

    void setSession(Session *session);
    void setTheme(const Theme &theme);
    // Its failed notices are shown here; what is opened there raises this window.
    void watch(Notifier *notifier);
    Workstation *workstation() const { return m_workstation; }

signals:
    void openRequested(const QString &path);

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void build();
    void nameWindow();
    void addKeys();
    void chooseFile();
    void chooseComparison();
    void showNotice(const Notice &notice, const QString &why);
    void openNotice(const Notice &notice);

    Session *m_session;
    Theme m_theme;
    Workstation *m_workstation = nullptr;
};

} // namespace spillway
