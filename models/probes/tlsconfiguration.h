#pragma once
// How a TLS connection to an address is made: whom to trust, which certificate to show. Reads the files
// that the address names, at every call, so that renewed certificates are used.

#include "endpoint.h"
#include "outcome.h"

#include <QSslConfiguration>

namespace spillway {

Outcome<QSslConfiguration> tlsConfiguration(const Address &address);

} // namespace spillway
