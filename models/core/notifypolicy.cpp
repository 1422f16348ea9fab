#include "notifypolicy.h"

#include "format.h"

#include <QCoreApplication>

#include <algorithm>
#include <iterator>
#include <utility>

namespace spillway {

namespace {

QString tr(const char *text) {
    return QCoreApplication::translate("Notice", text);
}

bool namesSomeone(Culprit culprit) {
    return culprit != Culprit::None && culprit != Culprit::Unknown;
}

bool anyAlertBecame(AlertState state, const std::vector<Event> &events) {
    return std::any_of(events.begin(), events.end(), [&](const Event &event) {
        const auto *alert = std::get_if<AlertEvent>(&event.what);
        return alert && alert->state == state;
    });
}

// The alert that names the cause comes first; consequences are demoted behind it.
bool leads(const Alert *a, const Alert *b) {
    if (a->demotedBecause.isEmpty() != b->demotedBecause.isEmpty())
        return a->demotedBecause.isEmpty();
    if (a->rule.severity != b->rule.severity)
        return a->rule.severity == Severity::Critical;
    return a->since < b->since;
}

QString describe(const Alert &alert) {
    return tr("%1: %2, limit %3")
        .arg(alert.rule.name, formatValue(alert.rule.metric, alert.value),
             formatValue(alert.rule.metric, alert.limit));
}

QString lookAt(const Alert &alert) {
    switch (alert.rule.metric) {
    case Metric::HitRatio:
    case Metric::Misses:
    case Metric::Evictions:
        return tr("Look at the cache first: its settings, memory and restarts.");
    case Metric::LockShare:
        return tr("Look for the session that holds the lock.");
    case Metric::Rejected:
        return tr("Look at the cache's connection limit.");
    default:
        return tr("Look at the hit ratio before scaling the database.");
    }
}

} // namespace

NotifyPolicy::NotifyPolicy(size_t stacks)
    : m_incidents(stacks) {}

QString NotifyPolicy::keyOf(const QString &stackName, const Incident &incident) {
    return stackName + QLatin1Char('#') + QString::number(incident.number);
}

// Recovered, or merely watched no more: the second is never called the first.
void NotifyPolicy::close(const QString &stackName, const std::vector<Event> &events, Notice &notice) {
    notice.urgency = Urgency::Low;
    notice.closes = true;
    const auto isRemoval = [&](const Event &event) {
        const auto *alert = std::get_if<AlertEvent>(&event.what);
        return alert && alert->state == AlertState::Removed && event.stack == stackName;
    };
    if (std::any_of(events.begin(), events.end(), isRemoval)) {
        notice.reason = NoticeReason::Removed;
        notice.title = tr("%1: removed by edit").arg(stackName);
        notice.body = tr("The rule was edited or removed while it fired: whether all is well is not known.");
        return;
    }
    notice.reason = NoticeReason::Resolved;
    notice.title = tr("%1: recovered").arg(stackName);
    notice.body = tr("Every alert of this stack is back within its limits.");
}

std::vector<KeptIncident> NotifyPolicy::kept(const std::vector<Stack> &stacks) const {
    std::vector<KeptIncident> kept;
    for (size_t i = 0; i < m_incidents.size(); ++i)
        if (const Incident &incident = m_incidents[i]; incident.number > 0)
            kept.push_back({stacks[i].name, incident.number, incident.open, incident.worst});
    return kept;
}

void NotifyPolicy::restore(const std::vector<KeptIncident> &incidents, const std::vector<Stack> &stacks) {
    for (const KeptIncident &kept : incidents)
        for (size_t i = 0; i < stacks.size(); ++i)
            if (stacks[i].name == kept.stack)
                m_incidents[i] = {kept.isOpen, kept.number, kept.worst, Culprit::None, 0, 0, true};
}

std::optional<Notice> NotifyPolicy::consider(StackId stack, const QString &stackName, Instant now,
                                             const std::vector<Event> &events,
                                             const std::vector<Alert> &alerts, const Verdict &verdict) {
    Incident &incident = m_incidents[stack];
    std::vector<const Alert *> firing;
    for (const Alert &alert : alerts)
        if (alert.subject.stack == stack && alert.state == AlertState::Firing)
            firing.push_back(&alert);
    Notice notice;
    notice.stack = stack;
    notice.at = now;
    if (firing.empty()) {
        if (!incident.open)
            return std::nullopt;
        incident.open = false;
        notice.incident = keyOf(stackName, incident);
        close(stackName, events, notice);
        return notice;
    }
    std::stable_sort(firing.begin(), firing.end(), leads);
    std::vector<const Alert *> asking;
    std::copy_if(firing.begin(), firing.end(), std::back_inserter(asking),
                 [](const Alert *alert) { return !alert->isHushed(); });
    if (asking.empty()) {
        incident.firing = firing.size();
        incident.asking = 0;
        if (!incident.open || std::exchange(incident.rests, true))
            return std::nullopt;
        notice.incident = keyOf(stackName, incident);
        notice.reason = NoticeReason::Acknowledged;
        notice.urgency = Urgency::Low;
        notice.title = tr("%1: %2").arg(stackName, hushText(*firing.front()));
        notice.body = describe(*firing.front());
        return notice;
    }
    const bool first = !incident.open;
    const bool again = !first && std::exchange(incident.rests, false);
    const bool critical = std::any_of(asking.begin(), asking.end(), [](const Alert *alert) {
        return alert->rule.severity == Severity::Critical;
    });
    const bool worse = !first && (critical && incident.worst == Severity::Warning);
    const bool renamed = !first && namesSomeone(verdict.culprit) && verdict.culprit != incident.culprit;
    const bool blind = !first && anyAlertBecame(AlertState::Unknown, events);
    const bool changed = firing.size() < incident.firing || asking.size() > incident.asking;
    incident.firing = firing.size();
    incident.asking = asking.size();
    if (!first && !again && !worse && !renamed && !blind && !changed)
        return std::nullopt;
    if (first) {
        incident = {true,          incident.number + 1, Severity::Warning,
                    Culprit::None, firing.size(),       asking.size()};
        notice.reason = NoticeReason::First;
    } else {
        notice.reason = blind     ? NoticeReason::Unknown
                        : again   ? NoticeReason::Again
                        : renamed ? NoticeReason::CulpritChanged
                                  : NoticeReason::Worse;
    }
    incident.worst = critical ? Severity::Critical : Severity::Warning;
    if (namesSomeone(verdict.culprit))
        incident.culprit = verdict.culprit;
    notice.incident = keyOf(stackName, incident);
    notice.urgency = critical ? Urgency::Critical : Urgency::Normal;
    const Alert &lead = *asking.front();
    if (namesSomeone(verdict.culprit)) {
        notice.title = tr("%1: %2").arg(stackName, verdict.headline);
        QStringList lines{describe(lead), verdict.arithmetic};
        if (const auto demoted =
                std::find_if(asking.begin(), asking.end(),
                             [](const Alert *alert) { return !alert->demotedBecause.isEmpty(); });
            demoted != asking.end())
            lines << tr("%1: %2").arg((*demoted)->rule.name, (*demoted)->demotedBecause);
        lines << verdict.doNext;
        notice.body = lines.join(QLatin1Char('\n'));
    } else {
        notice.title =
            tr("%1: %2").arg(stackName, lead.rule.summary.isEmpty() ? lead.rule.name : lead.rule.summary);
        notice.body = QStringList{describe(lead), lookAt(lead)}.join(QLatin1Char('\n'));
    }
    if (blind || !lead.known)
        notice.body += QLatin1Char('\n') + tr("Data are missing: it is not known whether this goes on.");
    return notice;
}

} // namespace spillway
