#include "postgresserver.h"

#include <QDir>
#include <QStandardPaths>

#include <libpq-fe.h>

#include <memory>
#include <pwd.h>
#include <unistd.h>

namespace spillway {

namespace {

struct Finish {
    void operator()(PGconn *connection) const { PQfinish(connection); }
};
struct Clear {
    void operator()(PGresult *result) const { PQclear(result); }
};

// Debian keeps them out of PATH, one folder per major version.
QString programNamed(const QString &name) {
    const QDir versions(QStringLiteral("/usr/lib/postgresql"));
    for (const QString &version :
         versions.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name | QDir::Reversed))
        if (const QString path = versions.filePath(version + QStringLiteral("/bin/") + name);
            QFile::exists(path))
            return path;
    return QStandardPaths::findExecutable(name);
}

bool write(const QString &path, const QByteArray &content, QIODevice::OpenMode mode = QIODevice::WriteOnly) {
    QFile file(path);
    return file.open(mode) && file.write(content) == content.size();
}

qint64 parentOf(const QString &process) {
    QFile file(QStringLiteral("/proc/%1/stat").arg(process));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray stat = file.readAll();
    return stat.mid(stat.lastIndexOf(')') + 4).split(' ').value(0).toLongLong();
}

} // namespace

PostgresServer::~PostgresServer() {
    kill();
}

bool PostgresServer::create() {
    const QDir home(folder() + QStringLiteral("/pg"));
    const QString password = home.filePath(QStringLiteral("password"));
    if (!QDir().mkpath(home.path()) || !write(password, "geheim\n")) {
        refuse(QStringLiteral("cannot write into ") + home.path());
        return false;
    }
    if (!giveAway(home.path()) || !giveAway(password))
        return false;
    return run(asOwner(programNamed(QStringLiteral("initdb")),
                       {QStringLiteral("--pgdata"), data(), QStringLiteral("--username=postgres"),
                        QStringLiteral("--auth-local=trust"), QStringLiteral("--auth-host=scram-sha-256"),
                        QStringLiteral("--pwfile"), password, QStringLiteral("--no-sync"),
                        QStringLiteral("--locale=C")}));
}

// To the user that the server runs as.
bool PostgresServer::giveAway(const QString &path) {
    const passwd *owner = geteuid() == 0 ? getpwnam("postgres") : nullptr;
    if (!owner || chown(path.toLocal8Bit().constData(), owner->pw_uid, owner->pw_gid) == 0)
        return true;
    refuse(QStringLiteral("cannot give away ") + path);
    return false;
}

bool PostgresServer::useTls(const QString &identity, const QString &clientAuthority) {
    for (const QString &suffix : {QStringLiteral(".crt"), QStringLiteral(".key")}) {
        const QString copy = folder() + QStringLiteral("/pg/server") + suffix;
        if (!QFile::copy(identity + suffix, copy) || !giveAway(copy))
            return false;
        QFile::setPermissions(copy, QFile::ReadOwner);
    }
    m_settings << QStringLiteral("ssl=on")
               << QStringLiteral("ssl_cert_file=") + folder() + QStringLiteral("/pg/server.crt")
               << QStringLiteral("ssl_key_file=") + folder() + QStringLiteral("/pg/server.key");
    if (clientAuthority.isEmpty())
        return true;
    const QString copy = folder() + QStringLiteral("/pg/clients.crt");
    m_settings << QStringLiteral("ssl_ca_file=") + copy;
    return QFile::copy(clientAuthority, copy) && giveAway(copy);
}

bool PostgresServer::setHostLogin(const QByteArray &method) {
    const QByteArray kind = method.contains("clientcert") ? "hostssl" : "host";
    const QByteArray rules = "local all all trust\n" + kind + " all all all " + method + "\n";
    return write(data() + QStringLiteral("/pg_hba.conf"), rules) && sql("SELECT pg_reload_conf()") == "t";
}

ServerProcess::Call PostgresServer::asOwner(const QString &program, const QStringList &arguments) const {
    if (geteuid() != 0)
        return {program, arguments};
    return {QStringLiteral("setpriv"),
            QStringList{QStringLiteral("--reuid=postgres"), QStringLiteral("--regid=postgres"),
                        QStringLiteral("--clear-groups"), QStringLiteral("--pdeathsig=QUIT"), program} +
                arguments};
}

ServerProcess::Call PostgresServer::call() const {
    QStringList arguments{QStringLiteral("-D"), data(),
                          QStringLiteral("-p"), QString::number(port()),
                          QStringLiteral("-k"), folder() + QStringLiteral("/pg")};
    QStringList settings{QStringLiteral("listen_addresses=127.0.0.1"), QStringLiteral("fsync=off")};
    for (const QString &setting : settings + m_settings)
        arguments << QStringLiteral("-c") << setting;
    return asOwner(programNamed(QStringLiteral("postgres")), arguments);
}

bool PostgresServer::isReady() {
    return sql("SELECT 'up'") == "up";
}

bool PostgresServer::restart() {
    // Its lock file stays until the last child of the killed one has noticed.
    return waitUntil([this] { return start(); }, 20'000);
}

QByteArray PostgresServer::sql(const QByteArray &statement) const {
    const QByteArray where = "host=" + folder().toUtf8() + "/pg port=" + QByteArray::number(port()) +
                             " user=postgres dbname=postgres connect_timeout=5 application_name=test";
    const std::unique_ptr<PGconn, Finish> connection(PQconnectdb(where.constData()));
    if (PQstatus(connection.get()) != CONNECTION_OK)
        return PQerrorMessage(connection.get());
    const std::unique_ptr<PGresult, Clear> result(PQexec(connection.get(), statement.constData()));
    if (PQresultStatus(result.get()) == PGRES_TUPLES_OK && PQntuples(result.get()) > 0)
        return PQgetvalue(result.get(), 0, 0);
    return PQresultErrorMessage(result.get());
}

QList<qint64> PostgresServer::processes() const {
    QList<qint64> all = ServerProcess::processes();
    const QStringList entries =
        QDir(QStringLiteral("/proc")).entryList({QStringLiteral("[0-9]*")}, QDir::Dirs);
    for (const QString &entry : entries)
        if (parentOf(entry) == all.first())
            all << entry.toLongLong();
    return all;
}

} // namespace spillway
