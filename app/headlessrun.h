#pragma once
// A live run on a terminal: it lasts until a signal, for a given time, or until nobody reads the output,
// and its recording is closed before it ends. For `watch` and `record`.

#include "exitcode.h"
#include "interrupt.h"
#include "liverun.h"

#include <optional>

namespace spillway {

class HeadlessRun {
public:
    explicit HeadlessRun(const Configuration &configuration);

    LiveRun &live() { return m_live; }
    bool recordTo(const QString &path, const RecordingPolicy &policy); // says why not
    // The event loop; returns when all is closed.
    ExitCode watch(std::optional<Duration> length);

private:
    Interrupt m_interrupt;
    LiveRun m_live;
};

} // namespace spillway
