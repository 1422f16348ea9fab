#pragma once
// Asks every endpoint of a configuration once and says what came of it, what its account sees, which right
// is missing and which one is too many. For `check --connect`.

#include "clock.h"
#include "configuration.h"
#include "exitcode.h"
#include "poller.h"

#include <QObject>

#include <set>

namespace spillway {

class ConnectionTest : public QObject {
    Q_OBJECT
public:
    explicit ConnectionTest(const Configuration &configuration, QObject *parent = nullptr);

    void start() { m_poller.pollNow(); }
    ExitCode result() const;

signals:
    void answered(const QString &line);
    void finished();

private:
    void take(const Frame &frame);
    void tellRights(const Endpoint &endpoint, const Reading &reading);

    Configuration m_configuration;
    SystemClock m_clock;
    Poller m_poller;
    std::set<EndpointId> m_heard;
    size_t m_good = 0;
    bool m_lacksRight = false;
};

} // namespace spillway
