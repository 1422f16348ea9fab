#pragma once
// The [[deliver]] tables and the [heartbeat] table of a configuration.

#include "config/configtable.h"
#include "delivery.h"

namespace spillway {

// Files are relative to `folder`.
Deliveries readDeliveries(ConfigTable &root, const QString &folder);

} // namespace spillway
