#include "drillrun.h"

#include "incident.h"

#include <algorithm>

namespace spillway {

std::optional<DrillRun::Task> DrillRun::taskOf(const Session &session, const QString &drill) {
    if (!session.survey())
        return std::nullopt;
    const std::vector<Incident> incidents = incidentsOf(session.survey()->timeline());
    Task task;
    task.drill = drillNamed(drill);
    if (!incidents.empty()) {
        const Incident &incident = incidents.front();
        task.stack = session.configuration().stackNamed(incident.stack).value_or(0);
        task.verdict = incident.verdict;
        task.truth = {incident.from, incident.verdict.culprit, incident.verdict.cause,
                      rightMoves(incident.verdict.culprit, incident.verdict.cause)};
    }
    if (task.drill)
        task.truth = spillway::truthOf(*task.drill);
    else if (incidents.empty())
        return std::nullopt;
    return task;
}

DrillRun::DrillRun(const Session *session, const Task &task, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_task(task) {}

// Nothing counts before the first reading and after the end.
bool DrillRun::takes(const DrillDeed &deed) {
    if (m_isOver || deed.at == Instant{})
        return false;
    if (m_start == Instant{})
        m_start = m_session->engine().history().oldest();
    m_deeds.push_back(deed);
    return true;
}

void DrillRun::markOnset(Instant at) {
    if (!takes({m_session->engine().now(), OnsetMarked{at}}))
        return;
    m_onset = at;
    emit changed();
}

void DrillRun::name(Culprit culprit) {
    if (m_culprit == culprit || !takes({m_session->engine().now(), CulpritNamed{culprit}}))
        return;
    m_culprit = culprit;
    if (m_cause)
        takes({m_session->engine().now(), CauseNamed{}});
    m_cause.reset();
    emit changed();
}

void DrillRun::nameCause(std::optional<Cause> cause) {
    if (m_cause == cause || !takes({m_session->engine().now(), CauseNamed{cause}}))
        return;
    m_cause = cause;
    emit changed();
}

// Whoever acts before he has named anybody is asked to name somebody first; that costs nothing.
void DrillRun::make(DrillMove move) {
    const bool isDone = std::find(m_moves.begin(), m_moves.end(), move) != m_moves.end();
    if (isDone || !m_culprit || !takes({m_session->engine().now(), MoveMade{move}}))
        return;
    m_moves.push_back(move);
    const std::vector<DrillMove> &right = m_task.truth.moves;
    if (std::find(right.begin(), right.end(), move) != right.end())
        finish();
    else
        emit changed();
}

void DrillRun::giveUp() {
    if (!m_isOver)
        finish();
}

void DrillRun::finish() {
    m_isOver = true;
    m_score = scoreOf(m_task.truth, m_start, m_deeds);
    emit over();
}

} // namespace spillway
