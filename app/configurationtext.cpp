#include "configurationtext.h"

#include "config/prometheusurl.h"
#include "format.h"
#include "terminal.h"

#include <algorithm>

namespace spillway {

namespace {

struct SecretText {
    QString operator()(const NoSecret &) const { return {}; }
    QString operator()(const EnvironmentSecret &s) const {
        return QStringLiteral("password from $%1").arg(s.variable);
    }
    QString operator()(const FileSecret &s) const { return QStringLiteral("password from %1").arg(s.path); }
    QString operator()(const CommandSecret &s) const {
        return QStringLiteral("password from the command '%1'").arg(s.argv.value(0));
    }
    QString operator()(const KeyringSecret &) const { return QStringLiteral("password from the keyring"); }
    QString operator()(const InlineSecret &) const { return QStringLiteral("password from the URL"); }
};

QString tlsText(const Address &address) {
    if (!address.socketPath.isEmpty())
        return QStringLiteral("socket");
    switch (address.tls) {
    case Tls::Off:
        return QStringLiteral("not encrypted");
    case Tls::Verify:
        return QStringLiteral("TLS verified");
    case Tls::Insecure:
        return QStringLiteral("TLS not verified");
    }
    Q_UNREACHABLE();
}

QString cadenceText(Duration every) {
    return QStringLiteral("every %1")
        .arg(every < 1s ? QStringLiteral("%1 ms").arg(every.count()) : formatDuration(every));
}

QString capacityText(const Endpoint &endpoint) {
    if (endpoint.role == Role::Cache)
        return {};
    return endpoint.vcpu ? QStringLiteral("%1 vCPU").arg(*endpoint.vcpu) : QStringLiteral("capacity unknown");
}

using Row = QStringList;

// Columns as wide as their widest cell; empty cells at the end of a row leave nothing behind.
QStringList aligned(const std::vector<Row> &rows) {
    QList<qsizetype> widths;
    for (const Row &row : rows)
        for (qsizetype i = 0; i < row.size(); ++i) {
            widths.resize(std::max(widths.size(), row.size()));
            widths[i] = std::max(widths[i], row[i].size());
        }
    QStringList lines;
    for (const Row &row : rows) {
        QString line(2, u' ');
        for (qsizetype i = 0; i < row.size(); ++i)
            if (widths[i] > 0)
                line += row[i].leftJustified(widths[i] + 2);
        while (line.endsWith(u' '))
            line.chop(1);
        lines << line;
    }
    return lines;
}

Row rowOf(const Endpoint &endpoint) {
    const QString database = endpoint.kind == EndpointKind::PostgreSql && !endpoint.address.database.isEmpty()
                                 ? QStringLiteral("/") + endpoint.address.database
                                 : QString();
    const std::optional<PrometheusSource> source = prometheusSource(endpoint.address);
    const QString through = source ? QStringLiteral(" (Prometheus) ") + source->matchers : QString();
    const QString user = endpoint.address.user.isEmpty() ? QString() : endpoint.address.user + u'@';
    return {roleName(endpoint.role),         oneLine(endpoint.name),
            endpointKindName(endpoint.kind), oneLine(user + endpoint.address.display() + database + through),
            tlsText(endpoint.address),       cadenceText(endpoint.every),
            capacityText(endpoint),          oneLine(std::visit(SecretText(), endpoint.secret))};
}

Row rowOf(const Rule &rule) {
    QStringList scope;
    if (!rule.stack.isEmpty())
        scope << QStringLiteral("on ") + rule.stack;
    if (!rule.endpoint.isEmpty())
        scope << QStringLiteral("at ") + rule.endpoint;
    return {severityName(rule.severity), oneLine(rule.name), oneLine(rule.describe()),
            oneLine(scope.join(u' '))};
}

} // namespace

QStringList configurationText(const Configuration &configuration) {
    QStringList lines;
    for (const Stack &stack : configuration.stacks) {
        lines << oneLine(stack.name);
        std::vector<Row> rows;
        for (const auto &ids : {stack.caches, stack.databases})
            for (const EndpointId id : ids)
                rows.push_back(rowOf(configuration.endpoints[id]));
        lines << aligned(rows);
    }
    lines << QStringLiteral("Rules");
    std::vector<Row> rows;
    std::transform(configuration.rules.begin(), configuration.rules.end(), std::back_inserter(rows),
                   [](const Rule &rule) { return rowOf(rule); });
    return lines << aligned(rows);
}

QStringList deliveriesText(const Deliveries &deliveries) {
    if (deliveries.isEmpty())
        return {};
    const auto authorized = [](const SecretSource &source) {
        return std::visit(SecretText(), source)
            .replace(QLatin1String("password"), QLatin1String("authorization"));
    };
    std::vector<Row> rows;
    for (const Delivery &delivery : deliveries.all) {
        if (delivery.kind == DeliveryKind::Command)
            rows.push_back({QStringLiteral("command"), oneLine(delivery.argv.join(u' '))});
        else
            rows.push_back({delivery.kind == DeliveryKind::Webhook ? QStringLiteral("webhook")
                                                                   : QStringLiteral("alertmanager"),
                            oneLine(delivery.url), authorized(delivery.authorization)});
    }
    if (const auto &heartbeat = deliveries.heartbeat)
        rows.push_back({QStringLiteral("heartbeat"), oneLine(heartbeat->url),
                        authorized(heartbeat->authorization), cadenceText(heartbeat->every)});
    return QStringList{QStringLiteral("Handed on by watch")} << aligned(rows);
}

} // namespace spillway
