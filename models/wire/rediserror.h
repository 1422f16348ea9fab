#pragma once
// An error reply of Redis and its relatives -> a Failure in words, by the first word of the reply. Pure.

#include "outcome.h"

#include <QByteArrayView>

namespace spillway {

// To a question of ours ("NOPERM this user has no permissions to run the 'info' command").
Failure readRedisError(QByteArrayView error);

// To AUTH. The server's own words are never repeated: some servers echo the arguments of a command
// that they do not know, here the password.
Failure readRedisLoginError(QByteArrayView error);

// KeyDB, and Redis before 7.0, take one section of INFO at a time.
bool refusesSeveralSections(QByteArrayView error);

} // namespace spillway
