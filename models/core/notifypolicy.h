#pragma once
// Which events the user is told of, and how urgently. One notice per incident and stack: the first
// firing alert opens it, later ones update it in place, and it closes when nothing of the stack fires.
// Pure; owned by the Engine.

#include "alert.h"
#include "configuration.h"
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

private:
    struct Incident {
        bool open = false;
        qint64 number = 0;
        Severity worst = Severity::Warning;
        Culprit culprit = Culprit::None;
        size_t firing = 0;
    };
    std::vector<Incident> m_incidents;
};

} // namespace spillway
