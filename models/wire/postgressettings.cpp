#include "postgressettings.h"

#include "displaytext.h"
#include "right.h"

#include <QByteArrayList>
#include <QJsonDocument>
#include <QJsonObject>

namespace spillway {

namespace {

const QByteArrayList &settingNames() {
    static const QByteArrayList names{
        "autovacuum",
        "checkpoint_completion_target",
        "checkpoint_timeout",
        "client_connection_check_interval",
        "compute_query_id",
        "default_statistics_target",
        "effective_cache_size",
        "effective_io_concurrency",
        "fsync",
        "full_page_writes",
        "hash_mem_multiplier",
        "hot_standby",
        "huge_pages",
        "idle_in_transaction_session_timeout",
        "idle_session_timeout",
        "jit",
        "lock_timeout",
        "log_min_duration_statement",
        "maintenance_work_mem",
        "max_connections",
        "max_parallel_workers",
        "max_parallel_workers_per_gather",
        "max_wal_size",
        "max_worker_processes",
        "plan_cache_mode",
        "random_page_cost",
        "reserved_connections",
        "shared_buffers",
        "shared_preload_libraries",
        "stats_fetch_consistency",
        "statement_timeout",
        "superuser_reserved_connections",
        "synchronous_commit",
        "synchronous_standby_names",
        "tcp_keepalives_idle",
        "track_activities",
        "track_activity_query_size",
        "track_counts",
        "track_io_timing",
        "transaction_timeout",
        "wal_level",
        "work_mem",
    };
    return names;
}

constexpr const char *question = R"(/* spillway cold */ SELECT
 current_setting('is_superuser') AS superuser,
 pg_has_role(current_user, 'pg_read_all_settings', 'USAGE') AS reads_settings,
 (SELECT r.rolcreaterole OR r.rolcreatedb OR r.rolreplication OR r.rolbypassrls
  FROM pg_roles r WHERE r.rolname = current_user) AS administers,
 pg_has_role(current_user, 'pg_read_server_files', 'MEMBER')
  OR pg_has_role(current_user, 'pg_write_server_files', 'MEMBER')
  OR pg_has_role(current_user, 'pg_execute_server_program', 'MEMBER') AS reaches_files,
 (SELECT string_agg(name, ', ' ORDER BY name) FROM pg_settings WHERE pending_restart) AS pending_restart,
 (SELECT json_object_agg(name, CASE
   WHEN setting IS NOT DISTINCT FROM reset_val THEN current_setting(name)
   WHEN reset_val IN ('0', '-1') THEN reset_val
   ELSE reset_val || coalesce(unit, '') END)
  FROM pg_settings WHERE name IN (%1)) AS settings)";

bool isTrue(QByteArrayView value) {
    return value == "t" || value == "on";
}

void readObject(QByteArrayView json, QMap<QString, QString> &settings) {
    const QJsonObject object = QJsonDocument::fromJson(json.toByteArray()).object();
    for (auto entry = object.begin(); entry != object.end(); ++entry)
        if (settingNames().contains(entry.key().toUtf8()))
            settings.insert(entry.key(), displayText(entry.value().toString().toUtf8()));
}

} // namespace

QByteArray postgresSettingsQuestion() {
    QByteArrayList quoted;
    for (const QByteArray &name : settingNames())
        quoted << '\'' + name + '\'';
    return QByteArray(question).replace("%1", quoted.join(','));
}

QMap<QString, QString> readPostgresSettings(const PostgresRow &row) {
    QMap<QString, QString> settings;
    for (const auto &[name, value] : row) {
        if (name == "pending_restart")
            settings.insert(QStringLiteral("pending_restart"),
                            value ? displayText(*value) : QStringLiteral("no"));
        else if (name == "settings" && value)
            readObject(*value, settings);
        else if (name == "reads_settings" && value)
            settings.insert(right::postgresSettings, isTrue(*value) ? right::granted : right::missing);
        else if (const QLatin1String excess(name.data(), name.size());
                 value && (excess == right::postgresSuperuser || excess == right::postgresAdministers ||
                           excess == right::postgresReachesFiles))
            settings.insert(excess, isTrue(*value) ? right::yes : right::no);
    }
    return settings;
}

} // namespace spillway
