#include "mariadbserver.h"

#include <QDir>
#include <QStandardPaths>

#include <mysql.h>

#include <memory>
#include <pwd.h>
#include <unistd.h>

namespace spillway {

namespace {

struct Close {
    void operator()(MYSQL *connection) const { mysql_close(connection); }
};
struct Free {
    void operator()(MYSQL_RES *result) const { mysql_free_result(result); }
};

// Debian keeps the server out of the PATH of users.
QString serverProgram() {
    const QString name = QStringLiteral("mariadbd");
    const QString found = QStandardPaths::findExecutable(name);
    return found.isEmpty() ? QStringLiteral("/usr/sbin/") + name : found;
}

} // namespace

MariaDbServer::~MariaDbServer() {
    kill();
}

bool MariaDbServer::create() {
    if (!QDir().mkpath(home() + QStringLiteral("/data"))) {
        refuse(QStringLiteral("cannot write into ") + home());
        return false;
    }
    if (!giveAway(home()) || !giveAway(home() + QStringLiteral("/data")))
        return false;
    QStringList arguments{QStringLiteral("--no-defaults"),
                          QStringLiteral("--datadir=") + home() + QStringLiteral("/data"),
                          QStringLiteral("--auth-root-authentication-method=normal"),
                          QStringLiteral("--skip-test-db"), QStringLiteral("--innodb-log-file-size=4M")};
    if (geteuid() == 0)
        arguments << QStringLiteral("--user=mysql");
    return run({QStringLiteral("mariadb-install-db"), arguments});
}

// To the user that the server runs as.
bool MariaDbServer::giveAway(const QString &path) {
    const passwd *owner = geteuid() == 0 ? getpwnam("mysql") : nullptr;
    if (!owner || chown(path.toLocal8Bit().constData(), owner->pw_uid, owner->pw_gid) == 0)
        return true;
    refuse(QStringLiteral("cannot give away ") + path);
    return false;
}

bool MariaDbServer::useTls(const QString &identity) {
    m_tls.clear();
    for (const QString &suffix : {QStringLiteral("crt"), QStringLiteral("key")}) {
        const QString copy = home() + QStringLiteral("/server.") + suffix;
        QFile::remove(copy);
        if (!QFile::copy(identity + u'.' + suffix, copy) || !giveAway(copy))
            return false;
        QFile::setPermissions(copy, QFile::ReadOwner);
    }
    m_tls << QStringLiteral("ssl_cert=") + home() + QStringLiteral("/server.crt")
          << QStringLiteral("ssl_key=") + home() + QStringLiteral("/server.key");
    return true;
}

ServerProcess::Call MariaDbServer::call() const {
    const QStringList settings{QStringLiteral("datadir=") + home() + QStringLiteral("/data"),
                               QStringLiteral("socket=") + socket(),
                               QStringLiteral("pid_file=") + home() + QStringLiteral("/pid"),
                               QStringLiteral("port=%1").arg(port()),
                               QStringLiteral("bind_address=127.0.0.1"),
                               QStringLiteral("skip_name_resolve=1"),
                               QStringLiteral("innodb_buffer_pool_size=16M"),
                               QStringLiteral("innodb_log_file_size=4M"),
                               QStringLiteral("innodb_flush_log_at_trx_commit=0")};
    QStringList arguments{QStringLiteral("--no-defaults")};
    for (const QString &setting : settings + m_settings + m_tls)
        arguments << QStringLiteral("--") + setting;
    if (geteuid() != 0)
        return {serverProgram(), arguments};
    return {QStringLiteral("setpriv"),
            QStringList{QStringLiteral("--reuid=mysql"), QStringLiteral("--regid=mysql"),
                        QStringLiteral("--clear-groups"), QStringLiteral("--pdeathsig=KILL"),
                        serverProgram()} +
                arguments};
}

bool MariaDbServer::isReady() {
    return sql("SELECT 'up'") == "up";
}

QByteArray MariaDbServer::sql(const QByteArray &statements) const {
    const std::unique_ptr<MYSQL, Close> connection(mysql_init(nullptr));
    MYSQL *server = connection.get();
    if (!mysql_real_connect(server, nullptr, "root", nullptr, nullptr, 0, socket().toUtf8().constData(),
                            CLIENT_MULTI_STATEMENTS))
        return mysql_error(server);
    QByteArray first;
    int next = mysql_query(server, statements.constData());
    while (next == 0) {
        const std::unique_ptr<MYSQL_RES, Free> result(mysql_store_result(server));
        const MYSQL_ROW row = result ? mysql_fetch_row(result.get()) : nullptr;
        if (first.isEmpty() && row && row[0])
            first = row[0];
        next = mysql_next_result(server);
    }
    return mysql_errno(server) == 0 ? first : QByteArray(mysql_error(server));
}

} // namespace spillway
