// MySQL and MariaDB, as far as they bear on misses.

#include "audit/auditrule.h"
#include "format.h"

namespace spillway {

namespace {

bool isMariaDb(const AuditCase &at) {
    return at.seen().version().startsWith(QLatin1String("mariadb"));
}

Judgement hasConnections(const AuditCase &at) { // Y01
    const double limit = at.latest(Field::MaxConnections);
    const double most = at.highest(Field::Connections);
    const double refused = at.gained(Field::ConnectionsRejected) + at.gained(Rare::AbortedConnects);
    Judgement judgement = failedIf(refused > 0 || most > 0.8 * limit,
                                   QStringLiteral("at most %1 of %2 connections, %3 were refused")
                                       .arg(formatNumber(most), formatNumber(limit), formatNumber(refused)));
    judgement.command =
        isMariaDb(at)
            ? QStringLiteral("max_connections in my.cnf, and SET GLOBAL max_connections = %1").arg(limit * 2)
            : QStringLiteral("SET PERSIST max_connections = %1").arg(limit * 2);
    return judgement;
}

Judgement isWrittenDown(const AuditCase &at) { // Y02
    const QString names = at.setting("set_at_run_time");
    return failedIf(!names.isEmpty(),
                    names.isEmpty() ? QStringLiteral("every setting comes from a file or is the default")
                                    : QStringLiteral("set at run time only: %1").arg(names));
}

Judgement hasBuffers(const AuditCase &at) { // Y03
    const double size = at.number("innodb_buffer_pool_size").value_or(0);
    const double hits = at.gained(Field::BlocksHit);
    const double reads = at.gained(Field::BlocksRead);
    const double ratio = hits + reads > 0 ? hits / (hits + reads) : 1;
    return failedIf(
        size <= 134217728 || (ratio < 0.95 && at.latest(Rare::PagesFree) <= 0),
        QStringLiteral("innodb_buffer_pool_size is %1, its hit ratio %2, %3 pages are free")
            .arg(formatBytes(size), formatPercent(ratio), formatNumber(at.latest(Rare::PagesFree))));
}

Judgement startsWarm(const AuditCase &at) { // Y04
    return failedIf(at.isOff("innodb_buffer_pool_dump_at_shutdown") ||
                        at.isOff("innodb_buffer_pool_load_at_startup"),
                    QStringLiteral("dump at shutdown %1, load at start-up %2")
                        .arg(at.setting("innodb_buffer_pool_dump_at_shutdown"),
                             at.setting("innodb_buffer_pool_load_at_startup")));
}

Judgement hasNoQueryCache(const AuditCase &at) { // Y05
    if (!isMariaDb(at))
        return passed(QStringLiteral("this server has no query cache"));
    if (!at.seen().settings().contains(QStringLiteral("query_cache_type")))
        return notKnown(
            QStringLiteral("query_cache_type was not in the answers; needs SHOW GLOBAL VARIABLES"));
    const double prunes = at.gained(Rare::QueryCachePrunes);
    const double hits = at.gained(Rare::QueryCacheHits);
    const double inserts = at.gained(Rare::QueryCacheInserts);
    return failedIf(!at.isOff("query_cache_type") && (prunes > 0 || hits < inserts),
                    QStringLiteral("query_cache_type is %1, %2 hits, %3 inserts, %4 prunes")
                        .arg(at.setting("query_cache_type"), formatNumber(hits), formatNumber(inserts),
                             formatNumber(prunes)));
}

Judgement endsStatements(const AuditCase &at) { // Y06
    const char *name = isMariaDb(at) ? "max_statement_time" : "max_execution_time";
    if (!at.seen().settings().contains(QLatin1String(name)))
        return notKnown(QStringLiteral("%1 was not in the answers; needs SHOW GLOBAL VARIABLES")
                            .arg(QLatin1String(name)));
    Judgement judgement = failedIf(at.number(name).value_or(0) <= 0,
                                   QStringLiteral("%1 is %2").arg(QLatin1String(name), at.setting(name)));
    judgement.command = isMariaDb(at) ? QStringLiteral("SET GLOBAL max_statement_time = 5")
                                      : QStringLiteral("SET GLOBAL max_execution_time = 5000");
    return judgement;
}

Judgement timesStatements(const AuditCase &at) { // Y07
    return failedIf(at.isOff("performance_schema"),
                    QStringLiteral("performance_schema is %1").arg(at.setting("performance_schema")));
}

Judgement waitsSeldom(const AuditCase &at) { // Y08
    const auto load = at.engine.history().latest(at.series(Metric::Load), at.engine.now(), 1h);
    const double waits = at.highest(Field::OnLock);
    return failedIf(waits >= 1 && load && waits > 0.5 * at.highest(Field::Active),
                    QStringLiteral("up to %1 sessions waited for a row lock, of %2 active")
                        .arg(formatNumber(waits), formatNumber(at.highest(Field::Active))));
}

constexpr auto mysql = EndpointKind::MySql;

constexpr AuditRule rows[] = {
    {"Y01",
     mysql,
     Gravity::High,
     "Connections",
     "over 80 % of max_connections, or any refused",
     "In a storm of misses new requests are refused.",
     "SET PERSIST max_connections = ...",
     "Awesome Prometheus alerts",
     "circuit-breaker",
     {.fields = {Field::Connections, Field::MaxConnections, Rare::AbortedConnects}},
     hasConnections},
    {"Y02",
     mysql,
     Gravity::Medium,
     "Changes in the file",
     "a variable that was set at run time only",
     "It is lost at the next restart.",
     "SET PERSIST (MySQL), or my.cnf",
     "MySQL: variables_info; MariaDB: SYSTEM_VARIABLES",
     "change-control",
     {.settings = {"set_at_run_time"}},
     isWrittenDown},
    {"Y03",
     mysql,
     Gravity::High,
     "Buffer pool",
     "128 MB, the default, or under 95 % hits with no free page",
     "Each cache miss becomes reads from disk.",
     "SET GLOBAL innodb_buffer_pool_size = ...",
     "InnoDB buffer pool hit rate",
     "warming",
     {.fields = {Field::BlocksHit, Field::BlocksRead, Rare::PagesFree},
      .settings = {"innodb_buffer_pool_size"}},
     hasBuffers},
    {"Y04",
     mysql,
     Gravity::Medium,
     "Warm start",
     "the buffer pool is not dumped at shutdown or not loaded at start-up",
     "The database is cold at the same time as the cache.",
     "SET GLOBAL innodb_buffer_pool_dump_at_shutdown = ON",
     "MySQL: InnoDB",
     "warming",
     {.settings = {"innodb_buffer_pool_dump_at_shutdown", "innodb_buffer_pool_load_at_startup"}},
     startsWarm},
    {"Y05",
     mysql,
     Gravity::Medium,
     "Query cache",
     "on, with prunes or fewer hits than inserts (MariaDB)",
     "One global lock, and its hits hide the load.",
     "SET GLOBAL query_cache_size = 0",
     "Spillway",
     "reading-the-verdict",
     {},
     hasNoQueryCache},
    {"Y06",
     mysql,
     Gravity::Medium,
     "Time-out of statements",
     "max_execution_time or max_statement_time = 0",
     "In a storm of misses queries pile up without end.",
     "SET GLOBAL max_execution_time = 5000",
     "MySQL and MariaDB: system variables",
     "circuit-breaker",
     {},
     endsStatements},
    {"Y07",
     mysql,
     Gravity::Low,
     "Statement statistics",
     "performance_schema off",
     "No statement time, no top queries.",
     "performance_schema = ON in my.cnf, restart",
     "MySQL: performance schema",
     "hot-keys",
     {.settings = {"performance_schema"}},
     timesStatements},
    {"Y08",
     mysql,
     Gravity::Medium,
     "Row locks",
     "over half of the load waits for row locks",
     "A matter of locks, not of capacity or of the cache.",
     "find the blocker in performance_schema.data_lock_waits",
     "Spillway, measured",
     "reading-the-verdict",
     {.fields = {Field::OnLock, Field::Active}},
     waitsSeldom},
};

} // namespace

std::span<const AuditRule> mysqlRules() {
    return rows;
}

} // namespace spillway
