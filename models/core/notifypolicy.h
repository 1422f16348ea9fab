#pragma once
// Which events the user is told of, and how urgently. One notice per incident and stack: the first
// firing alert opens it, later ones update it in place, and it closes when nothing of the stack fires.
// Alerts that are acknowledged, snoozed or silenced ask for nothing; an incident of only such ones rests.
// Pure; owned by the Engine.

#include "alert.h"
#include "configuration.h"
#include "keptstate.h"
#include "notice.h"

#include <vector>

namespace spillway {

class NotifyPolicy {
public:
    explicit NotifyPolicy(size_t stacks);

    // After a frame: the stack's events, its alerts and its verdict as they stand now.
    std::optional<Notice> consider(StackId stack, const QString &stackName, Instant now,
                                   const std::vector<Event> &events, const std::vector<Alert> &alerts,
                                   const Verdict &verdict);

    std::vector<KeptIncident> kept(const std::vector<Stack> &stacks) const;
    // What is still open is told again by the next consider(), unless it rests.
    void restore(const std::vector<KeptIncident> &incidents, const std::vector<Stack> &stacks);

private:
    struct Incident {
        bool open = false;
        qint64 number = 0;
        Severity worst = Severity::Warning;
        Culprit culprit = Culprit::None;
        size_t firing = 0;
        size_t asking = 0;  // of them, not hushed
        bool rests = false; // it was told that nothing asks any more
    };
    static QString keyOf(const QString &stackName, const Incident &incident);
    static void close(const QString &stackName, const std::vector<Event> &events, Notice &notice);
    std::vector<Incident> m_incidents;
};

} // namespace spillway
