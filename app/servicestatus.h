#pragma once
// Tells systemd, when it started this process, that the run is up, what it sees, and that it is alive: the
// watchdog is fed only while frames are consumed, so that a run that hangs is restarted. Does nothing under
// anybody else. Lives as long as the run.

#include "liverun.h"

#include <QTimer>

namespace spillway {

class ServiceStatus : public QObject {
    Q_OBJECT
public:
    explicit ServiceStatus(LiveRun &run);
    ~ServiceStatus() override;

private:
    void tell();

    const Session &m_session;
    QTimer m_timer;
    bool m_hasNewFrames = false;
};

} // namespace spillway
