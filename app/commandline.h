#pragma once
// The command line, parsed before any application object exists: QApplication would abort without a
// display, and Qt's own parser exits by itself with a status that the contract does not know.

#include "command.h"

namespace spillway {

// The whole program: finds the subcommand, answers --help, --version and mistakes, or runs it.
ExitCode runCommandLine(int &argc, char **argv);

QString helpText();
QString helpText(const Command &command);

} // namespace spillway
