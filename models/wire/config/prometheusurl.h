#pragma once
// The address of a Prometheus-compatible server and which of its series are meant:
// prometheus+https://host:9090/prefix?match={job="redis"}&kind=redis -> its parts. No text from here
// repeats anything but the scheme and the names of options.

#include "endpoint.h"
#include "outcome.h"

#include <optional>

namespace spillway {

struct PrometheusUrl {
    Address address; // without options
    QString path;    // before /api/v1, or empty
    QStringList matches;
    std::optional<EndpointKind> kind;
    std::optional<Secret> password;
};

bool isPrometheusUrl(const QString &text); // by its scheme
Outcome<PrometheusUrl> parsePrometheusUrl(const QString &text);

// As an endpoint keeps them among the options of its address, and back; nullopt for an endpoint that is
// asked itself.
QStringList prometheusOptions(const PrometheusUrl &url);
struct PrometheusSource {
    QString path;
    QString matchers;
};
std::optional<PrometheusSource> prometheusSource(const Address &address);

} // namespace spillway
