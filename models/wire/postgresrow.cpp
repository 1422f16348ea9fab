#include "postgresrow.h"

#include "displaytext.h"
#include "strictnumber.h"

#include <algorithm>
#include <array>

namespace spillway {

namespace {

constexpr int version14 = 140'000;

// Sessions: pg_stat_get_activity(NULL) avoids the joins of the view; backend_type keeps walsenders (for
// ever "active") and background workers out; waiting for a lock is seen without pg_locks.
constexpr const char *question = R"(/* spillway hot */ SELECT
 extract(epoch FROM clock_timestamp())::float8 AS ts,
 extract(epoch FROM pg_postmaster_start_time())::float8 AS start_ts,
 pg_is_in_recovery() AS replica,
 CASE WHEN pg_is_in_recovery()
  THEN extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp())::float8 END AS replay_age_s,
 current_setting('max_connections')::int AS max_connections,
 current_setting('superuser_reserved_connections')::int
  + coalesce(current_setting('reserved_connections', true)::int, 0) AS su_reserved,
 pg_has_role(current_user, 'pg_read_all_stats', 'USAGE') AS can_see,
 d.*, a.*
FROM (SELECT
  sum(xact_commit)::int8 AS xact_commit, sum(xact_rollback)::int8 AS xact_rollback,
  sum(blks_hit)::int8 AS blks_hit, sum(blks_read)::int8 AS blks_read, sum(blk_read_time)::float8 AS blk_read_ms,
  sum(tup_returned)::int8 AS tup_returned, sum(tup_fetched)::int8 AS tup_fetched,
  sum(tup_inserted + tup_updated + tup_deleted)::int8 AS tup_written,
  sum(temp_bytes)::int8 AS temp_bytes, sum(deadlocks)::int8 AS deadlocks,
  extract(epoch FROM max(stats_reset))::float8 AS stats_reset%1
  FROM pg_stat_database) d
CROSS JOIN (SELECT
  count(*) FILTER (WHERE b) AS conns,
  count(*) FILTER (WHERE b AND state = 'active') AS active,
  count(*) FILTER (WHERE w AND state = 'active') AS active_pw,
  count(*) FILTER (WHERE (b OR w) AND state = 'active' AND wait_event_type IS NULL) AS act_cpu,
  count(*) FILTER (WHERE (b OR w) AND state = 'active' AND wait_event_type = 'IO') AS act_io,
  count(*) FILTER (WHERE (b OR w) AND state = 'active' AND wait_event_type = 'Lock') AS act_lock,
  count(*) FILTER (WHERE (b OR w) AND state = 'active' AND wait_event_type IN ('LWLock', 'BufferPin')) AS act_lwlock,
  count(*) FILTER (WHERE (b OR w) AND state = 'active' AND wait_event_type = 'Client') AS act_client,
  count(*) FILTER (WHERE b AND state LIKE 'idle in tra%') AS idle_in_tx,
  count(*) FILTER (WHERE bt IS NULL) AS hidden,
  greatest(0, coalesce(extract(epoch FROM
   max(clock_timestamp() - query_start) FILTER (WHERE b AND state = 'active')), 0))::float8 AS longest_query_s,
  greatest(0, coalesce(extract(epoch FROM
   max(clock_timestamp() - xact_start) FILTER (WHERE b)), 0))::float8 AS longest_xact_s
  FROM (SELECT state, wait_event_type, query_start, xact_start, backend_type AS bt,
               backend_type = 'client backend' AS b, backend_type = 'parallel worker' AS w
        FROM pg_stat_get_activity(NULL) WHERE pid <> pg_backend_pid()) s) a)";

constexpr const char *sessionTimes = R"(,
  sum(session_time)::float8 AS session_ms, sum(active_time)::float8 AS active_ms,
  sum(idle_in_transaction_time)::float8 AS idle_tx_ms, sum(sessions)::int8 AS sessions,
  sum(sessions_abandoned + sessions_fatal + sessions_killed)::int8 AS sessions_bad)";

constexpr std::array needSight{
    Field::Connections,
    Field::Active,
    Field::ActiveParallel,
    Field::OnCpu,
    Field::OnIo,
    Field::OnLock,
    Field::OnLightLock,
    Field::OnClient,
    Field::IdleInTransaction,
    Field::LongestQuery,
    Field::LongestTransaction,
};

bool needsSight(Field field) {
    return std::find(needSight.begin(), needSight.end(), field) != needSight.end();
}

std::optional<double> numberOf(QByteArrayView text) {
    if (text == "t" || text == "f") // boolean
        return text == "t" ? 1 : 0;
    return decimalNumber(text);
}

} // namespace

QByteArray postgresQuestion(int version) {
    return QByteArray(question).replace("%1", version >= version14 ? sessionTimes : "");
}

Outcome<Reading> readPostgresRow(const PostgresRow &row, int version) {
    Reading all;
    for (const PostgresColumn &column : row) {
        const auto field = fieldFromName(QLatin1String(column.name.data(), column.name.size()));
        const auto number = column.value ? numberOf(*column.value) : std::nullopt;
        if (field && number)
            all.set(*field, *number);
        if (field == Field::StartTime && number)
            all.identity = displayText(*column.value, 40);
    }
    if (all.identity.isEmpty())
        return Failure{FailureKind::Protocol, QStringLiteral("the answer has no start time of the server"),
                       QString()};

    Reading seen;
    const bool canSee = all.value(Field::CanSee) == 1.0;
    for (const FieldValue &entry : all.fields())
        if (canSee || !needsSight(entry.field))
            seen.set(entry.field, entry.value);
    seen.identity = all.identity;
    seen.version = QStringLiteral("postgresql %1.%2").arg(version / 10'000).arg(version % 10'000);
    if (const auto connections = all.value(Field::MaxConnections))
        seen.settings.insert(QStringLiteral("max_connections"), QString::number(qint64(*connections)));
    seen.settings.insert(QStringLiteral("pg_read_all_stats"),
                         canSee ? QStringLiteral("granted") : QStringLiteral("missing"));
    seen.settings.insert(QStringLiteral("in_hot_standby"),
                         all.value(Field::Replica) == 1.0 ? QStringLiteral("on") : QStringLiteral("off"));
    return seen;
}

} // namespace spillway
