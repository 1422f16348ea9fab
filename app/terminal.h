#pragma once
// Results go to standard output, messages to standard error, a line at a time and at once. Text of the
// terminal is not translated: scripts read it.

#include "exitcode.h"
#include "outcome.h"

#include <QStringList>

namespace spillway {

struct Invocation;

// False when nobody reads any more (a closed pipe, a full disk).
bool print(const QString &line);
bool print(const QByteArray &line);
void printError(const QString &message); // "spillway: message"
// As compilers do, "file:line:column: what", without the name of the program.
void printProblem(const QString &line);
// "spillway watch: what", and where to read more.
ExitCode wrongUse(const Invocation &call, const QString &what);

// On one line, without anything that moves the cursor.
QString oneLine(const QString &text);
// "subject: what; remedy"
QString failureText(const QString &subject, const Failure &failure);

} // namespace spillway
