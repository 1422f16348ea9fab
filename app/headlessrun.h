#pragma once
// A live run on a terminal: it lasts until a signal, for a given time, or until nobody reads the output,
// and its recording is closed before it ends. SIGUSR1 keeps its last fifteen minutes in a file. For
// `watch` and `record`.

#include "exitcode.h"
#include "interrupt.h"
#include "liverun.h"
#include "statusline.h"

#include <QTimer>

#include <optional>

namespace spillway {

class HeadlessRun {
public:
    explicit HeadlessRun(const Configuration &configuration);

    LiveRun &live() { return m_live; }
    bool recordTo(const QString &path, const RecordingPolicy &policy); // says why not
    void keepRecentIn(const QString &path) { m_recentPath = path; }    // when SIGUSR1 comes
    // The event loop; returns when all is closed.
    ExitCode watch(std::optional<Duration> length);

private:
    void showSize();

    Interrupt m_interrupt;
    StatusLine m_status;
    QTimer m_sizeTimer;
    QString m_recentPath;
    LiveRun m_live;
};

} // namespace spillway
