#pragma once
// What PostgreSQL or libpq complained about -> a Failure in words, by the SQLSTATE. Pure.

#include "outcome.h"

#include <QByteArray>

namespace spillway {

// `state`: five characters, may be empty; `text`: the message.
Failure postgresFailure(QByteArrayView state, QByteArrayView text);
// A connection that failed: libpq gives one text, which carries the server's SQLSTATE only when the
// connection's verbosity is PQERRORS_VERBOSE ("FATAL:  28P01: password authentication failed ...").
Failure postgresConnectFailure(QByteArrayView text);

} // namespace spillway
