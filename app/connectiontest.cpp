#include "connectiontest.h"

#include "configurationtext.h"
#include "liverun.h"
#include "probe.h"
#include "terminal.h"

namespace spillway {

ConnectionTest::ConnectionTest(const Configuration &configuration, QObject *parent)
    : QObject(parent)
    , m_configuration(configuration)
    , m_poller(targetsOf(configuration), &m_clock) {
    connect(&m_poller, &Poller::frameReady, this, &ConnectionTest::take);
}

ExitCode ConnectionTest::result() const {
    if (m_good == 0)
        return ExitCode::Unreachable;
    return m_good == m_configuration.endpoints.size() && !m_lacksRight ? ExitCode::Done : ExitCode::Findings;
}

void ConnectionTest::take(const Frame &frame) {
    if (!m_heard.insert(frame.endpoint).second)
        return;
    const Endpoint &endpoint = m_configuration.endpoints[frame.endpoint];
    if (!frame.outcome) {
        emit answered(failureText(endpoint.name, frame.outcome.failure()));
    } else {
        ++m_good;
        QString line = QStringLiteral("%1: %2 answered in %3 ms")
                           .arg(endpoint.name, frame.outcome->version, QString::number(frame.took.count()));
        if (frame.outcome->value(Field::CanSee) == 0.0) {
            m_lacksRight = true;
            line += QStringLiteral(", but its account may not see the sessions; on the server: ") +
                    grantFor(endpoint);
        }
        emit answered(oneLine(line));
    }
    if (m_heard.size() == m_configuration.endpoints.size())
        emit finished();
}

} // namespace spillway
