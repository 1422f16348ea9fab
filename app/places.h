#pragma once
// Where files are that nobody named.

#include <QString>

namespace spillway {

// The user's configuration, whether or not it is there.
QString usersConfiguration();

// Where the user looks for files of the window.
QString usersDocuments();

// The bundled outage; empty when it is not installed.
QString bundledOutage();

} // namespace spillway
