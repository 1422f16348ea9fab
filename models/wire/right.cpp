#include "right.h"

#include <array>

namespace spillway {

namespace {

struct RightInfo {
    EndpointKind kind;
    QLatin1String name;
    const char *gives;
    const char *grant; // %1: the account
};

constexpr std::array infos{
    RightInfo{EndpointKind::Redis, right::redisSettings, "settings, and when they change",
              "ACL SETUSER %1 +config|get"},
    RightInfo{EndpointKind::PostgreSql, right::postgresSessions, "sessions, and with them the load",
              "GRANT pg_monitor TO %1"},
    RightInfo{EndpointKind::PostgreSql, right::postgresSettings, "settings that not everyone may see",
              "GRANT pg_monitor TO %1"},
    RightInfo{EndpointKind::MySql, right::mySqlSessions, "sessions of others, and with them the load",
              "GRANT PROCESS ON *.* TO %1"},
};

struct Excess {
    EndpointKind kind;
    QLatin1String setting;
    const char *what;
    const char *remedy;
};

constexpr std::array excesses{
    Excess{EndpointKind::PostgreSql, right::postgresSuperuser, "is a superuser", "ALTER ROLE %1 NOSUPERUSER"},
    Excess{EndpointKind::PostgreSql, right::postgresAdministers,
           "may make roles or databases, replicate, or bypass row security",
           "ALTER ROLE %1 NOCREATEROLE NOCREATEDB NOREPLICATION NOBYPASSRLS"},
    Excess{EndpointKind::PostgreSql, right::postgresReachesFiles, "may reach files or programs of the server",
           "REVOKE pg_read_server_files, pg_write_server_files, pg_execute_server_program FROM %1"},
};

QString accountOf(const Endpoint &endpoint) {
    if (!endpoint.address.user.isEmpty())
        return endpoint.address.user;
    return endpoint.kind == EndpointKind::Redis ? QStringLiteral("default") : QStringLiteral("<user>");
}

} // namespace

std::vector<Right> rightsOf(const Endpoint &endpoint, const Reading &reading) {
    std::vector<Right> rights;
    for (const RightInfo &info : infos) {
        const QString state = reading.settings.value(info.name);
        if (info.kind != endpoint.kind || state.isEmpty())
            continue;
        const QString remedy =
            state == right::missing ? QString::fromLatin1(info.grant).arg(accountOf(endpoint)) : QString();
        rights.push_back({info.name, state, QString::fromLatin1(info.gives), remedy});
    }
    return rights;
}

QStringList excessOf(const Endpoint &endpoint, const Reading &reading) {
    QStringList lines;
    for (const Excess &excess : excesses)
        if (excess.kind == endpoint.kind && reading.settings.value(excess.setting) == right::yes)
            lines << QStringLiteral("%1; on the server: %2")
                         .arg(QString::fromLatin1(excess.what),
                              QString::fromLatin1(excess.remedy).arg(accountOf(endpoint)));
    if (endpoint.kind == EndpointKind::Redis && accountOf(endpoint) == QLatin1String("default"))
        lines << QStringLiteral(
            "is the default user, which as a rule may do everything; on the server: ACL SETUSER "
            "spillway reset on >PASSWORD +ping +info +client|setname +config|get, and "
            "spillway@ in the URL");
    return lines;
}

} // namespace spillway
