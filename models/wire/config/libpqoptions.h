#pragma once
// The options of a PostgreSQL URI, postgresql://host/name?sslmode=verify-full&application_name=x, by the
// names that libpq knows -> Address. A private part of endpointurl.cpp.

#include "config/urlparts.h"
#include "endpoint.h"

namespace spillway {

// Fills TLS, socket and `options` of an address whose host, port, user and database are set already.
// Encrypted and verified on any host but this one, unless the options say otherwise.
std::optional<Failure> applyLibpqOptions(const UrlParts &parts, Address &address);

} // namespace spillway
