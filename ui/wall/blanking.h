#pragma once
// Asks the desktop not to blank the screen while a wall is up: org.freedesktop.ScreenSaver, and where
// there is none, org.freedesktop.PowerManagement.Inhibit. Never blocks. The desktop releases what it granted
// when the connection ends, also after a crash. Owned by the wall's window; GUI thread.

#include "notify/sessionbus.h"

class QDBusPendingCallWatcher;

namespace spillway {

class Blanking : public QObject {
    Q_OBJECT
public:
    // An empty address means the session's own bus.
    explicit Blanking(const QString &busAddress = {}, QObject *parent = nullptr);

    void inhibit();
    bool isInhibited() const { return m_inhibited; }

signals:
    // True: the screen stays on as long as this lives. False: nobody has promised it.
    void inhibitedChanged(bool inhibited);

private:
    void ask(int service);
    void takeAnswer(QDBusPendingCallWatcher *call, int service);
    void loseBus();
    void settle(bool inhibited);

    SessionBus m_bus;
    bool m_inhibited = false;
};

} // namespace spillway
