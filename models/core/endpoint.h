#pragma once
// One configured server and how to reach it, and the stack it belongs to. Plain values, made by the
// configuration file or by a recording's first record.

#include "instant.h"
#include "secret.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <variant>
#include <vector>

namespace spillway {

// Position in Configuration::endpoints and in Configuration::stacks.
using EndpointId = quint16;
using StackId = quint16;

enum class EndpointKind { Redis, Memcached, PostgreSql, MySql, OpenMetrics };
enum class Role { Cache, Database };

QString endpointKindName(EndpointKind kind); // "redis", "postgresql", ...
std::optional<EndpointKind> endpointKindFromName(const QString &name);
QString roleName(Role role); // "cache", "database"

enum class Tls {
    Off,      // plaintext, as the URL's scheme says
    Verify,   // chain and host name are checked
    Insecure, // encrypted, peer not verified: a lasting badge
};

// Where the server is. Never holds a password.
struct Address {
    QString host;
    quint16 port = 0;
    QString socketPath; // Unix socket; host is empty then
    QString user;
    QString database;    // PostgreSQL and MySQL: name; Redis: number
    QStringList options; // further "key=value" parts of a libpq URI, checked by the parser
    Tls tls = Tls::Off;
    QString caFile;
    QString certificateFile;
    QString keyFile;

    bool isLoopback() const;
    QString display() const; // "cache-1:6379" or the socket path; safe to show and record

    friend bool operator==(const Address &, const Address &) = default;
};

struct NoSecret {
    friend bool operator==(const NoSecret &, const NoSecret &) = default;
};
struct EnvironmentSecret {
    QString variable;
    friend bool operator==(const EnvironmentSecret &, const EnvironmentSecret &) = default;
};
struct FileSecret {
    QString path;
    friend bool operator==(const FileSecret &, const FileSecret &) = default;
};
struct CommandSecret {
    QStringList argv;
    friend bool operator==(const CommandSecret &, const CommandSecret &) = default;
};
struct KeyringSecret {
    friend bool operator==(const KeyringSecret &, const KeyringSecret &) = default;
};
struct InlineSecret { // from a URL; accepted with a warning
    Secret secret;
};
// Where the password is; only a reference, except for the inline form.
using SecretSource =
    std::variant<NoSecret, EnvironmentSecret, FileSecret, CommandSecret, KeyringSecret, InlineSecret>;

struct Endpoint {
    QString name;
    EndpointKind kind = EndpointKind::Redis;
    Role role = Role::Cache;
    StackId stack = 0;
    Address address;
    SecretSource secret;
    Duration every{1000};
    std::optional<double> vcpu; // databases: the capacity; unset = "capacity unknown"
};

struct Stack {
    QString name;
    std::vector<EndpointId> caches;
    std::vector<EndpointId> databases;

    friend bool operator==(const Stack &, const Stack &) = default;
};

} // namespace spillway
