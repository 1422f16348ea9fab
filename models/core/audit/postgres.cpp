// PostgreSQL, as far as it bears on misses.

#include "audit/auditrule.h"
#include "format.h"

namespace spillway {

namespace {

Judgement showsItsSessions(const AuditCase &at) { // P01
    const bool sees = at.latest(Field::CanSee) == 1;
    Judgement judgement =
        failedIf(!sees, sees ? QStringLiteral("the account sees all sessions")
                             : QStringLiteral("%1 sessions are hidden from the account")
                                   .arg(at.has(Field::Hidden) ? formatNumber(at.highest(Field::Hidden))
                                                              : QStringLiteral("all")));
    const QString user = at.server().address.user;
    judgement.command =
        QStringLiteral("GRANT pg_monitor TO %1").arg(user.isEmpty() ? QStringLiteral("spillway") : user);
    return judgement;
}

AuditCase ofStack(const AuditCase &at) {
    return {at.engine, at.allObserved, at.stack, std::nullopt, at.last};
}

Judgement hasCapacity(const AuditCase &at) { // P02
    if (!at.server().vcpu)
        return notKnown(QStringLiteral("its cores are not known; write vcpu = ... into the configuration"));
    const auto peak = at.above(Metric::Load, *at.server().vcpu, 1min);
    if (!peak)
        return passed(
            QStringLiteral("the load stays within its %1 cores").arg(formatNumber(*at.server().vcpu)));
    const auto usual = at.usualHitRatio();
    const auto poor = usual ? ofStack(at).below(Metric::HitRatio, *usual - 0.05, 1min) : std::nullopt;
    const QString text =
        QStringLiteral("over %1 sessions for a minute on %2 cores at %3")
            .arg(formatNumber(peak->worst), formatNumber(*at.server().vcpu), peak->from.clockText());
    return poor ? passed(text + QStringLiteral(", while the hit ratio was below the usual: see R04 and X01"))
                : failed(text);
}

// Work that misses cause is learned by the diagnosis, in multiples of the usual.
Judgement bearsAMissStorm(const AuditCase &at) { // P03
    const auto &dependence = at.engine.verdict(at.stack).dependence;
    if (!dependence || !dependence->survived)
        return notKnown(
            QStringLiteral("what a miss costs is not learned yet: needs vcpu, and half an hour of peace"));
    return failedIf(
        dependence->ifLost > *dependence->survived,
        QStringLiteral("without the cache it would get %1 times its usual work, it bears %2 times")
            .arg(formatNumber(dependence->ifLost), formatNumber(*dependence->survived)));
}

double usableConnections(const AuditCase &at) {
    return at.latest(Field::MaxConnections) - at.latest(Field::ReservedConnections);
}

Judgement hasConnections(const AuditCase &at) { // P04
    const double most = at.highest(Field::Connections);
    return failedIf(most > 0.8 * usableConnections(at),
                    QStringLiteral("at most %1 of %2 usable connections")
                        .arg(formatNumber(most), formatNumber(usableConnections(at))));
}

Judgement limitsSessions(const AuditCase &at) { // P05
    if (!at.server().vcpu)
        return notKnown(QStringLiteral("its cores are not known; write vcpu = ... into the configuration"));
    const double cores = *at.server().vcpu;
    return failedIf(at.latest(Field::MaxConnections) > 10 * cores && at.highest(Field::Active) > 3 * cores,
                    QStringLiteral("max_connections is %1 for %2 cores, up to %3 sessions were active")
                        .arg(formatNumber(at.latest(Field::MaxConnections)), formatNumber(cores),
                             formatNumber(at.highest(Field::Active))));
}

Judgement isSet(const AuditCase &at, const char *name) {
    return failedIf(at.isOff(name), QStringLiteral("%1 is %2").arg(QLatin1String(name), at.setting(name)));
}

Judgement endsStatements(const AuditCase &at) { // P06
    return isSet(at, "statement_timeout");
}

Judgement endsIdleTransactions(const AuditCase &at) { // P07
    const double idle = at.highest(Field::IdleInTransaction);
    return failedIf(
        at.isOff("idle_in_transaction_session_timeout") && idle > 0,
        QStringLiteral(
            "idle_in_transaction_session_timeout is %1, up to %2 sessions were idle in transaction")
            .arg(at.setting("idle_in_transaction_session_timeout"), formatNumber(idle)));
}

Judgement noticesGoneClients(const AuditCase &at) { // P08
    return isSet(at, "client_connection_check_interval");
}

Judgement countsStatements(const AuditCase &at) { // P09
    return failedIf(
        !at.setting("shared_preload_libraries").contains(u"pg_stat_statements"),
        QStringLiteral("shared_preload_libraries is \"%1\"").arg(at.setting("shared_preload_libraries")));
}

Judgement hasNoOneStatement(const AuditCase &at) { // P10
    const double share = at.latest(Rare::TopStatementShare);
    const double rows = at.latest(Rare::TopStatementRows);
    return failedIf(share > 0.3 && rows < 100,
                    QStringLiteral("one statement makes %1 of the calls, %2 rows each")
                        .arg(formatPercent(share), formatNumber(rows)));
}

Judgement timesItsReads(const AuditCase &at) { // P11
    return isSet(at, "track_io_timing");
}

Judgement isUnchanged(const AuditCase &at) { // P12
    QStringList lines;
    for (const Event &change : at.changes())
        lines << QStringLiteral("%1  %2").arg(change.at.toIso(), change.text);
    const QMap<QString, QString> before =
        at.last ? at.last->settings.value(at.server().name) : QMap<QString, QString>();
    for (auto setting = before.begin(); setting != before.end(); ++setting)
        if (const QString now = at.seen().settings().value(setting.key());
            !now.isEmpty() && now != setting.value())
            lines << QStringLiteral("%1 was %2 at the review and is %3")
                         .arg(setting.key(), setting.value(), now);
    if (!at.isOff("pending_restart"))
        lines << QStringLiteral("waiting for a restart: %1").arg(at.setting("pending_restart"));
    if (lines.isEmpty())
        return passed(QStringLiteral("nothing changed, and nothing waits for a restart"));
    return failed(lines.front(), lines.mid(1));
}

Judgement tracksActivity(const AuditCase &at) { // P13
    return isSet(at, "track_activities");
}

Judgement hasBuffers(const AuditCase &at) { // P14
    const double buffers = at.number("shared_buffers").value_or(0);
    const bool isBlocks =
        !at.setting("shared_buffers").isEmpty() && at.setting("shared_buffers").back().isDigit();
    const double size = isBlocks ? buffers * 8192 : buffers;
    const double reads = at.perSecond(Field::BlocksRead);
    return failedIf(
        size <= 128 * 1048576.0 && reads > 100,
        QStringLiteral("shared_buffers is %1, %2 blocks are read").arg(formatBytes(size), rateText(reads)));
}

constexpr auto postgres = EndpointKind::PostgreSql;

constexpr AuditRule rows[] = {
    {"P01",
     postgres,
     Gravity::High,
     "Sight of sessions",
     "the account lacks pg_read_all_stats",
     "Without it the load reads as nothing, and no error says so.",
     "GRANT pg_monitor TO spillway",
     "PostgreSQL: monitoring; measured on 12 to 18",
     "reading-the-verdict",
     {.fields = {Field::CanSee}},
     showsItsSessions},
    {"P02",
     postgres,
     Gravity::Medium,
     "Capacity of the database",
     "a minute over the cores while the hit ratio is usual",
     "Then the cache is not to blame: the database itself is short.",
     "tune the top statements",
     "AWS RDS: average active sessions",
     "reading-the-verdict",
     {.fields = {Field::Active}},
     hasCapacity},
    {"P03",
     postgres,
     Gravity::High,
     "Headroom for misses",
     "the work without the cache is more than the database bears",
     "A restart of the cache would overload the database.",
     "more capacity, or limit the miss path (see the topic)",
     "AWS builders' library: caching",
     "circuit-breaker",
     {.fields = {Field::Active}},
     bearsAMissStorm},
    {"P04",
     postgres,
     Gravity::High,
     "Connections",
     "over 80 % of the usable connections",
     "In a storm of misses new requests are refused.",
     "a pooler; ALTER SYSTEM SET max_connections = ... as the last resort",
     "PostgreSQL wiki: number of connections",
     "circuit-breaker",
     {.fields = {Field::Connections, Field::MaxConnections, Field::ReservedConnections}},
     hasConnections},
    {"P05",
     postgres,
     Gravity::Medium,
     "Number of sessions",
     "max_connections over 10 per core, and over 3 active per core",
     "More active sessions than cores lower the throughput.",
     "a pooler with a pool of about twice the cores",
     "PostgreSQL wiki: number of connections",
     "circuit-breaker",
     {.fields = {Field::MaxConnections, Field::Active}},
     limitsSessions},
    {"P06",
     postgres,
     Gravity::Medium,
     "Time-out of statements",
     "statement_timeout = 0",
     "In a storm of misses queries pile up without end.",
     "ALTER ROLE app SET statement_timeout = '5s'",
     "Spillway",
     "circuit-breaker",
     {.settings = {"statement_timeout"}},
     endsStatements},
    {"P07",
     postgres,
     Gravity::Medium,
     "Idle transactions",
     "idle_in_transaction_session_timeout = 0, and some were seen",
     "They hold connections and locks.",
     "ALTER SYSTEM SET idle_in_transaction_session_timeout = '5min'; SELECT pg_reload_conf()",
     "Spillway",
     "circuit-breaker",
     {.fields = {Field::IdleInTransaction}, .settings = {"idle_in_transaction_session_timeout"}},
     endsIdleTransactions},
    {"P08",
     postgres,
     Gravity::Low,
     "Gone clients",
     "client_connection_check_interval = 0 (since 14)",
     "Queries go on after their client gave up, and a retry doubles the load.",
     "ALTER SYSTEM SET client_connection_check_interval = '5s'; SELECT pg_reload_conf()",
     "Spillway",
     "circuit-breaker",
     {.settings = {"client_connection_check_interval"}},
     noticesGoneClients},
    {"P09",
     postgres,
     Gravity::Medium,
     "Statement statistics",
     "pg_stat_statements is not loaded",
     "Nothing names the query behind the misses.",
     "ALTER SYSTEM SET shared_preload_libraries = 'pg_stat_statements', restart, CREATE EXTENSION "
     "pg_stat_statements",
     "PostgreSQL: pg_stat_statements",
     "hot-keys",
     {.settings = {"shared_preload_libraries"}},
     countsStatements},
    {"P10",
     postgres,
     Gravity::Info,
     "One statement",
     "one statement over 30 % of the calls with few rows",
     "A candidate for caching, or a key that is no longer cached.",
     "cache it",
     "Spillway",
     "negative-caching",
     {.fields = {Rare::TopStatementShare, Rare::TopStatementRows}},
     hasNoOneStatement},
    {"P11",
     postgres,
     Gravity::Low,
     "Timing of reads",
     "track_io_timing off",
     "Disk and processor cannot be told apart.",
     "ALTER SYSTEM SET track_io_timing = on; SELECT pg_reload_conf()",
     "PostgreSQL: run-time statistics",
     "reading-the-verdict",
     {.settings = {"track_io_timing"}},
     timesItsReads},
    {"P12",
     postgres,
     Gravity::Medium,
     "Changed settings",
     "a setting changed, or waits for a restart",
     "The next restart changes how it behaves.",
     "restart in a window, or revert",
     "PostgreSQL: pg_settings",
     "change-control",
     {.settings = {"max_connections"}},
     isUnchanged},
    {"P13",
     postgres,
     Gravity::High,
     "Tracking of activity",
     "track_activities off",
     "The load reads as nothing.",
     "ALTER SYSTEM SET track_activities = on; SELECT pg_reload_conf()",
     "PostgreSQL: run-time statistics",
     "reading-the-verdict",
     {.settings = {"track_activities"}},
     tracksActivity},
    {"P14",
     postgres,
     Gravity::Medium,
     "Buffers",
     "shared_buffers of 128 MB or less with over 100 blocks read a second",
     "Every miss goes the way to the disk.",
     "ALTER SYSTEM SET shared_buffers = '...' (restart)",
     "PostgreSQL: resource consumption",
     "warming",
     {.fields = {Field::BlocksRead}, .settings = {"shared_buffers"}},
     hasBuffers},
};

} // namespace

std::span<const AuditRule> postgresRules() {
    return rows;
}

} // namespace spillway
