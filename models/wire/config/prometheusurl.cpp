#include "config/prometheusurl.h"

#include "config/urlparts.h"
#include "exchange/prometheusanswer.h"
#include "nearest.h"

namespace spillway {

namespace {

constexpr quint16 usualPort = 9090;
constexpr quint16 encryptedPort = 443;
const QLatin1String plainScheme("prometheus+http");
const QLatin1String encryptedScheme("prometheus+https");
const QLatin1String pathOption("prometheus=");
const QLatin1String matchOption("match=");

Failure refused(const QString &what, const QString &remedy) {
    return {FailureKind::Configuration, what, remedy};
}

std::optional<Failure> takeOption(const UrlOption &option, bool isEncrypted, PrometheusUrl &url) {
    QStringList known{QStringLiteral("match"), QStringLiteral("kind")};
    if (isEncrypted)
        known << QStringLiteral("tls") << QStringLiteral("ca") << QStringLiteral("cert")
              << QStringLiteral("key");
    if (!known.contains(option.key))
        return refused(QStringLiteral("unknown option '%1' in the URL").arg(option.key) +
                           didYouMean(option.key, known),
                       QStringLiteral("use one of ") + known.join(QStringLiteral(", ")));
    if (option.key == QLatin1String("match")) {
        if (!isMatchers(option.value))
            return refused(
                QStringLiteral("the option 'match' of the URL is not in braces"),
                QStringLiteral("write match={job=\"redis\"}, and a blank, '&' or '@' in it as %20, "
                               "%26 or %40"));
        url.matches << option.value;
    } else if (option.key == QLatin1String("kind")) {
        url.kind = endpointKindFromName(option.value);
        if (!url.kind || *url.kind == EndpointKind::OpenMetrics)
            return refused(QStringLiteral("the option 'kind' of the URL is not a kind of server"),
                           QStringLiteral("use redis, memcached, postgresql or mysql"));
    } else if (option.key == QLatin1String("tls")) {
        if (option.value != QLatin1String("verify") && option.value != QLatin1String("insecure"))
            return refused(QStringLiteral("the option 'tls' of the URL has an unknown value"),
                           QStringLiteral("use verify or insecure"));
        url.address.tls = option.value == QLatin1String("insecure") ? Tls::Insecure : Tls::Verify;
    } else if (option.key == QLatin1String("ca")) {
        url.address.caFile = option.value;
    } else if (option.key == QLatin1String("cert")) {
        url.address.certificateFile = option.value;
    } else {
        url.address.keyFile = option.value;
    }
    return std::nullopt;
}

} // namespace

bool isPrometheusUrl(const QString &text) {
    return text.startsWith(plainScheme + QStringLiteral("://"), Qt::CaseInsensitive) ||
           text.startsWith(encryptedScheme + QStringLiteral("://"), Qt::CaseInsensitive);
}

Outcome<PrometheusUrl> parsePrometheusUrl(const QString &text) {
    const Outcome<UrlParts> parts = splitUrl(text);
    if (!parts)
        return parts.failure();
    const bool isEncrypted = parts->scheme == encryptedScheme;
    if (!isEncrypted && parts->scheme != plainScheme)
        return refused(QStringLiteral("the scheme is not that of a Prometheus-compatible server"),
                       QStringLiteral("use prometheus+http or prometheus+https"));
    if (parts->host.isEmpty())
        return refused(QStringLiteral("the host of the URL is missing"),
                       QStringLiteral("write %1://host:9090").arg(parts->scheme));
    PrometheusUrl url;
    url.address.user = parts->user;
    url.address.host = parts->host;
    url.address.port = parts->port.value_or(isEncrypted ? encryptedPort : usualPort);
    url.address.tls = isEncrypted ? Tls::Verify : Tls::Off;
    url.password = parts->password;
    url.path = parts->path;
    while (url.path.endsWith(u'/'))
        url.path.chop(1);
    for (const UrlOption &option : parts->options)
        if (const auto failure = takeOption(option, isEncrypted, url))
            return *failure;
    return url;
}

QStringList prometheusOptions(const PrometheusUrl &url) {
    return {pathOption + url.path, matchOption + url.matches.value(0)};
}

std::optional<PrometheusSource> prometheusSource(const Address &address) {
    std::optional<PrometheusSource> source;
    for (const QString &option : address.options) {
        if (option.startsWith(pathOption))
            source = PrometheusSource{option.mid(pathOption.size()), {}};
        else if (source && option.startsWith(matchOption))
            source->matchers = option.mid(matchOption.size());
    }
    return source;
}

} // namespace spillway
