#pragma once
// What a shell completes after `spillway`: its commands, the options of each, and files of the kind that
// the command takes. Made from the command table, so that it cannot drift from --help.

#include <QString>

namespace spillway {

QString bashCompletion();
QString zshCompletion();
QString fishCompletion();

} // namespace spillway
