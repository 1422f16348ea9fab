#include "mysqlstatus.h"

#include "displaytext.h"
#include "strictnumber.h"

#include <QMap>
#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace spillway {

namespace {

struct StatusName {
    const char *name;
    Field field;
};

constexpr std::array statuses{
    StatusName{"Uptime", Field::Uptime},
    StatusName{"Threads_connected", Field::Connections},
    StatusName{"Connections", Field::ConnectionsReceived},
    StatusName{"Connection_errors_max_connections", Field::ConnectionsRejected},
    StatusName{"Questions", Field::Statements},
    StatusName{"Com_commit", Field::Commits},
    StatusName{"Com_rollback", Field::Rollbacks},
    StatusName{"Handler_read_rnd_next", Field::RowsReturned},
    StatusName{"Handler_read_key", Field::RowsFetched},
    StatusName{"Innodb_buffer_pool_reads", Field::BlocksRead},
    StatusName{"Innodb_deadlocks", Field::Deadlocks},
    StatusName{"Bytes_received", Field::BytesIn},
    StatusName{"Bytes_sent", Field::BytesOut},
    // columns of the selects below
    StatusName{"ts", Field::ServerTime},
    StatusName{"max_connections", Field::MaxConnections},
};

// Those that need arithmetic.
constexpr const char *running = "Threads_running";
constexpr const char *pageRequests = "Innodb_buffer_pool_read_requests";
constexpr const char *pageReads = "Innodb_buffer_pool_reads";
constexpr const char *rowLockWaits = "Innodb_row_lock_current_waits";
constexpr const char *busyTime = "Busy_time"; // MariaDB, with userstat=ON

constexpr std::array settings{
    "event_scheduler",
    "innodb_buffer_pool_dump_at_shutdown",
    "innodb_buffer_pool_instances",
    "innodb_buffer_pool_load_at_startup",
    "innodb_buffer_pool_size",
    "innodb_flush_log_at_trx_commit",
    "innodb_io_capacity",
    "innodb_io_capacity_max",
    "innodb_lock_wait_timeout",
    "innodb_log_file_size",
    "innodb_redo_log_capacity",
    "innodb_thread_concurrency",
    "join_buffer_size",
    "long_query_time",
    "max_connections",
    "max_execution_time",
    "max_statement_time",
    "max_user_connections",
    "performance_schema",
    "query_cache_size",
    "query_cache_type",
    "read_only",
    "slow_query_log",
    "sort_buffer_size",
    "sync_binlog",
    "table_open_cache",
    "thread_cache_size",
    "thread_handling",
    "tmp_table_size",
    "transaction_isolation",
    "tx_isolation",
    "userstat",
    "wait_timeout",
};

// The columns of the sessions, by the names of the fields. `seen` counts ourselves too: none seen means
// that this server does not keep the table.
constexpr const char *sessionColumns = R"(SELECT COUNT(*) AS seen, COALESCE(SUM(busy), 0) AS active,
 COALESCE(SUM(busy AND state LIKE 'Waiting for%lock'), 0) AS state_lock,
 GREATEST(0, COALESCE(MAX(IF(busy, seconds, 0)), 0)) AS longest_query_s FROM (SELECT state, seconds,
  id <> CONNECTION_ID() AND command NOT IN ('Sleep', 'Daemon', 'Connect')
  AND command NOT LIKE 'Binlog Dump%' AS busy FROM ()";

constexpr const char *sessionsOfMariaDb =
    "SELECT ID AS id, COMMAND AS command, STATE AS state, TIME_MS / 1000 AS seconds"
    " FROM information_schema.PROCESSLIST";

constexpr const char *sessionsOfMySql =
    "SELECT PROCESSLIST_ID AS id, PROCESSLIST_COMMAND AS command, PROCESSLIST_STATE AS state,"
    " PROCESSLIST_TIME AS seconds FROM performance_schema.threads WHERE TYPE = 'FOREGROUND'";

constexpr const char *rights = R"(SELECT COUNT(*) AS process FROM information_schema.USER_PRIVILEGES
 WHERE PRIVILEGE_TYPE = 'PROCESS' AND GRANTEE = CONCAT('''',
 LEFT(CURRENT_USER(), CHAR_LENGTH(CURRENT_USER()) - CHAR_LENGTH(SUBSTRING_INDEX(CURRENT_USER(), '@', -1)) - 1),
 '''@''', SUBSTRING_INDEX(CURRENT_USER(), '@', -1), ''''))";

QByteArray quoted(const QByteArrayList &names) {
    return "('" + names.join("','") + "')";
}

QByteArray statusQuestion(bool isMariaDb) {
    QByteArrayList names{running, pageRequests, rowLockWaits};
    for (const StatusName &status : statuses)
        if (status.name[0] >= 'A' && status.name[0] <= 'Z')
            names << status.name;
    if (isMariaDb)
        names << busyTime;
    return "/* spillway hot */ SHOW GLOBAL STATUS WHERE Variable_name IN " + quoted(names);
}

QByteArray settingsQuestion() {
    QByteArrayList names;
    for (const char *name : settings)
        names << name;
    return "/* spillway cold */ SHOW GLOBAL VARIABLES WHERE Variable_name IN " + quoted(names);
}

class Answer {
public:
    explicit Answer(const MySqlAnswer &answer) {
        for (const MySqlValue &entry : answer)
            if (!m_values.contains(entry.name)) // the first of duplicates
                m_values.insert(entry.name, entry.value);
    }
    std::optional<QByteArray> text(const QByteArray &name) const {
        const auto found = m_values.constFind(name);
        return found == m_values.constEnd() ? std::nullopt : std::optional(*found);
    }
    std::optional<double> number(const QByteArray &name) const {
        const auto found = text(name);
        return found ? decimalNumber(*found) : std::nullopt;
    }

private:
    QMap<QByteArray, QByteArray> m_values;
};

void setIfAny(Reading &reading, Field field, std::optional<double> value) {
    if (value)
        reading.set(field, *value);
}

void readLoad(const Answer &answer, const MySqlServer &server, Reading &reading) {
    // MariaDB shows an account without PROCESS its own sessions only, without a word.
    const bool blind = server.isMariaDb() && answer.number("process") == 0.0;
    const auto seen = blind ? std::nullopt : answer.number("seen");
    const auto rowLocks = answer.number(rowLockWaits);
    if (seen && *seen > 0) {
        setIfAny(reading, Field::Active, answer.number("active"));
        setIfAny(reading, Field::LongestQuery, answer.number("longest_query_s"));
    } else if (const auto threads = answer.number(running)) {
        // Our own poll runs, and in MySQL 8 so does the scheduler of events, for ever.
        const bool scheduler =
            !server.isMariaDb() && server.number() >= 80'000 && answer.text("event_scheduler") == "ON";
        reading.set(Field::Active, std::max(0.0, *threads - 1 - (scheduler ? 1 : 0)));
    }
    const auto active = reading.value(Field::Active);
    if (rowLocks && active)
        reading.set(Field::OnLock, std::min(*active, *rowLocks + answer.number("state_lock").value_or(0)));
}

void readSettings(const Answer &answer, Reading &reading) {
    for (const char *name : settings)
        if (const auto value = answer.text(name))
            reading.settings.insert(QString::fromLatin1(name), displayText(*value));
    if (const auto process = answer.number("process"))
        reading.settings.insert(QStringLiteral("PROCESS"),
                                *process > 0 ? QStringLiteral("granted") : QStringLiteral("missing"));
}

} // namespace

int MySqlServer::number() const {
    static const QRegularExpression form(QStringLiteral("([0-9]{1,3})\\.([0-9]{1,2})\\.([0-9]{1,2})"));
    // Before 11.0 MariaDB put "5.5.5-" in front, for old replicas.
    const QString text = QString::fromLatin1(version.startsWith("5.5.5-") ? version.mid(6) : version);
    const QRegularExpressionMatch match = form.match(text);
    return match.captured(1).toInt() * 10'000 + match.captured(2).toInt() * 100 + match.captured(3).toInt();
}

QString MySqlServer::name() const {
    const int all = number();
    return QStringLiteral("%1 %2.%3.%4")
        .arg(isMariaDb() ? QStringLiteral("mariadb") : QStringLiteral("mysql"))
        .arg(all / 10'000)
        .arg(all / 100 % 100)
        .arg(all % 100);
}

QByteArray mySqlSession(const MySqlServer &server, int mostSeconds) {
    const QByteArray seconds = QByteArray::number(mostSeconds);
    const QByteArray most = server.isMariaDb()          ? ", max_statement_time = " + seconds
                            : server.number() >= 50'708 ? ", max_execution_time = " + seconds + "000"
                                                        : QByteArray();
    return "SET SESSION lock_wait_timeout = 1" + most + "; SET SESSION TRANSACTION READ ONLY";
}

QByteArray MySqlQuestion::text(const MySqlServer &server) const {
    QByteArrayList statements{
        statusQuestion(server.isMariaDb()),
        "SELECT UNIX_TIMESTAMP(NOW(6)) AS ts, @@GLOBAL.max_connections AS max_connections,"
        " @@GLOBAL.read_only AS is_read_only, @@GLOBAL.event_scheduler AS event_scheduler"};
    if (settings)
        statements << settingsQuestion() << rights;
    if (sessions)
        statements << QByteArray(sessionColumns) +
                          (server.isMariaDb() ? sessionsOfMariaDb : sessionsOfMySql) + ") p) s";
    return statements.join("; ");
}

Outcome<Reading> readMySqlAnswer(const MySqlAnswer &values, const MySqlServer &server) {
    const Answer answer(values);
    Reading reading;
    for (const StatusName &status : statuses)
        setIfAny(reading, status.field, answer.number(status.name));
    if (!reading.value(Field::Uptime))
        return Failure{FailureKind::Protocol, QStringLiteral("the answer has no time since the start"),
                       QString()};
    const auto requests = answer.number(pageRequests);
    const auto reads = answer.number(pageReads);
    if (requests && reads)
        reading.set(Field::BlocksHit, std::max(0.0, *requests - *reads));
    if (const auto busy = answer.number(busyTime); busy && *busy > 0) // 0: the server does not count it
        reading.set(Field::ActiveTime, *busy * 1000);
    readLoad(answer, server, reading);
    reading.version = server.name();
    readSettings(answer, reading);
    return reading;
}

} // namespace spillway
