#include "field.h"

#include <algorithm>
#include <array>

namespace spillway {

namespace {

constexpr FieldInfo counter(Field field, const char *name, Unit unit = Unit::Count) {
    return {field, QLatin1String(name), FieldKind::Counter, unit};
}

constexpr FieldInfo gauge(Field field, const char *name, Unit unit = Unit::Count) {
    return {field, QLatin1String(name), FieldKind::Gauge, unit};
}

constexpr std::array<FieldInfo, static_cast<size_t>(Field::Count)> table{{
    counter(Field::Hits, "keyspace_hits"),
    counter(Field::Misses, "keyspace_misses"),
    counter(Field::Evicted, "evicted_keys"),
    counter(Field::Expired, "expired_keys"),
    counter(Field::Commands, "total_commands_processed"),
    counter(Field::Stores, "cmd_set"),
    counter(Field::ConnectionsReceived, "total_connections_received"),
    counter(Field::ConnectionsRejected, "rejected_connections"),
    counter(Field::ErrorReplies, "total_error_replies"),
    counter(Field::Flushes, "cmd_flush"),
    gauge(Field::UsedMemory, "used_memory", Unit::Bytes),
    gauge(Field::MaxMemory, "maxmemory", Unit::Bytes),
    gauge(Field::ResidentMemory, "used_memory_rss", Unit::Bytes),
    gauge(Field::SystemMemory, "total_system_memory", Unit::Bytes),
    gauge(Field::MemoryNotCounted, "mem_not_counted_for_evict", Unit::Bytes),
    gauge(Field::ClientMemory, "mem_clients_normal", Unit::Bytes),
    gauge(Field::FragmentationRatio, "allocator_frag_ratio", Unit::Ratio),
    gauge(Field::FragmentationBytes, "allocator_frag_bytes", Unit::Bytes),
    gauge(Field::Clients, "connected_clients"),
    gauge(Field::MaxClients, "maxclients"),
    gauge(Field::BlockedClients, "blocked_clients"),
    gauge(Field::Keys, "keys"),
    gauge(Field::KeysWithTtl, "expires"),
    gauge(Field::AverageTtl, "avg_ttl", Unit::Milliseconds),
    gauge(Field::StaleShare, "expired_stale_perc", Unit::None),
    counter(Field::EvictionTime, "total_eviction_exceeded_time", Unit::Milliseconds),
    counter(Field::CpuSeconds, "used_cpu_main_thread", Unit::Seconds),
    counter(Field::BytesIn, "total_net_input_bytes", Unit::Bytes),
    counter(Field::BytesOut, "total_net_output_bytes", Unit::Bytes),
    gauge(Field::Loading, "loading", Unit::None),
    gauge(Field::ForkTime, "latest_fork_usec", Unit::Microseconds),
    gauge(Field::PrimaryLinkDown, "master_link_down", Unit::None),
    gauge(Field::Uptime, "uptime_in_seconds", Unit::Seconds),
    gauge(Field::ServerTime, "ts", Unit::Seconds),
    gauge(Field::StartTime, "start_ts", Unit::Seconds),
    gauge(Field::Replica, "replica", Unit::None),
    gauge(Field::ReplayAge, "replay_age_s", Unit::Seconds),
    gauge(Field::MaxConnections, "max_connections"),
    gauge(Field::ReservedConnections, "su_reserved"),
    gauge(Field::CanSee, "can_see", Unit::None),
    counter(Field::Commits, "xact_commit"),
    counter(Field::Rollbacks, "xact_rollback"),
    counter(Field::BlocksHit, "blks_hit"),
    counter(Field::BlocksRead, "blks_read"),
    counter(Field::BlockReadTime, "blk_read_ms", Unit::Milliseconds),
    counter(Field::RowsReturned, "tup_returned"),
    counter(Field::RowsFetched, "tup_fetched"),
    counter(Field::RowsWritten, "tup_written"),
    counter(Field::TempBytes, "temp_bytes", Unit::Bytes),
    counter(Field::Deadlocks, "deadlocks"),
    gauge(Field::StatsReset, "stats_reset", Unit::Seconds),
    counter(Field::SessionTime, "session_ms", Unit::Milliseconds),
    counter(Field::ActiveTime, "active_ms", Unit::Milliseconds),
    counter(Field::IdleInTransactionTime, "idle_tx_ms", Unit::Milliseconds),
    counter(Field::Sessions, "sessions"),
    counter(Field::SessionsBad, "sessions_bad"),
    gauge(Field::Connections, "conns"),
    gauge(Field::Active, "active", Unit::Sessions),
    gauge(Field::ActiveParallel, "active_pw", Unit::Sessions),
    gauge(Field::OnCpu, "act_cpu", Unit::Sessions),
    gauge(Field::OnIo, "act_io", Unit::Sessions),
    gauge(Field::OnLock, "act_lock", Unit::Sessions),
    gauge(Field::OnLightLock, "act_lwlock", Unit::Sessions),
    gauge(Field::OnClient, "act_client", Unit::Sessions),
    gauge(Field::IdleInTransaction, "idle_in_tx", Unit::Sessions),
    gauge(Field::Hidden, "hidden", Unit::Sessions),
    gauge(Field::LongestQuery, "longest_query_s", Unit::Seconds),
    gauge(Field::LongestTransaction, "longest_xact_s", Unit::Seconds),
    counter(Field::Statements, "questions"),
}};

constexpr bool isOrdered() {
    for (size_t i = 0; i < table.size(); ++i)
        if (table[i].field != static_cast<Field>(i))
            return false;
    return true;
}
static_assert(isOrdered(), "the field table must follow the order of the enumeration");

} // namespace

std::span<const FieldInfo> fieldTable() {
    return table;
}

const FieldInfo &fieldInfo(Field field) {
    return table[static_cast<size_t>(field)];
}

std::optional<Field> fieldFromName(QLatin1String name) {
    const auto found =
        std::find_if(table.begin(), table.end(), [&](const FieldInfo &info) { return info.name == name; });
    return found == table.end() ? std::nullopt : std::optional(found->field);
}

} // namespace spillway
