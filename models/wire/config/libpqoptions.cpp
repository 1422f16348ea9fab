#include "config/libpqoptions.h"

#include "nearest.h"

#include <array>

namespace spillway {

namespace {

// https://www.postgresql.org/docs/15/libpq-connect.html, without what would break the probe's contract:
// hostaddr (the probe resolves), service, replication, and sslpassword (a secret).
const QStringList &passedOn() {
    static const QStringList names{
        QStringLiteral("application_name"),
        QStringLiteral("fallback_application_name"),
        QStringLiteral("channel_binding"),
        QStringLiteral("client_encoding"),
        QStringLiteral("connect_timeout"),
        QStringLiteral("gssencmode"),
        QStringLiteral("gsslib"),
        QStringLiteral("keepalives"),
        QStringLiteral("keepalives_count"),
        QStringLiteral("keepalives_idle"),
        QStringLiteral("keepalives_interval"),
        QStringLiteral("krbsrvname"),
        QStringLiteral("options"),
        QStringLiteral("passfile"),
        QStringLiteral("requirepeer"),
        QStringLiteral("ssl_max_protocol_version"),
        QStringLiteral("ssl_min_protocol_version"),
        QStringLiteral("sslcompression"),
        QStringLiteral("sslcrl"),
        QStringLiteral("sslcrldir"),
        QStringLiteral("sslsni"),
        QStringLiteral("target_session_attrs"),
        QStringLiteral("tcp_user_timeout"),
    };
    return names;
}

struct SslMode {
    QLatin1String name;
    Tls tls;
};

// `prefer` and `allow` fall back to plaintext without a word, so they count as no protection.
// `require` and `verify-ca` encrypt, but anybody may be at the other end.
constexpr std::array<SslMode, 6> sslModes{{
    {QLatin1String("disable"), Tls::Off},
    {QLatin1String("allow"), Tls::Off},
    {QLatin1String("prefer"), Tls::Off},
    {QLatin1String("require"), Tls::Insecure},
    {QLatin1String("verify-ca"), Tls::Insecure},
    {QLatin1String("verify-full"), Tls::Verify},
}};

// The options that have a place of their own in an Address.
QString *placeOf(const QString &key, Address &address) {
    if (key == QLatin1String("sslrootcert"))
        return &address.caFile;
    if (key == QLatin1String("sslcert"))
        return &address.certificateFile;
    if (key == QLatin1String("sslkey"))
        return &address.keyFile;
    if (key == QLatin1String("host"))
        return &address.host;
    if (key == QLatin1String("user"))
        return &address.user;
    if (key == QLatin1String("dbname"))
        return &address.database;
    return nullptr;
}

Failure refused(const QString &what, const QString &remedy) {
    return {FailureKind::Configuration, what, remedy};
}

std::optional<Failure> setSslMode(const QString &value, Address &address) {
    for (const SslMode &mode : sslModes)
        if (value == mode.name) {
            address.tls = mode.tls;
            address.options << QStringLiteral("sslmode=") + value;
            return std::nullopt;
        }
    return refused(QStringLiteral("the option 'sslmode' of the URL has an unknown value"),
                   QStringLiteral("use verify-full, verify-ca, require, prefer, allow or disable"));
}

std::optional<Failure> applyOption(const UrlOption &option, Address &address) {
    if (option.key == QLatin1String("sslmode"))
        return std::nullopt; // decided last, when the host is known
    if (QString *place = placeOf(option.key, address)) {
        *place = option.value;
        return std::nullopt;
    }
    if (option.key == QLatin1String("port")) {
        const std::optional<quint16> port = parsePort(option.value);
        address.port = port.value_or(0);
        return port ? std::nullopt
                    : std::optional(refused(QStringLiteral("the option 'port' of the URL is not a port"),
                                            QStringLiteral("use a number from 1 to 65535")));
    }
    if (passedOn().contains(option.key)) {
        address.options << option.key + u'=' + option.value;
        return std::nullopt;
    }
    if (option.key == QLatin1String("password") || option.key == QLatin1String("sslpassword"))
        return refused(QStringLiteral("a password among the options of the URL"),
                       QStringLiteral("use password_env"));
    return refused(
        QStringLiteral("unknown option '%1' in the URL").arg(option.key) +
            didYouMean(option.key,
                       passedOn() + QStringList{QStringLiteral("sslmode"), QStringLiteral("sslrootcert"),
                                                QStringLiteral("sslcert"), QStringLiteral("sslkey")}),
        QStringLiteral("use what libpq knows, for example sslmode=verify-full or application_name=spillway"));
}

} // namespace

std::optional<Failure> applyLibpqOptions(const UrlParts &parts, Address &address) {
    std::optional<QString> sslMode;
    for (const UrlOption &option : parts.options) {
        if (const auto failure = applyOption(option, address))
            return failure;
        if (option.key == QLatin1String("sslmode"))
            sslMode = option.value;
    }
    // libpq takes a host that begins with '/' for the folder of a Unix socket.
    if (address.host.startsWith(u'/'))
        address.socketPath = std::exchange(address.host, QString());
    address.tls = address.isLoopback() ? Tls::Off : Tls::Verify;
    return sslMode ? setSslMode(*sslMode, address) : std::nullopt;
}

} // namespace spillway
