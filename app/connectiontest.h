#pragma once
// Asks every endpoint of a configuration once and says in a line what came of it, with the right that
// is missing. For `check --connect`.

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

    Configuration m_configuration;
    SystemClock m_clock;
    Poller m_poller;
    std::set<EndpointId> m_heard;
    size_t m_good = 0;
    bool m_lacksRight = false;
};

} // namespace spillway
