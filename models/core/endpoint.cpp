#include "endpoint.h"

#include <QRegularExpression>

#include <array>

namespace spillway {

namespace {

struct KindName {
    EndpointKind kind;
    QLatin1String name;
};

constexpr std::array<KindName, 5> kindNames{{
    {EndpointKind::Redis, QLatin1String("redis")},
    {EndpointKind::Memcached, QLatin1String("memcached")},
    {EndpointKind::PostgreSql, QLatin1String("postgresql")},
    {EndpointKind::MySql, QLatin1String("mysql")},
    {EndpointKind::OpenMetrics, QLatin1String("openmetrics")},
}};

} // namespace

QString endpointKindName(EndpointKind kind) {
    for (const KindName &entry : kindNames)
        if (entry.kind == kind)
            return entry.name;
    Q_UNREACHABLE();
}

std::optional<EndpointKind> endpointKindFromName(const QString &name) {
    for (const KindName &entry : kindNames)
        if (entry.name == name)
            return entry.kind;
    return std::nullopt;
}

QString roleName(Role role) {
    return role == Role::Cache ? QStringLiteral("cache") : QStringLiteral("database");
}

bool Address::isLoopback() const {
    if (!socketPath.isEmpty() || host == QLatin1String("localhost"))
        return true;
    // 127.example.org is somebody else's name, not an address.
    static const QRegularExpression ipv4(QStringLiteral("^127(\\.\\d{1,3}){3}$"));
    return ipv4.match(host).hasMatch() || host == QLatin1String("::1");
}

QString Address::display() const {
    if (!socketPath.isEmpty())
        return socketPath;
    const bool isIpv6 = host.contains(QLatin1Char(':'));
    const QString shown = isIpv6 ? QLatin1Char('[') + host + QLatin1Char(']') : host;
    return port == 0 ? shown : shown + QLatin1Char(':') + QString::number(port);
}

} // namespace spillway
