// Redis and its kin: clients, commands, replication and persistence.

#include "audit/auditrule.h"
#include "format.h"

#include <algorithm>

namespace spillway {

namespace {

Judgement hasConnections(const AuditCase &at) { // R16
    const double limit = at.latest(Field::MaxClients);
    const double most = at.highest(Field::Clients);
    const double rejected = at.gained(Field::ConnectionsRejected);
    Judgement judgement = failedIf(rejected > 0 || (limit > 0 && most > 0.8 * limit),
                                   QStringLiteral("at most %1 of %2 clients, %3 were rejected")
                                       .arg(formatNumber(most), formatNumber(limit), formatNumber(rejected)));
    if (rejected > 0)
        judgement.gravity = Gravity::Critical;
    judgement.command = QStringLiteral("CONFIG SET maxclients %1").arg(qint64(limit * 2));
    return judgement;
}

Judgement keepsConnections(const AuditCase &at) { // R17
    const double connects = at.perSecond(Field::ConnectionsReceived);
    const double commands = at.perSecond(Field::Commands);
    return failedIf(
        connects > 1 && connects > 0.1 * commands,
        QStringLiteral("%1 new connections for %2 commands").arg(rateText(connects), rateText(commands)));
}

Judgement endsIdleClients(const AuditCase &at) { // R18
    const double first = at.seen().first(Field::Clients).value_or(0);
    const double now = at.latest(Field::Clients);
    return failedIf(at.isOff("timeout") && now > 1.2 * first && now > first + 10,
                    QStringLiteral("timeout is %1, clients went from %2 to %3")
                        .arg(at.setting("timeout"), formatNumber(first), formatNumber(now)));
}

Judgement clientsLeaveRoom(const AuditCase &at) { // R19
    const double limit = at.latest(Field::MaxMemory);
    const double buffers = at.highest(Field::ClientMemory);
    return failedIf(
        limit > 0 && buffers > 0.1 * limit,
        QStringLiteral("client buffers took up to %1 of %2").arg(formatBytes(buffers), formatBytes(limit)));
}

Judgement isQuick(const AuditCase &at) { // R20
    const double limit = at.number("slowlog-log-slower-than").value_or(0);
    if (limit < 0 || limit > 100'000)
        return failed(QStringLiteral("slowlog-log-slower-than is %1, so that slow commands are not seen")
                          .arg(at.setting("slowlog-log-slower-than")));
    if (!at.has(Rare::SlowCommands))
        return notKnown(QStringLiteral("slowlog_len was not in the answers; needs +slowlog|len"));
    const double grown = at.latest(Rare::SlowCommands) - at.seen().first(Rare::SlowCommands).value_or(0);
    return failedIf(
        grown > 0,
        QStringLiteral("the slow log has %1 more entries").arg(formatNumber(std::max(grown, 0.0))));
}

Judgement blocksSeldom(const AuditCase &at) { // R21
    const double all = at.gained(Rare::CommandTime);
    const double share = all > 0 ? at.gained(Rare::BlockingTime) / all : 0;
    return failedIf(share > 0.1,
                    QStringLiteral("KEYS, SORT, SMEMBERS and flushes took %1 of the command time")
                        .arg(formatPercent(share)));
}

Judgement hasThreadTime(const AuditCase &at) { // R22
    const double use = at.perSecond(Field::CpuSeconds);
    const auto peak = at.above(Metric::CacheCpu, 0.8, 1min);
    return failedIf(
        use > 0.8 || peak,
        QStringLiteral("the main thread is busy %1 of the time%2")
            .arg(formatPercent(use),
                 peak ? QStringLiteral(", and over 80 % for a minute at %1").arg(peak->from.clockText())
                      : QString()));
}

Judgement savesForAReason(const AuditCase &at) { // R29
    const double fork = at.latest(Field::ForkTime);
    const bool saves = !at.isOff("appendonly") || !at.setting("save").trimmed().isEmpty();
    return failedIf(saves && at.server().role == Role::Cache && fork > 100'000,
                    QStringLiteral("saving to disk is %1, the last fork took %2")
                        .arg(saves ? QStringLiteral("on") : QStringLiteral("off"),
                             formatDuration(Duration(qint64(fork / 1000)))));
}

Judgement servesWithoutDisk(const AuditCase &at) { // R30
    const QString stops = at.setting("stop-writes-on-bgsave-error");
    if (stops == u"no")
        return passed(QStringLiteral("a failed save does not stop writes"));
    const QString last = at.setting("rdb_last_bgsave_status");
    if (last.isEmpty() && !at.setting("save").trimmed().isEmpty())
        return notKnown(
            QStringLiteral("rdb_last_bgsave_status was not in the answers; needs INFO persistence"));
    return failedIf(last == u"err", QStringLiteral("stop-writes-on-bgsave-error is %1, the last save: %2")
                                        .arg(stops, last.isEmpty() ? QStringLiteral("none is made") : last));
}

double balance(const AuditCase &at) {
    const double misses = at.gained(Field::Misses);
    return misses > 0 ? at.gained(Field::Stores) / misses : 1;
}

Judgement fillsMisses(const AuditCase &at) { // R31
    return failedIf(balance(at) < 0.5 && at.gained(Rare::RefusedForMemory) <= 0,
                    QStringLiteral("%1 stores for each miss").arg(formatNumber(balance(at))));
}

Judgement storesWhatIsRead(const AuditCase &at) { // R32
    return failedIf(balance(at) > 3,
                    QStringLiteral("%1 stores for each miss").arg(formatNumber(balance(at))));
}

// The median of the peers' rates, without this server; unset when it has none.
std::optional<double> peers(const AuditCase &at, Figure figure) {
    std::vector<double> rates;
    for (const EndpointId cache : at.engine.configuration().stacks[at.stack].caches)
        if (cache != *at.id)
            if (const auto rate = at.observed(cache).perSecond(figure))
                rates.push_back(*rate);
    if (rates.empty())
        return std::nullopt;
    std::nth_element(rates.begin(), rates.begin() + static_cast<long>(rates.size() / 2), rates.end());
    return rates[rates.size() / 2];
}

Judgement sharesTheLoad(const AuditCase &at) { // R33
    const auto others = peers(at, Field::Misses);
    const auto busy = peers(at, Field::CpuSeconds);
    if (!others)
        return passed(QStringLiteral("it is the only cache of its stack"));
    const double misses = at.perSecond(Field::Misses);
    const double cpu = at.perSecond(Field::CpuSeconds);
    return failedIf(
        (misses > 10 && misses > 2 * *others) || (busy && cpu > 0.1 && cpu > 2 * *busy),
        QStringLiteral("%1 misses here, %2 on its peers").arg(rateText(misses), rateText(*others)));
}

Judgement admitsClients(const AuditCase &at) { // R35
    const double refused = at.gained(Rare::RefusedForRights);
    return failedIf(refused > 0,
                    QStringLiteral("%1 commands were refused for want of rights, of %2 error replies")
                        .arg(formatNumber(refused), formatNumber(at.gained(Field::ErrorReplies))));
}

Judgement dragonflyEvicts(const AuditCase &at) { // R36
    if (!at.seen().version().startsWith(QLatin1String("dragonfly")))
        return passed(QStringLiteral("it is not Dragonfly"));
    const QString mode = at.setting("cache_mode");
    if (mode.isEmpty())
        return notKnown(QStringLiteral("cache_mode was not in the answers; needs INFO memory of Dragonfly"));
    const double limit = at.latest(Field::MaxMemory);
    const double use = limit > 0 ? at.latest(Field::UsedMemory) / limit : 0;
    return failedIf(
        mode == u"store" && use > 0.8,
        QStringLiteral("cache_mode is %1, %2 of its memory are used").arg(mode, formatPercent(use)));
}

constexpr auto redis = EndpointKind::Redis;

constexpr AuditRule rows[] = {
    {"R16",
     redis,
     Gravity::High,
     "Connections",
     "over 80 % of maxclients; critical when any was rejected",
     "A client that is refused goes to the database.",
     "CONFIG SET maxclients ... (and LimitNOFILE)",
     "Awesome Prometheus alerts",
     "circuit-breaker",
     {.fields = {Field::Clients, Field::MaxClients, Field::ConnectionsRejected}},
     hasConnections},
    {"R17",
     redis,
     Gravity::Medium,
     "Connection pooling",
     "new connections over 10 % of commands",
     "Without a pool each command pays for a connection.",
     "use a pool in the client; CONFIG SET tcp-keepalive 60",
     "Azure Cache: server load",
     "circuit-breaker",
     {.fields = {Field::ConnectionsReceived, Field::Commands}},
     keepsConnections},
    {"R18",
     redis,
     Gravity::Medium,
     "Idle clients",
     "timeout = 0 and clients rising for 24 h",
     "Connections leak until none is left.",
     "CONFIG SET timeout 600",
     "Redis: observability",
     "circuit-breaker",
     {.fields = {Field::Clients}, .settings = {"timeout"}, .minutes = 1440},
     endsIdleClients},
    {"R19",
     redis,
     Gravity::Medium,
     "Client buffers",
     "mem_clients_normal over 10 % of maxmemory",
     "Buffers of clients push keys out.",
     "CONFIG SET maxmemory-clients 5%",
     "Redis: INFO",
     "big-keys",
     {.fields = {Field::ClientMemory, Field::MaxMemory}},
     clientsLeaveRoom},
    {"R20",
     redis,
     Gravity::Medium,
     "Slow commands",
     "the slow log grows, or slowlog-log-slower-than is under 0 or over 100 000",
     "One thread answers all: a slow command holds up every lookup.",
     "CONFIG SET slowlog-log-slower-than 10000; SCAN instead of KEYS",
     "Redis: latency",
     "big-keys",
     {.settings = {"slowlog-log-slower-than"}},
     isQuick},
    {"R21",
     redis,
     Gravity::High,
     "Blocking commands",
     "KEYS, SORT, SMEMBERS and flushes over 10 % of the command time",
     "They block everybody, and a flush empties the cache.",
     "ACL SETUSER app -keys -flushall -flushdb",
     "Redis: latency",
     "big-keys",
     {.fields = {Rare::BlockingTime, Rare::CommandTime}},
     blocksSeldom},
    {"R22",
     redis,
     Gravity::High,
     "Main thread",
     "busy over 80 % of the time, or for a minute",
     "A busy thread answers late; clients time out and go to the database.",
     "split hot keys, add replicas or shards",
     "Redis: observability; Valkey: INFO",
     "hot-keys",
     {.fields = {Field::CpuSeconds}},
     hasThreadTime},
    {"R29",
     redis,
     Gravity::Low,
     "Saving to disk",
     "a cache that saves, with forks over 100 ms",
     "Pauses for a durability that a cache may not need; but a saved cache also starts warm.",
     "CONFIG SET save \"\"",
     "Redis: latency",
     "warming",
     {.fields = {Field::ForkTime}, .settings = {"save", "appendonly"}},
     savesForAReason},
    {"R30",
     redis,
     Gravity::High,
     "Writes without disk",
     "stop-writes-on-bgsave-error yes, and the last save failed",
     "A full disk stops the writes of the cache, and then there are only misses.",
     "CONFIG SET stop-writes-on-bgsave-error no",
     "redis.conf",
     "warming",
     {.settings = {"stop-writes-on-bgsave-error", "save"}},
     servesWithoutDisk},
    {"R31",
     redis,
     Gravity::Medium,
     "Misses that are not filled",
     "stores over misses below 0.5 for an hour, without refused writes",
     "Either \"not found\" is not cached, or the code that fills the cache is broken.",
     "cache \"not found\" for 30 to 60 s in the code",
     "memcached: server maintenance",
     "negative-caching",
     {.fields = {Field::Stores, Field::Misses}, .minutes = 60},
     fillsMisses},
    {"R32",
     redis,
     Gravity::Low,
     "Stores that nobody reads",
     "stores over misses above 3",
     "One value under many keys, or writes without readers.",
     "review how keys are made",
     "Redis: observability",
     "key-versioning",
     {.fields = {Field::Stores, Field::Misses}, .minutes = 10},
     storesWhatIsRead},
    {"R33",
     redis,
     Gravity::Medium,
     "Even shards",
     "misses or processor time over twice its peers'",
     "One hot key or shard is the limit of all.",
     "short local caching, or copies of the hot key",
     "Redis: observability",
     "hot-keys",
     {.fields = {Field::Misses, Field::CpuSeconds}, .minutes = 10},
     sharesTheLoad},
    {"R35",
     redis,
     Gravity::High,
     "Refused clients",
     "errors NOAUTH, WRONGPASS, NOPERM or LOADING rise",
     "Clients go to the database while the cache looks idle.",
     "correct the credentials or the ACL of the client",
     "Redis: INFO",
     "cache-aside",
     {.fields = {Field::ErrorReplies, Rare::RefusedForRights}},
     admitsClients},
    {"R36",
     redis,
     Gravity::Critical,
     "Dragonfly as a cache",
     "cache_mode:store with over 80 % used",
     "It refuses writes when it is full.",
     "start it with --cache_mode=true",
     "Dragonfly: server sources",
     "eviction-policy-and-size",
     {.fields = {Field::UsedMemory, Field::MaxMemory}},
     dragonflyEvicts},
};

} // namespace

std::span<const AuditRule> redisServiceRules() {
    return rows;
}

} // namespace spillway
