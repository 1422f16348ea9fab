#include "alertboard.h"

#include "format.h"

#include <QCoreApplication>

namespace spillway {

namespace {

QString tr(const char *text) {
    return QCoreApplication::translate("Alert", text);
}

QString nameOf(const Alert &alert) {
    return alert.endpoint.isEmpty() ? alert.rule.name
                                    : alert.endpoint + QLatin1String(": ") + alert.rule.name;
}

QString textOf(const Alert &alert, AlertState state) {
    const QString name = nameOf(alert);
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
    case AlertState::Removed:
        return tr("%1: removed by edit while it was open; whether it is well is not known").arg(name);
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
    shown.attention = now.attention;
    shown.silencedBecause = now.silencedBecause;
    shown.silencedUntil = now.silencedUntil;
    shown.demotedBecause = now.demotedBecause;
}

// Said when a run begins with what the one before it knew.
QString stillText(const Alert &alert, Duration breached) {
    const QString name = nameOf(alert);
    QString text = alert.state == AlertState::Firing
                       ? tr("%1: firing since %2, and not seen to recover").arg(name, alert.since.clockText())
                       : tr("%1: pending, breached for %2 of %3 so far")
                             .arg(name, formatDuration(breached), formatDuration(alert.rule.hold));
    if (alert.isHushed())
        text += QLatin1String("; ") + hushText(alert);
    return text;
}

Event removedBy(Instant at, const KeptAlert &kept) {
    Alert alert;
    alert.rule.name = kept.rule;
    alert.rule.severity = kept.severity;
    alert.stack = kept.stack;
    return eventOf(alert, AlertState::Removed, at);
}

// The last decision counts: who snoozes what was acknowledged wants to hear of it again.
std::optional<Attention> attentionAfter(const Decision &decision, const Attention &before) {
    const QString who = decision.who.isEmpty() ? tr("somebody") : decision.who;
    switch (decision.kind) {
    case DecisionKind::Acknowledge:
        return Attention{who, decision.comment, decision.at, std::nullopt, QString()};
    case DecisionKind::Snooze:
        return decision.until > decision.at
                   ? std::optional(Attention{QString(), QString(), Instant{}, decision.until, who})
                   : std::nullopt;
    case DecisionKind::Unsnooze:
        return before.snoozedUntil ? std::optional(Attention{}) : std::nullopt;
    }
    Q_UNREACHABLE();
}

Event eventOf(const Alert &alert, const Decision &decision) {
    DecisionEvent what{alert.rule.name, DecisionEvent::What::Unsnoozed, decision.who, decision.comment,
                       Instant{}};
    QString text = tr("%1: snooze taken back").arg(nameOf(alert));
    if (decision.kind == DecisionKind::Acknowledge) {
        what.what = DecisionEvent::What::Acknowledged;
        text = nameOf(alert) + QLatin1String(": ") + hushText(alert);
    } else if (decision.kind == DecisionKind::Snooze) {
        what.what = DecisionEvent::What::Snoozed;
        what.until = decision.until;
        text = nameOf(alert) + QLatin1String(": ") + hushText(alert);
    }
    return {decision.at, alert.stack, text, what};
}

Event snoozeEnded(const Alert &alert, Instant at) {
    return {
        at, alert.stack, tr("%1: the snooze is over").arg(nameOf(alert)),
        DecisionEvent{alert.rule.name, DecisionEvent::What::SnoozeEnded, QString(), QString(), Instant{}}};
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
            std::vector<Silence> silences;
            for (const Silence &silence : configuration.silences)
                if (silence.concerns(alert.stack, rule.name))
                    silences.push_back(silence);
            m_entries.push_back(
                {AlertMachine(alert, every), WindowSum(std::max(rule.window, every)), std::move(silences)});
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
        AlertMachine &machine = m_entries[i].machine;
        WindowSum &traffic = m_entries[i].lookups;
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
        silence(m_entries[i], now);
        const bool isSnoozeOver = machine.endSnooze(now);
        show(machine.alert(), m_alerts[i]);
        for (const AlertState state : changes) {
            Event event = eventOf(machine.alert(), state, now);
            if (state == AlertState::Firing && isDatabaseLoad(machine.alert().rule.metric) &&
                !loadIsConsequence.isEmpty())
                event.text += QLatin1String("; ") + loadIsConsequence;
            if (state == AlertState::Firing && machine.alert().isHushed())
                event.text += QLatin1String("; ") + hushText(machine.alert());
            events.push_back(std::move(event));
        }
        if (isSnoozeOver)
            events.push_back(snoozeEnded(machine.alert(), now));
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

std::vector<Event> AlertBoard::decide(StackId stack, const Decision &decision) {
    std::vector<Event> events;
    for (const size_t i : m_ofStack[stack]) {
        AlertMachine &machine = m_entries[i].machine;
        const Alert &alert = machine.alert();
        if (!alert.isOpen() || (!decision.rule.isEmpty() && alert.rule.name != decision.rule))
            continue;
        const std::optional<Attention> attention = attentionAfter(decision, alert.attention);
        if (!attention)
            continue;
        machine.setAttention(*attention);
        show(machine.alert(), m_alerts[i]);
        events.push_back(eventOf(machine.alert(), decision));
    }
    return events;
}

std::vector<KeptAlert> AlertBoard::kept() const {
    std::vector<KeptAlert> kept;
    for (const Entry &entry : m_entries) {
        const Alert &alert = entry.machine.alert();
        if (alert.isOpen())
            kept.push_back({alert.rule.name, alert.stack, conditionOf(alert.rule), alert.rule.severity,
                            alert.state, alert.since, entry.machine.breached(), alert.attention});
    }
    return kept;
}

AlertBoard::Entry *AlertBoard::entryOf(const KeptAlert &kept) {
    for (Entry &entry : m_entries) {
        const Alert &alert = entry.machine.alert();
        if (alert.rule.name == kept.rule && alert.stack == kept.stack &&
            conditionOf(alert.rule) == kept.condition)
            return &entry;
    }
    return nullptr;
}

std::vector<Event> AlertBoard::restore(const Restored &restored) {
    std::vector<Event> events;
    for (const KeptAlert &kept : restored.state.alerts) {
        Entry *entry = entryOf(kept);
        if (!entry) {
            events.push_back(removedBy(restored.at, kept));
            continue;
        }
        AlertMachine &machine = entry->machine;
        machine.restore(kept.state, std::min(kept.since, restored.at), kept.breached, kept.attention);
        const bool isSnoozeOver = machine.endSnooze(restored.at);
        silence(*entry, restored.at);
        const Alert &alert = machine.alert();
        m_alerts[static_cast<size_t>(entry - m_entries.data())] = alert;
        Event event = eventOf(alert, alert.state, restored.at);
        event.text = stillText(alert, kept.breached);
        events.push_back(std::move(event));
        if (isSnoozeOver)
            events.push_back(snoozeEnded(alert, restored.at));
    }
    return events;
}

void AlertBoard::silence(Entry &entry, Instant now) {
    std::optional<Instant> end;
    QString reason;
    for (const Silence &silence : entry.silences)
        if (const auto until = silence.endAt(now); until && (!end || *until > *end)) {
            end = until;
            reason = silence.reason;
        }
    entry.machine.setSilence(end, reason);
}

} // namespace spillway
