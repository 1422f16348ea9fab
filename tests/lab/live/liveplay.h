#pragma once
// Plays scenarios one after the other and prints what was said to each, then the score of all.

#include <QStringList>
#include <QTextStream>

namespace spillway::lab {

void listScenarios(QTextStream &out);
// Empty: all. Exit status: 0 when nobody innocent was named and all that did not stay silent, else 1; 2
// for a name that there is not.
int playScenarios(QTextStream &out, const QStringList &names, const QString &recordings);

} // namespace spillway::lab
