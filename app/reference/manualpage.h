#pragma once
// The manual pages: the prose of resources/man/ with the commands, their options, the examples and the
// metrics filled in from the program's own tables, so that no page drifts from --help. In the macros of
// man(7).

#include <QString>

namespace spillway {

// `prose` with @VERSION@, @COMMANDS@, @EXAMPLES@ and @METRICS@ replaced.
QString manualPage(QString prose, const QString &version);

} // namespace spillway
