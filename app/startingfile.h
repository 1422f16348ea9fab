#pragma once
// A first configuration for somebody who has none: valid, commented, with the servers that were found on
// this machine, or with examples in their place.

#include "localsearch.h"
#include "outcome.h"

#include <QByteArray>

namespace spillway {

// The first cache and the first database of them; `user` is who logs in to the database.
QByteArray startingConfiguration(const std::vector<LocalAnswer> &found, const QString &user);
// Whether it names a real cache and a real database.
bool canWatch(const std::vector<LocalAnswer> &found);
// Makes the folder; never replaces a file.
std::optional<Failure> writeNewFile(const QString &path, const QByteArray &bytes);
// "Redis 7.0.15 answers on port 6379"
QString answerText(const LocalAnswer &answer);

} // namespace spillway
