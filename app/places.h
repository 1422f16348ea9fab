#pragma once
// Where files are that nobody named.

#include <QString>

namespace spillway {

// The user's configuration, whether or not it is there.
QString usersConfiguration();

// The bundled outage; empty when it is not installed.
QString bundledOutage();

} // namespace spillway
