#pragma once
// All alerts of a configuration: one machine for each rule and each subject that its selectors name.
// Owned by the Engine.

#include "alertmachine.h"
#include "configuration.h"
#include "keptstate.h"

#include <functional>
#include <vector>

namespace spillway {

class AlertBoard {
public:
    explicit AlertBoard(const Configuration &configuration);

    // The usual level of a stack's metric, if one is known.
    using Usual = std::function<std::optional<double>(Metric)>;

    // Takes the samples of one frame and evaluates the alerts of its stack; what changed, as events.
    std::vector<Event> consume(StackId stack, Instant now, const std::vector<Sample> &samples,
                               const Usual &usual, const QString &loadIsConsequence = QString());
    // The verdict names the cause: alerts on the database's load are consequences while it stands.
    void demote(StackId stack, const QString &because);

    const std::vector<Alert> &all() const { return m_alerts; } // in the order of the rules
    // What it changed, as events; none when no open alert was meant.
    std::vector<Event> decide(StackId stack, const Decision &decision);
    // Open alerts, and what another board makes of them. A rule that is gone or was edited meanwhile is said
    // to be removed, never to have recovered.
    std::vector<KeptAlert> kept() const;
    std::vector<Event> restore(const Restored &restored);

private:
    struct Entry {
        AlertMachine machine;
        WindowSum lookups; // of the stack, over the rule's window
        std::vector<Silence> silences;
    };
    Entry *entryOf(const KeptAlert &kept);
    void silence(Entry &entry, Instant now);

    std::vector<Entry> m_entries;
    std::vector<std::vector<size_t>> m_ofStack; // positions in m_entries
    std::vector<Alert> m_alerts;                // the machines' alerts, as views see them
};

} // namespace spillway
