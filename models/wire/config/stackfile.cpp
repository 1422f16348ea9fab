#include "config/stackfile.h"

#include "config/endpointurl.h"
#include "config/prometheusurl.h"

#include <QDir>
#include <QMap>

#include <algorithm>

namespace spillway {

namespace {

constexpr Duration shortestCadence = 250ms;
// MySQL's and MariaDB's status queries cost more than the others'.
constexpr Duration mysqlCadence = 2s;
// A Prometheus has nothing new before it has scraped again.
constexpr Duration scrapeCadence = 15s;
// Ids are 16 bits wide.
constexpr size_t mostEndpoints = 10'000;

// The names of one kind that were used, each with the line of its first use.
class Names {
public:
    // Reads the name of `table`; empty when it is missing or wrong.
    QString take(ConfigTable &table, const QString &kind) {
        const QString name = table.name("name").value_or(QString());
        if (m_lines.contains(name))
            table.errorAt("name", QStringLiteral("a second %1 has this name").arg(kind),
                          QStringLiteral("rename one; the first is in line %1").arg(m_lines.value(name)));
        else if (!name.isEmpty())
            m_lines.insert(name, table.lineOf("name"));
        return name;
    }

private:
    QMap<QString, int> m_lines;
};

class StackReader {
public:
    StackReader(const QString &folder, Configuration &configuration)
        : m_folder(folder)
        , m_configuration(configuration) {}

    void readStack(ConfigTable &table) {
        Stack stack;
        stack.name = m_stackNames.take(table, QStringLiteral("stack"));
        stack.caches = readEndpoints(table, Role::Cache);
        stack.databases = readEndpoints(table, Role::Database);
        table.refuseUnknownKeys();
        m_configuration.stacks.push_back(std::move(stack));
    }

private:
    std::vector<EndpointId> readEndpoints(ConfigTable &stack, Role role) {
        const char *key = role == Role::Cache ? "cache" : "database";
        const QString title = QStringLiteral("[[stack.%1]]").arg(roleName(role));
        std::vector<EndpointId> ids;
        if (!stack.has(key))
            stack.error(QStringLiteral("the stack has no %1").arg(roleName(role)),
                        QStringLiteral("add %1 with name and url").arg(title));
        for (ConfigTable &table : stack.tables(key, title)) {
            if (m_configuration.endpoints.size() >= mostEndpoints) {
                table.error(QStringLiteral("more than %1 endpoints").arg(mostEndpoints),
                            QStringLiteral("divide them among several configurations"));
                break;
            }
            ids.push_back(static_cast<EndpointId>(m_configuration.endpoints.size()));
            m_configuration.endpoints.push_back(readEndpoint(table, role));
        }
        return ids;
    }

    Endpoint readEndpoint(ConfigTable &table, Role role) {
        Endpoint endpoint;
        endpoint.name = m_endpointNames.take(table, QStringLiteral("endpoint"));
        endpoint.role = role;
        endpoint.stack = static_cast<StackId>(m_configuration.stacks.size());
        readUrl(table, endpoint);
        readSecret(table, endpoint);
        const Duration least = prometheusSource(endpoint.address)     ? scrapeCadence
                               : endpoint.kind == EndpointKind::MySql ? mysqlCadence
                                                                      : Duration::zero();
        endpoint.every =
            table.duration("every", shortestCadence).value_or(std::max(least, m_configuration.every));
        if (role == Role::Database)
            readCapacity(table, endpoint);
        table.refuseUnknownKeys();
        return endpoint;
    }

    static void readUrl(ConfigTable &table, Endpoint &endpoint) {
        const QString example = endpoint.role == Role::Cache
                                    ? QStringLiteral("url = \"redis://host:6379\"")
                                    : QStringLiteral("url = \"postgresql://host/name\"");
        const std::optional<QString> text = table.requiredText("url", example);
        if (!text)
            return;
        Outcome<EndpointUrl> url = parseEndpointUrl(*text, endpoint.role);
        if (!url) {
            table.errorAt("url", url.failure().what, url.failure().remedy);
            return;
        }
        endpoint.kind = url->kind;
        endpoint.address = url->address;
        if (!url->password)
            return;
        endpoint.secret = InlineSecret{*url->password};
        table.warningAt("url", QStringLiteral("the URL holds a password in plain text"),
                        QStringLiteral("move it out, password_env = \"...\" or password_file = \"...\""));
    }

    void readSecret(ConfigTable &table, Endpoint &endpoint) const {
        const auto take = [&](const char *key, SecretSource source) {
            if (std::holds_alternative<NoSecret>(endpoint.secret))
                endpoint.secret = std::move(source);
            else
                table.errorAt(
                    key, QStringLiteral("a second place for the password"),
                    QStringLiteral(
                        "keep one of the URL, password_env, password_file, password_command, keyring"));
        };
        if (table.has("password_env"))
            take("password_env", EnvironmentSecret{table.name("password_env").value_or(QString())});
        if (table.has("password_file"))
            take("password_file", FileSecret{resolved(table.name("password_file").value_or(QString()))});
        if (const QStringList argv = table.texts("password_command"); !argv.isEmpty())
            take("password_command", CommandSecret{argv});
        if (table.flag("keyring").value_or(false))
            take("keyring", KeyringSecret{});
    }

    static void readCapacity(ConfigTable &table, Endpoint &endpoint) {
        endpoint.vcpu = table.number("vcpu");
        if (endpoint.vcpu && (*endpoint.vcpu <= 0 || *endpoint.vcpu > 100'000))
            table.errorAt(
                "vcpu", QStringLiteral("'vcpu' is not a number of processors"),
                QStringLiteral("write how many the database has, or leave it out: \"capacity unknown\""));
    }

    QString resolved(const QString &path) const {
        if (path.startsWith(QLatin1String("~/")))
            return QDir::home().filePath(path.mid(2));
        return QDir(m_folder).absoluteFilePath(path);
    }

    QString m_folder;
    Configuration &m_configuration;
    Names m_stackNames;
    Names m_endpointNames;
};

} // namespace

void readStacks(ConfigTable &root, const QString &folder, Configuration &configuration) {
    if (!root.has("stack")) {
        root.error(QStringLiteral("no stack is configured"),
                   QStringLiteral("add [[stack]] with a name, a [[stack.cache]] and a [[stack.database]]"));
        return;
    }
    StackReader reader(folder, configuration);
    for (ConfigTable &table : root.tables("stack", QStringLiteral("[[stack]]")))
        reader.readStack(table);
}

} // namespace spillway
