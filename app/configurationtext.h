#pragma once
// A configuration as lines for people: what `check` says would be watched.

#include "configuration.h"
#include "delivery.h"

#include <QStringList>

namespace spillway {

QStringList configurationText(const Configuration &configuration);
// To whom `watch` hands on; empty when to nobody.
QStringList deliveriesText(const Deliveries &deliveries);

} // namespace spillway
