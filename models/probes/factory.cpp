#include "factory.h"

#include "config/prometheusurl.h"
#include "groupprobe.h"
#include "memcachedprobe.h"
#include "mysqlprobe.h"
#include "postgresprobe.h"
#include "prometheusprobe.h"
#include "redisprobe.h"

namespace spillway {

namespace {

Failure unsupported(const QString &what, const QString &remedy) {
    return {FailureKind::Configuration, what, remedy};
}

// One server, or several that a Sentinel or a cluster knows.
std::unique_ptr<Probe> redisProbe(const Endpoint &endpoint) {
    for (const QString &option : endpoint.address.options) {
        const QString name = option.section(u'=', 0, 0);
        if (name == QLatin1String("sentinel"))
            return std::make_unique<GroupProbe>(endpoint, option.section(u'=', 1));
        if (name == QLatin1String("cluster"))
            return std::make_unique<GroupProbe>(endpoint, QString());
    }
    return std::make_unique<RedisProbe>(endpoint);
}

} // namespace

Outcome<std::unique_ptr<Probe>> makeProbe(const Endpoint &endpoint) {
    if (std::holds_alternative<KeyringSecret>(endpoint.secret))
        return unsupported(QStringLiteral("passwords from the keyring are not supported yet"),
                           QStringLiteral("Use password_env, password_file or password_command."));
    if (prometheusSource(endpoint.address))
        return std::unique_ptr<Probe>(std::make_unique<PrometheusProbe>(endpoint));
    switch (endpoint.kind) {
    case EndpointKind::Redis:
        return redisProbe(endpoint);
    case EndpointKind::PostgreSql:
        return std::unique_ptr<Probe>(std::make_unique<PostgresProbe>(endpoint));
    case EndpointKind::Memcached:
        return std::unique_ptr<Probe>(std::make_unique<MemcachedProbe>(endpoint));
    case EndpointKind::MySql:
        return std::unique_ptr<Probe>(std::make_unique<MySqlProbe>(endpoint));
    case EndpointKind::OpenMetrics:
        break;
    }
    return unsupported(
        QStringLiteral("endpoints of the kind %1 are not supported yet").arg(endpointKindName(endpoint.kind)),
        QStringLiteral("Supported are redis, memcached, postgresql and mysql."));
}

} // namespace spillway
