#include "servicestatus.h"

#include <systemd/sd-daemon.h>

#include <algorithm>
#include <utility>

namespace spillway {

namespace {

// Without a watchdog the status line alone is renewed.
constexpr Duration usualPause{10'000};

QString statusOf(const Engine &engine) {
    const size_t count = engine.configuration().endpoints.size();
    size_t silent = 0;
    for (size_t i = 0; i < count; ++i)
        silent += engine.endpoint(static_cast<EndpointId>(i)).state == EndpointState::Up ? 0 : 1;
    const auto firing = std::count_if(engine.alerts().begin(), engine.alerts().end(),
                                      [](const Alert &alert) { return alert.state == AlertState::Firing; });
    return QStringLiteral("%1 of %2 endpoints answer, %3 alerts fire")
        .arg(count - silent)
        .arg(count)
        .arg(firing);
}

} // namespace

ServiceStatus::ServiceStatus(LiveRun &run)
    : m_session(run.session()) {
    connect(&run.session(), &Session::frameConsumed, this, [this] { m_hasNewFrames = true; });
    connect(&m_timer, &QTimer::timeout, this, &ServiceStatus::tell);
    uint64_t watchdog = 0; // us
    const bool isWatched = sd_watchdog_enabled(0, &watchdog) > 0;
    m_timer.start(isWatched ? std::chrono::duration_cast<Duration>(std::chrono::microseconds(watchdog / 2))
                            : usualPause);
    sd_notify(0, "READY=1");
}

ServiceStatus::~ServiceStatus() {
    sd_notify(0, "STOPPING=1");
}

void ServiceStatus::tell() {
    if (!std::exchange(m_hasNewFrames, false))
        return;
    const QByteArray state = "WATCHDOG=1\nSTATUS=" + statusOf(m_session.engine()).toUtf8();
    sd_notify(0, state.constData());
}

} // namespace spillway
