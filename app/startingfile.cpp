#include "startingfile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace spillway {

namespace {

bool isCache(EndpointKind kind) {
    return kind == EndpointKind::Redis || kind == EndpointKind::Memcached;
}

const LocalAnswer *firstAnswer(const std::vector<LocalAnswer> &found, Role role) {
    const auto fits = [role](const LocalAnswer &answer) {
        return answer.state == LocalAnswer::State::Answers &&
               isCache(answer.where.kind) == (role == Role::Cache);
    };
    const auto first = std::find_if(found.begin(), found.end(), fits);
    return first == found.end() ? nullptr : &*first;
}

QString urlOf(const LocalPort &where, const QString &user) {
    const QString place = QStringLiteral("127.0.0.1:%1").arg(where.port);
    switch (where.kind) {
    case EndpointKind::Memcached:
        return QStringLiteral("memcached://") + place;
    case EndpointKind::PostgreSql:
        return QStringLiteral("postgresql://%1@%2/postgres").arg(user, place);
    case EndpointKind::MySql:
        return QStringLiteral("mysql://%1@%2/").arg(user, place);
    case EndpointKind::Redis:
    case EndpointKind::OpenMetrics:
        break;
    }
    return QStringLiteral("redis://") + place;
}

QString productName(EndpointKind kind) {
    switch (kind) {
    case EndpointKind::Memcached:
        return QStringLiteral("memcached");
    case EndpointKind::PostgreSql:
        return QStringLiteral("PostgreSQL");
    case EndpointKind::MySql:
        return QStringLiteral("MySQL");
    case EndpointKind::Redis:
    case EndpointKind::OpenMetrics:
        break;
    }
    return QStringLiteral("Redis");
}

QString words(const char *text) {
    return QCoreApplication::translate("StartingFile", text);
}

constexpr QLatin1String form(
    R"(# Spillway's configuration. `spillway check FILE` says what it would watch, or what is wrong and where.
# `spillway check --connect FILE` also asks every server once and says which right is missing.

every = "1s"                          # how often each server is asked

# A stack is one or more caches in front of the databases that they protect.
[[stack]]
name = "main"

  [[stack.cache]]
  name = "cache-1"%1
  url  = "%2"
  # password_env = "CACHE_PASSWORD"   # or password_file = "FILE", or password_command = ["pass", "cache"]

  [[stack.database]]
  name = "db-1"%3
  url  = "%4"
  # password_file = "db-1.password"   # readable by you only; relative to this file
  # vcpu = 8                          # its processors: the capacity line; without it "capacity unknown"

# Without any [[rule]] the built-in rules apply. One of your own looks like this:
# [[rule]]
# alert    = "Hit ratio low"
# metric   = "hit_ratio"
# below    = 0.80
# for      = "30s"
# severity = "warning"
)");

} // namespace

bool canWatch(const std::vector<LocalAnswer> &found) {
    return firstAnswer(found, Role::Cache) && firstAnswer(found, Role::Database);
}

QByteArray startingConfiguration(const std::vector<LocalAnswer> &found, const QString &user) {
    const auto comment = [](const LocalAnswer *answer) {
        return answer ? QStringLiteral("                    # found on this machine")
                      : QStringLiteral("                    # an example: put yours here");
    };
    const LocalAnswer *cache = firstAnswer(found, Role::Cache);
    const LocalAnswer *database = firstAnswer(found, Role::Database);
    return QString(form)
        .arg(comment(cache), urlOf(cache ? cache->where : LocalPort{EndpointKind::Redis, 6379}, user),
             comment(database),
             urlOf(database ? database->where : LocalPort{EndpointKind::PostgreSql, 5432}, user))
        .toUtf8();
}

std::optional<Failure> writeNewFile(const QString &path, const QByteArray &bytes) {
    QDir().mkpath(QFileInfo(path).absolutePath());
    QFile file(path);
    if (file.open(QIODevice::WriteOnly | QIODevice::NewOnly) && file.write(bytes) == bytes.size() &&
        file.flush())
        return std::nullopt;
    return Failure{FailureKind::Storage, file.errorString(), {}};
}

QString answerText(const LocalAnswer &answer) {
    const QString product = productName(answer.where.kind);
    const QString port = QString::number(answer.where.port);
    switch (answer.state) {
    case LocalAnswer::State::Answers:
        return answer.version.isEmpty()
                   ? words("%1 answers on port %2").arg(product, port)
                   : words("%1 %2 answers on port %3").arg(product, answer.version, port);
    case LocalAnswer::State::Stranger:
        return words("port %2 answers, but not as %1").arg(product, port);
    case LocalAnswer::State::Silent:
        return words("port %2 is open, but says nothing as %1").arg(product, port);
    case LocalAnswer::State::Nothing:
        break;
    }
    return words("no %1 on port %2").arg(product, port);
}

} // namespace spillway
