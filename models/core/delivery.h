#pragma once
// To whom alerts and notices are handed on, beside the screen: the Alertmanager that a team already runs,
// a webhook, a command; and who is told that Spillway itself is alive. Plain values of the configuration
// file; not part of a recording.

#include "endpoint.h"

namespace spillway {

enum class DeliveryKind { Alertmanager, Webhook, Command };

struct Delivery {
    DeliveryKind kind = DeliveryKind::Webhook;
    QString url;                // of the first two, without a user or a password
    QStringList argv;           // of a command
    SecretSource authorization; // the whole value of the Authorization header
};

// A request that comes only while frames are consumed, so that its absence tells of Spillway's own death.
struct Heartbeat {
    QString url;
    Duration every{60'000};
    SecretSource authorization;
};

struct Deliveries {
    std::vector<Delivery> all;
    std::optional<Heartbeat> heartbeat;

    bool isEmpty() const { return all.empty() && !heartbeat; }
};

} // namespace spillway
