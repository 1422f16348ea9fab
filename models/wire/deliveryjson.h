#pragma once
// The bodies that are handed on. To an Alertmanager: POST /api/v2/alerts, its own form. To a webhook or a
// command: one JSON object per notice, described in spillway(5). To the heartbeat: how many endpoints
// answer. Absent values are null.

#include "alert.h"
#include "notice.h"

#include <QByteArray>

#include <vector>

namespace spillway {

// An alert that fires, or one that has been over since `ended`.
struct HandedAlert {
    Alert alert;
    Verdict verdict; // of its stack
    std::optional<Instant> ended;
};

// Alertmanager takes an alert for over once `validUntil` has passed and nobody has said again that it fires.
QByteArray alertmanagerBody(const std::vector<HandedAlert> &alerts, Instant validUntil);
// `alerts`: the open ones of the notice's stack.
QByteArray noticeBody(const Notice &notice, const QString &stack, const Verdict &verdict,
                      const std::vector<Alert> &alerts);
QByteArray heartbeatBody(Instant at, int answering, int endpoints);

} // namespace spillway
