#include "config/endpointurl.h"

#include "config/libpqoptions.h"
#include "config/prometheusurl.h"
#include "config/urlparts.h"
#include "nearest.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace spillway {

namespace {

enum class Transport { Plain, Encrypted, Socket };

struct Scheme {
    QLatin1String name;
    EndpointKind kind;
    Transport transport;
    quint16 port;
};

constexpr std::array<Scheme, 14> schemes{{
    {QLatin1String("redis"), EndpointKind::Redis, Transport::Plain, 6379},
    {QLatin1String("rediss"), EndpointKind::Redis, Transport::Encrypted, 6379},
    {QLatin1String("redis+unix"), EndpointKind::Redis, Transport::Socket, 0},
    {QLatin1String("valkey"), EndpointKind::Redis, Transport::Plain, 6379},
    {QLatin1String("valkeys"), EndpointKind::Redis, Transport::Encrypted, 6379},
    {QLatin1String("memcached"), EndpointKind::Memcached, Transport::Plain, 11211},
    {QLatin1String("memcacheds"), EndpointKind::Memcached, Transport::Encrypted, 11211},
    {QLatin1String("memcached+unix"), EndpointKind::Memcached, Transport::Socket, 0},
    {QLatin1String("postgresql"), EndpointKind::PostgreSql, Transport::Plain, 5432},
    {QLatin1String("postgres"), EndpointKind::PostgreSql, Transport::Plain, 5432},
    {QLatin1String("mysql"), EndpointKind::MySql, Transport::Plain, 3306},
    {QLatin1String("mariadb"), EndpointKind::MySql, Transport::Plain, 3306},
    {QLatin1String("http"), EndpointKind::OpenMetrics, Transport::Plain, 80},
    {QLatin1String("https"), EndpointKind::OpenMetrics, Transport::Encrypted, 443},
}};

Failure refused(const QString &what, const QString &remedy) {
    return {FailureKind::Configuration, what, remedy};
}

bool fits(EndpointKind kind, Role role) {
    const bool isCache = kind == EndpointKind::Redis || kind == EndpointKind::Memcached;
    return kind == EndpointKind::OpenMetrics || isCache == (role == Role::Cache);
}

QStringList schemesOf(Role role) {
    QStringList names;
    for (const Scheme &scheme : schemes)
        if (fits(scheme.kind, role))
            names << scheme.name;
    return names << QStringLiteral("prometheus+http") << QStringLiteral("prometheus+https");
}

// A server that is not asked itself: somebody's Prometheus is asked about it.
Outcome<EndpointUrl> throughPrometheus(const QString &text, Role role) {
    const Outcome<PrometheusUrl> parsed = parsePrometheusUrl(text);
    if (!parsed)
        return parsed.failure();
    if (!parsed->kind || !fits(*parsed->kind, role))
        return refused(
            parsed->kind
                ? QStringLiteral("a %1 cannot be a %2").arg(endpointKindName(*parsed->kind), roleName(role))
                : QStringLiteral("the URL does not say what kind of server is meant"),
            role == Role::Cache ? QStringLiteral("write kind=redis or kind=memcached")
                                : QStringLiteral("write kind=postgresql or kind=mysql"));
    if (parsed->matches.size() != 1)
        return refused(QStringLiteral("an endpoint wants the option 'match' of the URL once"),
                       QStringLiteral("write match={job=\"...\",instance=\"...\"}, fitting one server"));
    EndpointUrl url{*parsed->kind, parsed->address, parsed->password};
    url.address.options = prometheusOptions(*parsed);
    return url;
}

Outcome<Scheme> schemeNamed(const QString &name, Role role) {
    const auto found =
        std::find_if(schemes.begin(), schemes.end(), [&](const Scheme &s) { return s.name == name; });
    const QStringList fitting = schemesOf(role);
    const QString use = QStringLiteral("use one of ") + fitting.join(QStringLiteral(", "));
    if (found == schemes.end())
        return refused(QStringLiteral("unsupported scheme '%1'").arg(name) + didYouMean(name, fitting), use);
    if (!fits(found->kind, role))
        return refused(
            QStringLiteral("a %1 cannot be a %2").arg(endpointKindName(found->kind), roleName(role)), use);
    return *found;
}

std::optional<Failure> setTls(const QString &value, Address &address) {
    static const QList<std::pair<QLatin1String, Tls>> values{{QLatin1String("verify"), Tls::Verify},
                                                             {QLatin1String("insecure"), Tls::Insecure},
                                                             {QLatin1String("off"), Tls::Off}};
    for (const auto &[name, tls] : values)
        if (value == name) {
            address.tls = tls;
            return std::nullopt;
        }
    return refused(QStringLiteral("the option 'tls' of the URL has an unknown value"),
                   QStringLiteral("use verify, insecure or off"));
}

// Options of everything that is not a libpq URI.
std::optional<Failure> applyOption(const UrlOption &option, const Scheme &scheme, Address &address) {
    const bool isMySql = scheme.kind == EndpointKind::MySql;
    QStringList known;
    if (scheme.transport == Transport::Encrypted || isMySql)
        known << QStringLiteral("tls") << QStringLiteral("ca") << QStringLiteral("cert")
              << QStringLiteral("key");
    if (isMySql)
        known << QStringLiteral("defaults-file") << QStringLiteral("socket");
    if (scheme.kind == EndpointKind::Redis)
        known << QStringLiteral("db") << QStringLiteral("sentinel") << QStringLiteral("cluster");
    if (!known.contains(option.key))
        return refused(QStringLiteral("unknown option '%1' in the URL").arg(option.key) +
                           didYouMean(option.key, known),
                       known.isEmpty() ? QStringLiteral("leave it out; %1 has no options").arg(scheme.name)
                                       : QStringLiteral("use one of ") + known.join(QStringLiteral(", ")));
    if (option.key == QLatin1String("tls")) {
        if (option.value == QLatin1String("off") && !isMySql)
            return refused(QStringLiteral("%1 is the encrypted scheme, but tls=off").arg(scheme.name),
                           QStringLiteral("drop the last 's' of the scheme, or the option"));
        return setTls(option.value, address);
    }
    if (option.key == QLatin1String("cluster") && option.value != QLatin1String("yes"))
        return refused(QStringLiteral("the option 'cluster' of the URL has an unknown value"),
                       QStringLiteral("use cluster=yes, or leave it out"));
    if (option.key == QLatin1String("ca"))
        address.caFile = option.value;
    else if (option.key == QLatin1String("cert"))
        address.certificateFile = option.value;
    else if (option.key == QLatin1String("key"))
        address.keyFile = option.value;
    else if (option.key == QLatin1String("db"))
        address.database = option.value;
    else if (option.key == QLatin1String("socket"))
        address.socketPath = option.value;
    else
        address.options << option.key + u'=' + option.value;
    return std::nullopt;
}

// What the host says is not used then.
void moveToSocket(Address &address) {
    address.host.clear();
    address.port = 0;
    address.tls = Tls::Off;
}

std::optional<Failure> applyPath(const UrlParts &parts, const Scheme &scheme, Address &address) {
    const QString name = parts.path.mid(1);
    if (scheme.transport == Transport::Socket) {
        if (name.isEmpty() || !parts.host.isEmpty())
            return refused(QStringLiteral("the path of the Unix socket is missing"),
                           QStringLiteral("write three slashes, %1:///run/server.sock").arg(scheme.name));
        address.socketPath = parts.path;
    } else if (scheme.kind == EndpointKind::OpenMetrics) {
        if (!name.isEmpty())
            address.options << QStringLiteral("path=") + parts.path;
    } else if (scheme.kind == EndpointKind::Memcached) {
        if (!name.isEmpty())
            return refused(QStringLiteral("a memcached URL ends after the port"),
                           QStringLiteral("leave the path out"));
    } else if (!name.isEmpty()) {
        address.database = name;
    }
    return std::nullopt;
}

std::optional<Failure> checkRedisDatabase(const Address &address) {
    static const QRegularExpression number(QStringLiteral("^[0-9]{0,9}$"));
    if (number.match(address.database).hasMatch())
        return std::nullopt;
    return refused(QStringLiteral("the database of a Redis URL is a number"),
                   QStringLiteral("write redis://host:6379/0, or leave it out"));
}

std::optional<Failure> fill(const UrlParts &parts, const Scheme &scheme, Address &address) {
    address.user = parts.user;
    address.host = parts.host;
    address.port = parts.port.value_or(scheme.port);
    address.tls = scheme.transport == Transport::Encrypted ? Tls::Verify : Tls::Off;
    if (const auto failure = applyPath(parts, scheme, address))
        return failure;
    if (scheme.kind == EndpointKind::PostgreSql)
        return applyLibpqOptions(parts, address);
    if (scheme.kind == EndpointKind::MySql && !address.isLoopback())
        address.tls = Tls::Verify;
    for (const UrlOption &option : parts.options)
        if (const auto failure = applyOption(option, scheme, address))
            return failure;
    if (scheme.kind == EndpointKind::MySql && !address.socketPath.isEmpty())
        moveToSocket(address);
    return scheme.kind == EndpointKind::Redis ? checkRedisDatabase(address) : std::nullopt;
}

// "cache-1:6379" and "[::1]:6379"
bool isShorthand(const QString &text) {
    static const QRegularExpression form(QStringLiteral("^(\\[[0-9A-Fa-f:.]+\\]|[A-Za-z0-9._-]+):[0-9]+$"));
    return form.match(text).hasMatch();
}

} // namespace

Outcome<EndpointUrl> parseEndpointUrl(const QString &text, Role role) {
    if (isPrometheusUrl(text))
        return throughPrometheus(text, role);
    const bool isShort = role == Role::Cache && isShorthand(text);
    const Outcome<UrlParts> parts = splitUrl(isShort ? QStringLiteral("redis://") + text : text);
    if (!parts)
        return parts.failure();
    const Outcome<Scheme> scheme = schemeNamed(parts->scheme, role);
    if (!scheme)
        return scheme.failure();
    EndpointUrl url;
    url.kind = scheme->kind;
    url.password = parts->password;
    if (const auto failure = fill(*parts, *scheme, url.address))
        return *failure;
    if (url.address.host.isEmpty() && url.address.socketPath.isEmpty())
        return refused(
            QStringLiteral("the host of the URL is missing"),
            url.kind == EndpointKind::PostgreSql
                ? QStringLiteral("write postgresql://host/name, or postgresql:///name?host=/run/postgresql "
                                 "for a Unix socket")
                : QStringLiteral("write %1://host:port").arg(parts->scheme));
    return url;
}

} // namespace spillway
