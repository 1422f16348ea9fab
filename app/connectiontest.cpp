#include "connectiontest.h"

#include "liverun.h"
#include "probe.h"
#include "right.h"
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
        emit answered(
            oneLine(QStringLiteral("%1: %2 answered in %3 ms")
                        .arg(endpoint.name, frame.outcome->version, QString::number(frame.took.count()))));
        tellRights(endpoint, *frame.outcome);
    }
    if (m_heard.size() == m_configuration.endpoints.size())
        emit finished();
}

// What is unknown for want of a right is a finding; a right too many is only said.
void ConnectionTest::tellRights(const Endpoint &endpoint, const Reading &reading) {
    for (const Right &right : rightsOf(endpoint, reading)) {
        const bool missing = right.state == right::missing;
        m_lacksRight = m_lacksRight || missing;
        QString line = right.state == right::granted ? QStringLiteral("  sees %1 (%2)")
                       : missing                     ? QStringLiteral("  does not see %1 (%2)")
                                                     : QStringLiteral("  not offered: %1 (%2)");
        line = line.arg(right.gives, right.name);
        if (missing)
            line += QStringLiteral("; on the server: ") + right.remedy;
        emit answered(line);
    }
    for (const QString &excess : excessOf(endpoint, reading))
        emit answered(QStringLiteral("  more than it needs: the account ") + excess);
}

} // namespace spillway
