#pragma once
// "Did you mean": the known word that is nearest to a mistyped one, for configuration keys, names and
// command-line options.

#include <QStringList>

namespace spillway {

// Empty when nothing is near enough to be meant.
QString nearest(const QString &word, const QStringList &known);

// ", did you mean 'hit_ratio'?" or nothing.
QString didYouMean(const QString &word, const QStringList &known);

} // namespace spillway
