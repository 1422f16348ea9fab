#pragma once
// The address of an endpoint as people write it, redis://user@host:6379/0, -> kind, Address, password.
// Parsed here and not by QUrl: QUrl takes redis://p#x@h for the host "p", h:6379 for the scheme "h", and
// its error texts repeat the password. No text from here repeats anything but the scheme and the names
// of options.

#include "endpoint.h"
#include "outcome.h"

#include <optional>

namespace spillway {

struct EndpointUrl {
    EndpointKind kind = EndpointKind::Redis;
    Address address;
    std::optional<Secret> password;
};

// `role` decides which schemes fit; a cache may be written host:port for short and is Redis then.
Outcome<EndpointUrl> parseEndpointUrl(const QString &text, Role role);

} // namespace spillway
