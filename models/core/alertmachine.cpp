#include "alertmachine.h"

namespace spillway {

namespace {

constexpr int silentPolls = 3;

// A resolved alert stays in view this long.
constexpr Duration resolvedShown = 5min;

} // namespace

AlertMachine::AlertMachine(Alert alert, Duration every)
    : m_alert(std::move(alert))
    , m_every(every)
    , m_window(std::max(m_alert.rule.window, every)) {}

void AlertMachine::setSilence(std::optional<Instant> until, const QString &reason) {
    m_alert.silencedUntil = until;
    m_alert.silencedBecause = reason;
}

bool AlertMachine::endSnooze(Instant now) {
    if (!m_alert.attention.snoozedUntil || now < *m_alert.attention.snoozedUntil)
        return false;
    m_alert.attention.snoozedUntil.reset();
    m_alert.attention.snoozedBy.clear();
    return true;
}

// As after a silence of the data: a pending clock stands still, and recovery has to be seen from its
// beginning.
void AlertMachine::restore(AlertState state, Instant since, Duration breached, Attention attention) {
    m_alert.state = state;
    m_alert.since = since;
    m_alert.known = false;
    m_alert.attention = std::move(attention);
    m_breached = breached;
    m_toldUnknown = true;
}

void AlertMachine::observe(const Sample &sample) {
    // What nobody saw may have been bad: recovery begins anew after a missed poll.
    if (m_newest && sample.at - *m_newest > m_every * 3 / 2)
        m_lastNotGood = sample.at;
    m_window.add(sample);
    m_newest = sample.at;
}

std::vector<AlertState> AlertMachine::evaluate(const AlertContext &context) {
    std::vector<AlertState> changes;
    m_window.expire(context.now);
    m_alert.limit = m_alert.rule.limit(context.usual);
    const bool quiet =
        m_alert.rule.minLookups > 0 && context.lookups && *context.lookups < m_alert.rule.minLookups;
    if (quiet) {
        // Too little traffic to say anything: the data are there, the state stays what it was.
        m_alert.known = true;
        m_alert.value.reset();
        m_lastKnown = context.now;
        m_lastNotGood = context.now;
        return changes;
    }
    const bool fresh = m_newest && context.now - *m_newest <= m_every * silentPolls;
    if (fresh && m_alert.known && !m_window.value()) {
        // One or two polls late: what was known stands, but a missing poll is not recovery.
        if (context.now - *m_newest > m_every * 3 / 2)
            m_lastNotGood = context.now;
        return changes;
    }
    m_alert.value = fresh ? m_window.value() : std::nullopt;
    if (!m_alert.value || !m_alert.limit) {
        missing(changes);
        return changes;
    }
    judge(*m_alert.value, context, changes);
    m_alert.known = true;
    m_toldUnknown = false;
    m_lastKnown = context.now;
    return changes;
}

void AlertMachine::missing(std::vector<AlertState> &changes) {
    m_alert.known = false;
    if (m_alert.isOpen() && !m_toldUnknown) {
        m_toldUnknown = true;
        changes.push_back(AlertState::Unknown);
    }
}

void AlertMachine::judge(double value, const AlertContext &context, std::vector<AlertState> &changes) {
    const Rule &rule = m_alert.rule;
    const Instant now = context.now;
    const bool breached = rule.breachedBy(value, context.usual);
    const bool returned = m_toldUnknown;
    switch (m_alert.state) {
    case AlertState::Resolved:
        if (now - m_alert.since > resolvedShown)
            enter(AlertState::Inactive, now, changes);
        [[fallthrough]];
    case AlertState::Inactive:
    case AlertState::Unknown:
    case AlertState::Removed:
        if (!breached)
            return;
        m_breached = 0ms;
        enter(rule.hold > 0ms ? AlertState::Pending : AlertState::Firing, now, changes);
        return;
    case AlertState::Pending:
        if (!breached) {
            enter(AlertState::Inactive, now, changes);
            return;
        }
        if (!returned)
            m_breached += now - m_lastKnown;
        if (m_breached >= rule.hold)
            enter(AlertState::Firing, now, changes);
        return;
    case AlertState::Firing:
        if (returned) {
            // Silence is not recovery: the good stretch begins with the fresh data.
            m_lastNotGood = now;
            if (breached)
                changes.push_back(AlertState::Firing);
        }
        if (!rule.recoveredBy(value, context.usual))
            m_lastNotGood = now;
        else if (now - m_lastNotGood >= rule.keepFiring && now > m_lastNotGood)
            enter(AlertState::Resolved, now, changes);
        return;
    }
}

void AlertMachine::enter(AlertState state, Instant now, std::vector<AlertState> &changes) {
    m_alert.state = state;
    m_alert.since = now;
    if (state == AlertState::Firing)
        m_lastNotGood = now;
    if (state == AlertState::Resolved || state == AlertState::Inactive) {
        m_alert.attention = {};
        m_alert.demotedBecause.clear();
    }
    // A breach that ends before it fires is nobody's business.
    if (state != AlertState::Inactive)
        changes.push_back(state);
}

} // namespace spillway
