#pragma once
// What the account of an endpoint may and may not do. A Reading tells it among its settings, by the names
// that the servers use ("+config|get": "missing"), so that a right that is taken away is an event and part
// of the recording. Here it is put into words, with the line that an administrator would run. Pure.

#include "endpoint.h"
#include "reading.h"

#include <QLatin1String>
#include <QStringList>

#include <vector>

namespace spillway {

namespace right {
// States of a right.
inline constexpr QLatin1String granted("granted");
inline constexpr QLatin1String missing("missing");
inline constexpr QLatin1String notOffered("not offered"); // to nobody: a service that blocks the command
// Names.
inline constexpr QLatin1String redisSettings("+config|get");
inline constexpr QLatin1String postgresSessions("pg_read_all_stats");
inline constexpr QLatin1String postgresSettings("pg_read_all_settings");
inline constexpr QLatin1String mySqlSessions("PROCESS");
// What it may do beyond watching: "yes" or "no".
inline constexpr QLatin1String yes("yes");
inline constexpr QLatin1String no("no");
inline constexpr QLatin1String postgresSuperuser("superuser");
inline constexpr QLatin1String postgresAdministers("administers");
inline constexpr QLatin1String postgresReachesFiles("reaches_files");
} // namespace right

struct Right {
    QString name;
    QString state;
    QString gives;  // what is unknown without it: "settings, and with them what was changed"
    QString remedy; // "ACL SETUSER monitor +config|get"; empty unless it is missing
    friend bool operator==(const Right &, const Right &) = default;
};

// Those that the reading tells of, in a fixed order.
std::vector<Right> rightsOf(const Endpoint &endpoint, const Reading &reading);

// What the account may do beyond watching, in words and with the line that takes it away.
QStringList excessOf(const Endpoint &endpoint, const Reading &reading);

} // namespace spillway
