#include "postgresoptions.h"

#include <algorithm>

namespace spillway {

namespace {

QByteArray folderOf(const QString &socketPath) {
    const qsizetype file = socketPath.lastIndexOf(QLatin1String("/.s.PGSQL."));
    return (file < 0 ? socketPath : socketPath.first(file)).toUtf8();
}

// Encrypted and verified, or not at all: libpq's own "prefer" would fall back to plaintext.
QByteArray sslMode(const Address &address) {
    if (!address.socketPath.isEmpty() || address.tls == Tls::Off)
        return "disable";
    if (address.tls == Tls::Verify)
        return "verify-full";
    return address.options.contains(QLatin1String("sslmode=verify-ca")) ? "verify-ca" : "require";
}

PostgresOptions::iterator place(PostgresOptions &options, const QByteArray &keyword) {
    return std::find_if(options.begin(), options.end(),
                        [&](const PostgresOption &o) { return o.keyword == keyword; });
}

void set(PostgresOptions &options, const QByteArray &keyword, const QByteArray &value) {
    if (const auto found = place(options, keyword); found != options.end())
        found->value = value;
    else
        options.push_back({keyword, value});
}

// What the URL says stays.
void setUnlessChosen(PostgresOptions &options, const QByteArray &keyword, const QByteArray &value) {
    if (place(options, keyword) == options.end())
        options.push_back({keyword, value});
}

void setIfAny(PostgresOptions &options, const QByteArray &keyword, const QString &value) {
    if (!value.isEmpty())
        set(options, keyword, value.toUtf8());
}

void setHost(PostgresOptions &options, const Address &address, const QHostAddress &resolved) {
    if (!address.socketPath.isEmpty()) {
        set(options, "host", folderOf(address.socketPath));
    } else {
        set(options, "host", address.host.toUtf8()); // the name in the certificate
        set(options, "hostaddr", resolved.toString().toUtf8());
    }
    if (address.port != 0)
        set(options, "port", QByteArray::number(address.port));
}

void setTls(PostgresOptions &options, const Address &address) {
    const QByteArray mode = sslMode(address);
    set(options, "sslmode", mode);
    // The login is then worth nothing to whoever sits in between.
    if (mode == "verify-full" && address.certificateFile.isEmpty())
        setUnlessChosen(options, "channel_binding", "require");
    // Kerberos would look for its servers while we wait.
    set(options, "gssencmode", "disable");
    setIfAny(options, "sslrootcert", address.caFile);
    setIfAny(options, "sslcert", address.certificateFile);
    setIfAny(options, "sslkey", address.keyFile);
}

} // namespace

PostgresOptions postgresOptions(const Address &address, const QHostAddress &resolved, const Secret &secret) {
    PostgresOptions options;
    QByteArray session = "-c default_transaction_read_only=on";
    for (const QString &option : address.options) {
        const QByteArray keyword = option.section(u'=', 0, 0).toUtf8();
        const QByteArray value = option.section(u'=', 1).toUtf8();
        if (keyword == "options")
            session = value + ' ' + session;
        else
            set(options, keyword, value);
    }
    set(options, "options", session);
    setUnlessChosen(options, "application_name", "spillway");
    setIfAny(options, "user", address.user);
    setIfAny(options, "dbname", address.database);
    setHost(options, address, resolved);
    setTls(options, address);
    if (!secret.isEmpty())
        set(options, "password", secret.expose());
    return options;
}

} // namespace spillway
