#pragma once
// The state machine of one rule on one subject. It moves on sample time only. Missing data is a state of
// its own: a pending alert is frozen, a firing one stays firing, and nothing is resolved without fresh
// good data for keep_firing_for. The same holds for the time in which the program did not run. Owned by the
// AlertBoard.

#include "alert.h"
#include "windowsum.h"

#include <optional>
#include <vector>

namespace spillway {

// What the machine needs to know beside its own samples.
struct AlertContext {
    Instant now;
    std::optional<double> usual;   // of the metric; for relative rules
    std::optional<double> lookups; // per second over the rule's window; for min_lookups
};

class AlertMachine {
public:
    // every: the subject's cadence; after three silent polls its data are missing.
    AlertMachine(Alert alert, Duration every);

    const Alert &alert() const { return m_alert; }
    // Only of an open alert.
    void setAttention(Attention attention) { m_alert.attention = std::move(attention); }
    void setSilence(std::optional<Instant> until, const QString &reason);
    // True when a snooze was set and its end has come.
    bool endSnooze(Instant now);
    // Of an open alert: how long its breach has been seen.
    Duration breached() const { return m_breached; }
    // Goes on from where another one was; data are missing until the first sample.
    void restore(AlertState state, Instant since, Duration breached, Attention attention);
    void demote(const QString &because) { m_alert.demotedBecause = because; }

    void observe(const Sample &sample);
    // What changed, in order.
    std::vector<AlertState> evaluate(const AlertContext &context);

private:
    void enter(AlertState state, Instant now, std::vector<AlertState> &changes);
    void missing(std::vector<AlertState> &changes);
    void judge(double value, const AlertContext &context, std::vector<AlertState> &changes);

    Alert m_alert;
    Duration m_every;
    WindowSum m_window;
    std::optional<Instant> m_newest; // sample
    bool m_toldUnknown = false;
    Instant m_lastKnown;    // of the last evaluation with data
    Duration m_breached{0}; // how long a pending breach has been seen; silence does not count
    Instant m_lastNotGood;  // a firing alert: when it was last not recovered
};

} // namespace spillway
