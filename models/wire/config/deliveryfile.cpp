#include "config/deliveryfile.h"

#include <QDir>
#include <QUrl>

namespace spillway {

namespace {

constexpr Duration shortestBeat = 10s;

bool isThisMachine(const QString &host) {
    Address address;
    address.host = host;
    return address.isLoopback();
}

SecretSource readAuthorization(ConfigTable &table, const QString &folder) {
    const bool isFile = table.has("authorization_file");
    if (table.has("authorization_env")) {
        if (isFile)
            table.errorAt("authorization_file", QStringLiteral("a second place for the authorization"),
                          QStringLiteral("keep one of authorization_env, authorization_file"));
        return EnvironmentSecret{table.name("authorization_env").value_or(QString())};
    }
    if (isFile)
        return FileSecret{
            QDir(folder).absoluteFilePath(table.name("authorization_file").value_or(QString()))};
    return NoSecret{};
}

// A request goes where it is sent and nowhere else: no user, no fragment; secrets only over TLS.
QString readUrl(ConfigTable &table, const char *key, const SecretSource &authorization) {
    const QString text = table.name(key).value_or(QString());
    const QUrl url(text, QUrl::StrictMode);
    const bool isPlain = url.scheme() == QLatin1String("http");
    if (!url.isValid() || url.host().isEmpty() || (!isPlain && url.scheme() != QLatin1String("https")))
        table.errorAt(key, QStringLiteral("'%1' is not an http or https address").arg(QLatin1String(key)),
                      QStringLiteral("write https://host/path"));
    else if (!url.userInfo().isEmpty())
        table.errorAt(key, QStringLiteral("the address holds a user or a password"),
                      QStringLiteral("move it out, authorization_env = \"...\""));
    else if (isPlain && !isThisMachine(url.host()) && !std::holds_alternative<NoSecret>(authorization))
        table.errorAt(key, QStringLiteral("the authorization would go over the network unencrypted"),
                      QStringLiteral("use https"));
    return text;
}

Delivery readDelivery(ConfigTable &table, const QString &folder) {
    Delivery delivery;
    QStringList chosen;
    for (const char *key : {"alertmanager", "webhook", "command"})
        if (table.has(key))
            chosen << QLatin1String(key);
    delivery.authorization = readAuthorization(table, folder);
    if (chosen.size() != 1)
        table.error(chosen.isEmpty()
                        ? QStringLiteral("[[deliver]] without an addressee")
                        : QStringLiteral("'%1' and '%2' in one [[deliver]]").arg(chosen[0], chosen[1]),
                    QStringLiteral("write one of alertmanager, webhook, command in each [[deliver]]"));
    else if (chosen.first() == QLatin1String("command")) {
        delivery.kind = DeliveryKind::Command;
        delivery.argv = table.texts("command");
        if (delivery.argv.isEmpty() || delivery.argv.first().isEmpty())
            table.errorAt("command", QStringLiteral("'command' names no program"),
                          QStringLiteral("write command = [\"/usr/local/bin/page\", \"--team\", \"web\"]"));
    } else {
        const bool isAlertmanager = chosen.first() == QLatin1String("alertmanager");
        delivery.kind = isAlertmanager ? DeliveryKind::Alertmanager : DeliveryKind::Webhook;
        delivery.url = readUrl(table, isAlertmanager ? "alertmanager" : "webhook", delivery.authorization);
    }
    for (const char *key : {"alertmanager", "webhook", "command"})
        table.ignore(key);
    table.refuseUnknownKeys();
    return delivery;
}

Heartbeat readHeartbeat(ConfigTable &table, const QString &folder) {
    Heartbeat heartbeat;
    heartbeat.authorization = readAuthorization(table, folder);
    heartbeat.url = readUrl(table, "url", heartbeat.authorization);
    heartbeat.every = table.duration("every", shortestBeat).value_or(heartbeat.every);
    table.refuseUnknownKeys();
    return heartbeat;
}

} // namespace

Deliveries readDeliveries(ConfigTable &root, const QString &folder) {
    Deliveries deliveries;
    for (ConfigTable &table : root.tables("deliver", QStringLiteral("[[deliver]]")))
        deliveries.all.push_back(readDelivery(table, folder));
    for (ConfigTable &table : root.tables("heartbeat", QStringLiteral("[[heartbeat]]"))) {
        if (deliveries.heartbeat)
            table.error(QStringLiteral("a second [[heartbeat]]"), QStringLiteral("keep one"));
        deliveries.heartbeat = readHeartbeat(table, folder);
    }
    return deliveries;
}

} // namespace spillway
