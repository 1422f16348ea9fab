#pragma once
// What PostgreSQL 12 to 18 is asked for every five minutes, in one row: settings by their exact names, what
// waits for a restart, and what the account may do. Pure.

#include "postgresrow.h"

#include <QMap>
#include <QString>

namespace spillway {

QByteArray postgresSettingsQuestion();

// As the server would show them ("128MB"); those that this session was given of its own are as others
// have them. Settings that the account may not see are absent.
QMap<QString, QString> readPostgresSettings(const PostgresRow &row);

} // namespace spillway
