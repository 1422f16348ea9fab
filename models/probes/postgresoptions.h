#pragma once
// The keywords and values with which libpq is told to connect to an address. Pure.

#include "endpoint.h"

#include <QByteArray>
#include <QHostAddress>

#include <vector>

namespace spillway {

struct PostgresOption {
    QByteArray keyword;
    QByteArray value;
    friend bool operator==(const PostgresOption &, const PostgresOption &) = default;
};
using PostgresOptions = std::vector<PostgresOption>;

// `resolved`: where address.host is, so that libpq need not ask the resolver, which blocks; null for a
// Unix socket.
PostgresOptions postgresOptions(const Address &address, const QHostAddress &resolved, const Secret &secret);

} // namespace spillway
