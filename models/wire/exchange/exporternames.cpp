#include "exchange/exporternames.h"

#include <QByteArrayList>
#include <QSet>

#include <algorithm>
#include <array>

namespace spillway {

namespace {

using enum EndpointKind;

constexpr double msPerSecond = 1e3;
constexpr double usPerSecond = 1e6;

// Older postgres_exporters do not say it.
constexpr const char *clients = "backend_type?=client backend";
constexpr const char *activeClients = "state=active,backend_type?=client backend";

// redis_exporter 1.45, postgres_exporter 0.11 and mysqld_exporter 0.14 were asked for these in front of real
// servers; the names of memcached_exporter 0.11, and those that postgres_exporter 0.15 has more, were not.
constexpr std::array numbers{
    ExporterNumber{Redis, "redis_keyspace_hits_total", "", Field::Hits},
    ExporterNumber{Redis, "redis_keyspace_misses_total", "", Field::Misses},
    ExporterNumber{Redis, "redis_evicted_keys_total", "", Field::Evicted},
    ExporterNumber{Redis, "redis_expired_keys_total", "", Field::Expired},
    ExporterNumber{Redis, "redis_commands_processed_total", "", Field::Commands},
    ExporterNumber{Redis, "redis_commands_total", "cmd=set", Field::Stores},
    ExporterNumber{Redis, "redis_commands_total", "cmd=setex", Field::Stores},
    ExporterNumber{Redis, "redis_commands_total", "cmd=psetex", Field::Stores},
    ExporterNumber{Redis, "redis_commands_total", "cmd=setnx", Field::Stores},
    ExporterNumber{Redis, "redis_commands_total", "cmd=getset", Field::Stores},
    ExporterNumber{Redis, "redis_commands_total", "cmd=mset", Field::Stores},
    ExporterNumber{Redis, "redis_commands_total", "cmd=hset", Field::Stores},
    ExporterNumber{Redis, "redis_commands_total", "cmd=hsetnx", Field::Stores},
    ExporterNumber{Redis, "redis_commands_total", "cmd=hmset", Field::Stores},
    ExporterNumber{Redis, "redis_commands_total", "cmd=flushall", Field::Flushes},
    ExporterNumber{Redis, "redis_commands_total", "cmd=flushdb", Field::Flushes},
    ExporterNumber{Redis, "redis_connections_received_total", "", Field::ConnectionsReceived},
    ExporterNumber{Redis, "redis_rejected_connections_total", "", Field::ConnectionsRejected},
    ExporterNumber{Redis, "redis_total_error_replies", "", Field::ErrorReplies},
    ExporterNumber{Redis, "redis_memory_used_bytes", "", Field::UsedMemory},
    ExporterNumber{Redis, "redis_memory_max_bytes", "", Field::MaxMemory, Merge::Only, 1, 0, "maxmemory"},
    ExporterNumber{Redis, "redis_memory_used_rss_bytes", "", Field::ResidentMemory},
    ExporterNumber{Redis, "redis_total_system_memory_bytes", "", Field::SystemMemory},
    ExporterNumber{Redis, "redis_mem_not_counted_for_eviction_bytes", "", Field::MemoryNotCounted},
    ExporterNumber{Redis, "redis_mem_clients_normal", "", Field::ClientMemory},
    ExporterNumber{Redis, "redis_allocator_frag_ratio", "", Field::FragmentationRatio},
    ExporterNumber{Redis, "redis_allocator_frag_bytes", "", Field::FragmentationBytes},
    ExporterNumber{Redis, "redis_connected_clients", "", Field::Clients},
    ExporterNumber{Redis, "redis_config_maxclients", "", Field::MaxClients, Merge::Only, 1, 0, "maxclients"},
    ExporterNumber{Redis, "redis_blocked_clients", "", Field::BlockedClients},
    ExporterNumber{Redis, "redis_db_keys", "", Field::Keys},
    ExporterNumber{Redis, "redis_db_keys_expiring", "", Field::KeysWithTtl},
    ExporterNumber{Redis, "redis_db_avg_ttl_seconds", "", Field::AverageTtl, Merge::Only, msPerSecond},
    ExporterNumber{Redis, "redis_expired_stale_percentage", "", Field::StaleShare},
    ExporterNumber{Redis, "redis_cpu_user_main_thread_seconds_total", "", Field::CpuSeconds},
    ExporterNumber{Redis, "redis_cpu_sys_main_thread_seconds_total", "", Field::CpuSeconds},
    ExporterNumber{Redis, "redis_net_input_bytes_total", "", Field::BytesIn},
    ExporterNumber{Redis, "redis_net_output_bytes_total", "", Field::BytesOut},
    ExporterNumber{Redis, "redis_latest_fork_seconds", "", Field::ForkTime, Merge::Only, usPerSecond},
    ExporterNumber{Redis, "redis_master_link_up", "", Field::PrimaryLinkDown, Merge::Only, -1, 1},
    ExporterNumber{Redis, "redis_uptime_in_seconds", "", Field::Uptime},

    ExporterNumber{Memcached, "memcached_commands_total", "command=get,status=hit", Field::Hits},
    ExporterNumber{Memcached, "memcached_commands_total", "command=get,status=miss", Field::Misses},
    ExporterNumber{Memcached, "memcached_commands_total", "command=set", Field::Stores},
    ExporterNumber{Memcached, "memcached_commands_total", "command=flush", Field::Flushes},
    ExporterNumber{Memcached, "memcached_items_evicted_total", "", Field::Evicted},
    ExporterNumber{Memcached, "memcached_connections_total", "", Field::ConnectionsReceived},
    ExporterNumber{Memcached, "memcached_connections_rejected_total", "", Field::ConnectionsRejected},
    ExporterNumber{Memcached, "memcached_current_bytes", "", Field::UsedMemory},
    ExporterNumber{Memcached, "memcached_limit_bytes", "", Field::MaxMemory, Merge::Only, 1, 0,
                   "limit_maxbytes"},
    ExporterNumber{Memcached, "memcached_current_connections", "", Field::Clients},
    ExporterNumber{Memcached, "memcached_max_connections", "", Field::MaxClients},
    ExporterNumber{Memcached, "memcached_current_items", "", Field::Keys},
    ExporterNumber{Memcached, "memcached_read_bytes_total", "", Field::BytesIn},
    ExporterNumber{Memcached, "memcached_written_bytes_total", "", Field::BytesOut},
    ExporterNumber{Memcached, "memcached_uptime_seconds", "", Field::Uptime},

    ExporterNumber{PostgreSql, "pg_postmaster_start_time_seconds", "", Field::StartTime},
    ExporterNumber{PostgreSql, "pg_replication_is_replica", "", Field::Replica},
    ExporterNumber{PostgreSql, "pg_replication_lag_seconds", "", Field::ReplayAge},
    ExporterNumber{PostgreSql, "pg_replication_lag", "", Field::ReplayAge},
    ExporterNumber{PostgreSql, "pg_settings_max_connections", "", Field::MaxConnections, Merge::Only, 1, 0,
                   "max_connections"},
    ExporterNumber{PostgreSql, "pg_settings_superuser_reserved_connections", "", Field::ReservedConnections},
    ExporterNumber{PostgreSql, "pg_stat_database_xact_commit", "", Field::Commits},
    ExporterNumber{PostgreSql, "pg_stat_database_xact_rollback", "", Field::Rollbacks},
    ExporterNumber{PostgreSql, "pg_stat_database_blks_hit", "", Field::BlocksHit},
    ExporterNumber{PostgreSql, "pg_stat_database_blks_read", "", Field::BlocksRead},
    ExporterNumber{PostgreSql, "pg_stat_database_blk_read_time", "", Field::BlockReadTime},
    ExporterNumber{PostgreSql, "pg_stat_database_tup_returned", "", Field::RowsReturned},
    ExporterNumber{PostgreSql, "pg_stat_database_tup_fetched", "", Field::RowsFetched},
    ExporterNumber{PostgreSql, "pg_stat_database_tup_inserted", "", Field::RowsWritten},
    ExporterNumber{PostgreSql, "pg_stat_database_tup_updated", "", Field::RowsWritten},
    ExporterNumber{PostgreSql, "pg_stat_database_tup_deleted", "", Field::RowsWritten},
    ExporterNumber{PostgreSql, "pg_stat_database_temp_bytes", "", Field::TempBytes},
    ExporterNumber{PostgreSql, "pg_stat_database_deadlocks", "", Field::Deadlocks},
    ExporterNumber{PostgreSql, "pg_stat_database_stats_reset", "", Field::StatsReset, Merge::Most},
    ExporterNumber{PostgreSql, "pg_stat_database_active_time_seconds_total", "", Field::ActiveTime,
                   Merge::Sum, msPerSecond},
    ExporterNumber{PostgreSql, "pg_stat_activity_count", clients, Field::Connections},
    // The exporter's own session runs the statement that counts.
    ExporterNumber{PostgreSql, "pg_stat_activity_count", activeClients, Field::Active, Merge::Sum, 1, -1},
    ExporterNumber{PostgreSql, "pg_stat_activity_count", "state=active,wait_event_type=IO", Field::OnIo},
    ExporterNumber{PostgreSql, "pg_stat_activity_count", "state=active,wait_event_type=Lock", Field::OnLock},
    ExporterNumber{PostgreSql, "pg_stat_activity_count", "state=active,wait_event_type=LWLock",
                   Field::OnLightLock},
    ExporterNumber{PostgreSql, "pg_stat_activity_count", "state^=idle in transaction",
                   Field::IdleInTransaction},
    ExporterNumber{PostgreSql, "pg_stat_activity_max_tx_duration", "", Field::LongestTransaction,
                   Merge::Most},

    ExporterNumber{MySql, "mysql_global_status_uptime", "", Field::Uptime},
    ExporterNumber{MySql, "mysql_global_status_threads_connected", "", Field::Connections},
    // The exporter's own session, too.
    ExporterNumber{MySql, "mysql_global_status_threads_running", "", Field::Active, Merge::Sum, 1, -1},
    ExporterNumber{MySql, "mysql_global_status_connections", "", Field::ConnectionsReceived},
    ExporterNumber{MySql, "mysql_global_status_connection_errors_total", "error=max_connections",
                   Field::ConnectionsRejected},
    ExporterNumber{MySql, "mysql_global_status_questions", "", Field::Statements},
    ExporterNumber{MySql, "mysql_global_status_commands_total", "command=commit", Field::Commits},
    ExporterNumber{MySql, "mysql_global_status_commands_total", "command=rollback", Field::Rollbacks},
    ExporterNumber{MySql, "mysql_global_status_handlers_total", "handler=read_rnd_next", Field::RowsReturned},
    ExporterNumber{MySql, "mysql_global_status_handlers_total", "handler=read_key", Field::RowsFetched},
    ExporterNumber{MySql, "mysql_global_status_innodb_buffer_pool_reads", "", Field::BlocksRead},
    ExporterNumber{MySql, "mysql_global_status_innodb_buffer_pool_read_requests", "", Field::BlocksHit},
    ExporterNumber{MySql, "mysql_global_status_innodb_buffer_pool_reads", "", Field::BlocksHit, Merge::Sum,
                   -1},
    ExporterNumber{MySql, "mysql_global_status_innodb_row_lock_current_waits", "", Field::OnLock},
    ExporterNumber{MySql, "mysql_global_status_innodb_deadlocks", "", Field::Deadlocks},
    ExporterNumber{MySql, "mysql_global_status_bytes_received", "", Field::BytesIn},
    ExporterNumber{MySql, "mysql_global_status_bytes_sent", "", Field::BytesOut},
    ExporterNumber{MySql, "mysql_global_variables_max_connections", "", Field::MaxConnections, Merge::Only, 1,
                   0, "max_connections"},
};

constexpr std::array texts{
    ExporterText{Redis, "redis_instance_info", "redis_version", nullptr},
    ExporterText{Redis, "redis_instance_info", "run_id", "identity"},
    ExporterText{Redis, "redis_instance_info", "maxmemory_policy", "maxmemory-policy"},
    ExporterText{Redis, "redis_instance_info", "role", "role"},
    ExporterText{Memcached, "memcached_version", "version", nullptr},
    ExporterText{PostgreSql, "pg_static", "short_version", nullptr},
    ExporterText{MySql, "mysql_version_info", "version", nullptr},
};

struct Exporter {
    EndpointKind kind;
    const char *prefix;
    const char *up;
};

constexpr std::array exporters{
    Exporter{Redis, "redis_", "redis_up"},
    Exporter{Memcached, "memcached_", "memcached_up"},
    Exporter{PostgreSql, "pg_", "pg_up"},
    Exporter{MySql, "mysql_", "mysql_up"},
};

} // namespace

std::span<const ExporterNumber> exporterNumbers() {
    return numbers;
}

std::span<const ExporterText> exporterTexts() {
    return texts;
}

bool fits(const ExporterNumber &row, const MetricSeries &series) {
    if (series.name != row.name)
        return false;
    QByteArrayView conditions(row.where);
    while (!conditions.isEmpty()) {
        const qsizetype comma = conditions.indexOf(',');
        const QByteArrayView one = comma < 0 ? conditions : conditions.first(comma);
        conditions = comma < 0 ? QByteArrayView() : conditions.sliced(comma + 1);
        const qsizetype equals = one.indexOf('=');
        const char form = one[equals - 1];
        const bool isPlain = form != '^' && form != '?';
        const QByteArray value = series.label(one.first(isPlain ? equals : equals - 1));
        const QByteArrayView wanted = one.sliced(equals + 1);
        if (form == '^' ? !value.startsWith(wanted) : value != wanted && !(form == '?' && value.isEmpty()))
            return false;
    }
    return true;
}

std::optional<EndpointKind> kindOfExporterName(const QByteArray &name) {
    for (const Exporter &exporter : exporters)
        if (name.startsWith(exporter.prefix))
            return exporter.kind;
    return std::nullopt;
}

std::optional<EndpointKind> kindOfUpName(const QByteArray &name) {
    for (const Exporter &exporter : exporters)
        if (name == exporter.up)
            return exporter.kind;
    return std::nullopt;
}

bool isExporterName(const QByteArray &name) {
    static const QSet<QByteArray> names = [] {
        QSet<QByteArray> all{QByteArrayLiteral("up"), QByteArrayLiteral("scrape_duration_seconds")};
        for (const ExporterNumber &row : numbers)
            all.insert(row.name);
        for (const ExporterText &row : texts)
            all.insert(row.name);
        for (const Exporter &exporter : exporters)
            all.insert(exporter.up);
        return all;
    }();
    return names.contains(name);
}

QByteArray exporterPattern(EndpointKind kind) {
    QByteArrayList names{QByteArrayLiteral("up"), QByteArrayLiteral("scrape_duration_seconds")};
    const auto add = [&names](const char *name) {
        if (!names.contains(name))
            names << name;
    };
    for (const ExporterNumber &row : numbers)
        if (row.kind == kind)
            add(row.name);
    for (const ExporterText &row : texts)
        if (row.kind == kind)
            add(row.name);
    for (const Exporter &exporter : exporters)
        if (exporter.kind == kind)
            add(exporter.up);
    return names.join('|');
}

} // namespace spillway
