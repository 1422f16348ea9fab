#include "alertboard.h"

#include "format.h"

#include <QCoreApplication>

namespace spillway {

namespace {

QString tr(const char *text) {
    return QCoreApplication::translate("Alert", text);
}

QString textOf(const Alert &alert, AlertState state) {
    const QString name =
        alert.endpoint.isEmpty() ? alert.rule.name : alert.endpoint + QLatin1String(": ") + alert.rule.name;
    const QString value = formatValue(alert.rule.metric, alert.value);
    const QString limit = formatValue(alert.rule.metric, alert.limit);
    switch (state) {
    case AlertState::Pending:
        return tr("%1: %2, limit %3; fires if it lasts %4")
            .arg(name, value, limit, formatDuration(alert.rule.hold));
    case AlertState::Firing:
        return tr("%1: %2, limit %3").arg(name, value, limit);
    case AlertState::Resolved:
        return tr("%1 has recovered: %2").arg(name, value);
    case AlertState::Unknown:
        return tr("%1: no data, so neither better nor worse is known").arg(name);
    case AlertState::Inactive:
        break;
    }
    return name;
}

Event eventOf(const Alert &alert, AlertState state, Instant at) {
    AlertEvent what;
    what.rule = alert.rule.name;
    what.severity = alert.rule.severity;
    what.state = state;
    what.value = alert.value;
    what.threshold = alert.limit;
    what.metric = alert.rule.metric;
    what.endpoint = alert.endpoint;
    return {at, alert.stack, textOf(alert, state), what};
}

// The rule and its subject stay as they are.
void show(const Alert &now, Alert &shown) {
    shown.state = now.state;
    shown.known = now.known;
    shown.since = now.since;
    shown.value = now.value;
    shown.limit = now.limit;
    shown.acknowledgedBy = now.acknowledgedBy;
    shown.demotedBecause = now.demotedBecause;
}

bool isDatabaseLoad(Metric metric) {
    return metric == Metric::Load || metric == Metric::LoadPerCore || metric == Metric::Connections ||
           metric == Metric::ConnectionUse || metric == Metric::LongestQuery;
}

} // namespace

AlertBoard::AlertBoard(const Configuration &configuration)
    : m_ofStack(configuration.stacks.size()) {
    for (const Rule &rule : configuration.rules) {
        const auto watch = [&](StackId stack, qint32 endpoint, Duration every) {
            Alert alert;
            alert.rule = rule;
            alert.subject = {stack, endpoint, rule.metric};
            alert.stack = configuration.stacks[stack].name;
            if (endpoint != SeriesId::WholeStack)
                alert.endpoint = configuration.endpoints[static_cast<size_t>(endpoint)].name;
            m_entries.push_back({AlertMachine(alert, every), WindowSum(std::max(rule.window, every))});
        };
        if (!rule.endpoint.isEmpty()) {
            if (const auto id = configuration.endpointNamed(rule.endpoint)) {
                const Endpoint &endpoint = configuration.endpoints[*id];
                watch(endpoint.stack, *id, endpoint.every);
            }
            continue;
        }
        for (size_t i = 0; i < configuration.stacks.size(); ++i)
            if (rule.stack.isEmpty() || rule.stack == configuration.stacks[i].name)
                watch(static_cast<StackId>(i), SeriesId::WholeStack,
                      configuration.cadenceOf(static_cast<StackId>(i)));
    }
    for (const Entry &entry : m_entries) {
        m_ofStack[entry.machine.alert().subject.stack].push_back(m_alerts.size());
        m_alerts.push_back(entry.machine.alert());
    }
}

std::vector<Event> AlertBoard::consume(StackId stack, Instant now, const std::vector<Sample> &samples,
                                       const Usual &usual, const QString &loadIsConsequence) {
    std::vector<Event> events;
    const SeriesId lookups{stack, SeriesId::WholeStack, Metric::Lookups};
    for (const size_t i : m_ofStack[stack]) {
        auto &[machine, traffic] = m_entries[i];
        const SeriesId subject = machine.alert().subject;
        for (const Sample &sample : samples) {
            if (sample.series == subject)
                machine.observe(sample);
            if (sample.series == lookups)
                traffic.add(sample);
        }
        traffic.expire(now);
        const bool whole = subject.endpoint == SeriesId::WholeStack;
        const AlertContext context{now, whole ? usual(subject.metric) : std::nullopt, traffic.value()};
        const std::vector<AlertState> changes = machine.evaluate(context);
        show(machine.alert(), m_alerts[i]);
        for (const AlertState state : changes) {
            Event event = eventOf(machine.alert(), state, now);
            if (state == AlertState::Firing && isDatabaseLoad(machine.alert().rule.metric) &&
                !loadIsConsequence.isEmpty())
                event.text += QLatin1String("; ") + loadIsConsequence;
            events.push_back(std::move(event));
        }
    }
    return events;
}

void AlertBoard::demote(StackId stack, const QString &because) {
    for (const size_t i : m_ofStack[stack]) {
        AlertMachine &machine = m_entries[i].machine;
        if (!isDatabaseLoad(machine.alert().rule.metric))
            continue;
        machine.demote(machine.alert().isOpen() ? because : QString());
        show(machine.alert(), m_alerts[i]);
    }
}

bool AlertBoard::acknowledge(StackId stack, const QString &rule, const QString &who) {
    bool any = false;
    for (const size_t i : m_ofStack[stack]) {
        AlertMachine &machine = m_entries[i].machine;
        const Alert &alert = machine.alert();
        if (!alert.isOpen() || (!rule.isEmpty() && alert.rule.name != rule))
            continue;
        machine.acknowledge(who);
        show(machine.alert(), m_alerts[i]);
        any = true;
    }
    return any;
}

} // namespace spillway
