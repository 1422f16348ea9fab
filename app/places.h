#pragma once
// Where files are that nobody named.

#include <QString>

namespace spillway {

// The user's configuration, whether or not it is there.
QString usersConfiguration();

// Where the user looks for files of the window.
QString usersDocuments();
// What the user has chosen about the window; whether or not it is there.
QString preferencesFile();

// Where the state of live runs outlives them; $XDG_STATE_HOME/spillway.
QString stateFolder();

// The bundled outage; empty when it is not installed.
QString bundledOutage();
// The recording of a bundled drill; empty when it is not installed.
QString bundledDrill(const QString &name);
// The drills that somebody has done here; whether or not it is there.
QString drillHistoryFile();

} // namespace spillway
