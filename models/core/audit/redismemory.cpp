// Redis and its kin: memory, eviction and time to live, judged by the traffic that was seen.

#include "audit/auditrule.h"
#include "format.h"

#include <cmath>

namespace spillway {

namespace {

QString bytes(double value) {
    return formatBytes(value);
}

double ttlShare(const AuditCase &at) {
    const double keys = at.latest(Field::Keys);
    return keys > 0 ? at.latest(Field::KeysWithTtl) / keys : 1;
}

bool evicts(const AuditCase &at, const char *prefix) {
    return at.setting("maxmemory-policy").startsWith(QLatin1String(prefix));
}

Judgement hasLimit(const AuditCase &at) { // R01
    const double limit = at.latest(Field::MaxMemory);
    if (limit > 0)
        return passed(QStringLiteral("maxmemory is %1").arg(bytes(limit)));
    const double used = at.latest(Field::ResidentMemory);
    const double host = at.latest(Field::SystemMemory);
    const bool grows = at.latest(Field::UsedMemory) > 1.05 * at.seen().first(Field::UsedMemory).value_or(0);
    const QString text =
        QStringLiteral("maxmemory is 0, %1 of %2 of the host are used%3")
            .arg(bytes(used), bytes(host), grows ? QStringLiteral(", and it grows") : QString());
    Judgement judgement = failedIf(used > 0.5 * host || grows, text);
    judgement.command = QStringLiteral("CONFIG SET maxmemory %1mb").arg(std::floor(host * 0.65 / 1048576));
    return judgement;
}

Judgement mayEvict(const AuditCase &at) { // R02
    const QString policy = at.setting("maxmemory-policy");
    const bool unlimited = at.latest(Field::MaxMemory) <= 0;
    Judgement judgement =
        failedIf(policy == u"noeviction" && at.server().role == Role::Cache && !unlimited,
                 QStringLiteral("maxmemory-policy is %1, role cache, %2 of %3 used")
                     .arg(policy, bytes(at.latest(Field::UsedMemory)),
                          unlimited ? QStringLiteral("no limit") : bytes(at.latest(Field::MaxMemory))));
    if (at.has(Rare::RefusedForMemory))
        judgement.evidence << QStringLiteral("%1 writes were refused for want of memory")
                                  .arg(formatNumber(at.gained(Rare::RefusedForMemory)));
    return judgement;
}

Judgement policyFitsTtls(const AuditCase &at) { // R03
    const QString observed = QStringLiteral("maxmemory-policy is %1, %2 of %3 keys have a TTL")
                                 .arg(at.setting("maxmemory-policy"), formatPercent(ttlShare(at)),
                                      formatNumber(at.latest(Field::Keys)));
    Judgement judgement =
        failedIf(evicts(at, "volatile-") && at.latest(Field::Keys) > 0 && ttlShare(at) < 0.5, observed);
    if (ttlShare(at) < 0.1)
        judgement.gravity = Gravity::Critical;
    return judgement;
}

// Of ten minutes with evictions and a hit ratio under the usual: what survived how long.
struct Crowding {
    Instant from;
    double evictions;
    double survival; // seconds
    double hitRatio;
};

std::optional<Crowding> crowding(const AuditCase &at) {
    const auto usual = at.usualHitRatio();
    const auto poor = usual ? at.below(Metric::HitRatio, *usual - 0.05, 10min) : std::nullopt;
    const auto evicted = poor ? at.above(Metric::Evictions, 0, 10min) : std::nullopt;
    if (!evicted)
        return std::nullopt;
    const double keys =
        at.engine.history().valueAt(at.series(Metric::Keys), evicted->from).value_or(at.latest(Field::Keys));
    return Crowding{poor->from, evicted->worst, keys / evicted->worst, poor->worst};
}

Judgement workingSetFits(const AuditCase &at) { // R04
    const double ttl = at.latest(Field::AverageTtl) / 1000;
    if (at.gained(Field::Evicted) <= 0)
        return passed(QStringLiteral("nothing was evicted"));
    if (!at.usualHitRatio())
        return notKnown(QStringLiteral("keys were evicted, but what hit ratio is usual is not known yet"));
    const auto crowded = crowding(at);
    if (!crowded || crowded->survival >= ttl / 2)
        return passed(QStringLiteral("evictions do not push the hit ratio below the usual %1")
                          .arg(formatPercent(*at.usualHitRatio())));
    Judgement judgement =
        failed(QStringLiteral(
                   "keys live %1 before they are evicted, their TTL is %2; hit ratio %3 against the usual %4")
                   .arg(formatDuration(Duration(qint64(crowded->survival * 1000))),
                        formatDuration(Duration(qint64(ttl * 1000))), formatPercent(crowded->hitRatio),
                        formatPercent(*at.usualHitRatio())),
               {QStringLiteral("at least %1 evictions at %2")
                    .arg(rateText(crowded->evictions), crowded->from.clockText())});
    for (const Event &change : at.changes())
        if (const auto &what = std::get<ConfigEvent>(change.what); what.setting == u"maxmemory")
            judgement.evidence << QStringLiteral("%1  %2").arg(change.at.clockText(), change.text);
    judgement.command = QStringLiteral("CONFIG SET maxmemory %1mb")
                            .arg(std::ceil(at.latest(Field::MaxMemory) * 1.5 / 1048576));
    return judgement;
}

Judgement evictsColdKeys(const AuditCase &at) { // R05
    const double evictions = at.perSecond(Field::Evicted);
    if (evictions <= 0)
        return passed(QStringLiteral("nothing was evicted"));
    if (crowding(at))
        return passed(QStringLiteral("evictions reach keys that are wanted, see R04"));
    return failed(QStringLiteral("%1 evictions, the hit ratio stays as it is").arg(rateText(evictions)));
}

bool persists(const AuditCase &at) {
    return !at.isOff("appendonly") || !at.setting("save").trimmed().isEmpty();
}

Judgement leavesRoom(const AuditCase &at) { // R06
    const double limit = at.latest(Field::MaxMemory);
    const double host = at.latest(Field::SystemMemory);
    const double share = persists(at) ? 0.75 : 0.9;
    if (host <= 0)
        return notKnown(QStringLiteral("the memory of the host is not known"));
    Judgement judgement = failedIf(
        limit > share * host, QStringLiteral("maxmemory is %1, %2 of the host's %3%4")
                                  .arg(bytes(limit), formatPercent(limit / host), bytes(host),
                                       persists(at) ? QStringLiteral(", and it saves to disk") : QString()));
    judgement.command = QStringLiteral("CONFIG SET maxmemory %1mb").arg(std::floor(share * host / 1048576));
    return judgement;
}

Judgement isResident(const AuditCase &at) { // R07
    const double used = at.latest(Field::UsedMemory);
    const double resident = at.latest(Field::ResidentMemory);
    return failedIf(used > 100 * 1048576.0 && resident < 0.9 * used,
                    QStringLiteral("%1 of %2 are in memory").arg(bytes(resident), bytes(used)));
}

Judgement isCompact(const AuditCase &at) { // R08
    const double ratio = at.latest(Field::FragmentationRatio);
    const double wasted = at.latest(Field::FragmentationBytes);
    return failedIf(ratio > 1.5 && wasted > 100 * 1048576.0,
                    QStringLiteral("fragmentation %1, %2 of it").arg(formatNumber(ratio), bytes(wasted)));
}

Judgement samplesEnough(const AuditCase &at) { // R13
    const double samples = at.number("maxmemory-samples").value_or(5);
    const double turnover = at.turnoverSeconds().value_or(1e9);
    const bool isShort = turnover < 600 && evicts(at, "allkeys-lru");
    return failedIf(samples < 5 || (samples <= 5 && isShort),
                    QStringLiteral("maxmemory-samples is %1").arg(at.setting("maxmemory-samples")) +
                        (isShort ? QStringLiteral(", keys live %1 before they are evicted")
                                       .arg(formatDuration(Duration(qint64(turnover * 1000))))
                                 : QString()));
}

Judgement standsScans(const AuditCase &at) { // R14
    if (!evicts(at, "allkeys-lru"))
        return passed(QStringLiteral("maxmemory-policy is %1").arg(at.setting("maxmemory-policy")));
    if (!at.usualHitRatio())
        return notKnown(QStringLiteral("what hit ratio is usual is not known yet"));
    const double evictions = std::max(at.perSecond(Field::Evicted), 1.0);
    const double stores = std::max(at.perSecond(Field::Stores), 1.0);
    const auto burst = at.above(Metric::Evictions, 5 * evictions, 1min);
    const auto stored = at.above(Metric::Stores, 3 * stores, 1min);
    const auto poor = at.below(Metric::HitRatio, *at.usualHitRatio() - 0.1, 1min);
    if (!burst || !stored || !poor)
        return passed(QStringLiteral("no burst of stores and evictions with a fall of the hit ratio"));
    return failed(QStringLiteral("%1 evictions and %2 stores within a minute, hit ratio down to %3")
                      .arg(rateText(burst->worst), rateText(stored->worst), formatPercent(poor->worst)),
                  {QStringLiteral("at %1").arg(burst->from.clockText())});
}

Judgement heedsPopularity(const AuditCase &at) { // R15
    const QString policy = at.setting("maxmemory-policy");
    const bool ignores = policy.endsWith(QLatin1String("-random")) || policy == u"volatile-ttl";
    const double ratio = at.hitRatio().value_or(0);
    return failedIf(ignores && ratio > 0.5,
                    QStringLiteral("maxmemory-policy is %1, hit ratio %2").arg(policy, formatPercent(ratio)));
}

Judgement deletesAside(const AuditCase &at) { // R34
    const double keys = at.latest(Field::Keys);
    const double size = keys > 0 ? at.latest(Field::UsedMemory) / keys : 0;
    const bool blocks = at.isOff("lazyfree-lazy-eviction") || at.isOff("lazyfree-lazy-expire");
    return failedIf(
        blocks && size > 100 * 1000,
        QStringLiteral("lazyfree-lazy-eviction %1, lazyfree-lazy-expire %2, %3 per key")
            .arg(at.setting("lazyfree-lazy-eviction"), at.setting("lazyfree-lazy-expire"), bytes(size)));
}

constexpr auto redis = EndpointKind::Redis;

constexpr AuditRule rows[] = {
    {"R01",
     redis,
     Gravity::Critical,
     "Memory limit",
     "maxmemory = 0 with over half of the host's memory used, or growing",
     "Without a limit it grows until the system kills it; the whole cache is lost and all load goes to the "
     "database.",
     "CONFIG SET maxmemory 8gb",
     "Redis: memory optimization; administration",
     "eviction-policy-and-size",
     {.fields = {Field::MaxMemory, Field::UsedMemory, Field::ResidentMemory, Field::SystemMemory}},
     hasLimit},
    {"R02",
     redis,
     Gravity::Critical,
     "Eviction allowed",
     "noeviction on a cache",
     "When it is full it refuses writes and goes on answering: misses are never filled again.",
     "CONFIG SET maxmemory-policy allkeys-lru",
     "Redis: key eviction",
     "eviction-policy-and-size",
     {.fields = {Field::MaxMemory, Field::UsedMemory}, .settings = {"maxmemory-policy"}},
     mayEvict},
    {"R03",
     redis,
     Gravity::High,
     "Policy and TTLs",
     "volatile-* with under 50 % of the keys having a TTL; critical under 10 %",
     "Only keys with a TTL may be evicted; without them it behaves like noeviction.",
     "CONFIG SET maxmemory-policy allkeys-lru",
     "Redis: key eviction; Azure Cache: memory management",
     "eviction-policy-and-size",
     {.fields = {Field::Keys, Field::KeysWithTtl}, .settings = {"maxmemory-policy"}},
     policyFitsTtls},
    {"R04",
     redis,
     Gravity::High,
     "Working set",
     "ten minutes of evictions, survival under half the TTL, and a hit ratio 5 points below the usual",
     "The working set is larger than maxmemory: wanted keys are evicted and each costs a query.",
     "CONFIG SET maxmemory ... (times 1.5), step by step, and watch the misses",
     "Redis: observability",
     "eviction-policy-and-size",
     {.fields = {Field::Evicted, Field::Keys, Field::AverageTtl, Field::Hits, Field::Misses}, .minutes = 10},
     workingSetFits},
    {"R05",
     redis,
     Gravity::Info,
     "Eviction of cold keys",
     "evictions while the hit ratio stays usual",
     "Evicting cold keys is the work of a cache; nothing to do.",
     "none",
     "Redis: observability",
     "eviction-policy-and-size",
     {.fields = {Field::Evicted, Field::Hits, Field::Misses}, .minutes = 10},
     evictsColdKeys},
    {"R06",
     redis,
     Gravity::High,
     "Room beside the limit",
     "maxmemory over 75 % of the host with saving to disk, 90 % without",
     "A fork copies pages, fragmentation and buffers come on top of maxmemory.",
     "CONFIG SET maxmemory ...",
     "Redis: administration; Memorystore: memory management",
     "eviction-policy-and-size",
     {.fields = {Field::MaxMemory, Field::SystemMemory}, .settings = {"save", "appendonly"}},
     leavesRoom},
    {"R07",
     redis,
     Gravity::Critical,
     "Swap",
     "resident memory under 0.9 of the memory used",
     "Parts are swapped out: a lookup waits for a disk.",
     "sysctl vm.swappiness=1, and a lower maxmemory",
     "Redis: INFO",
     "eviction-policy-and-size",
     {.fields = {Field::UsedMemory, Field::ResidentMemory}},
     isResident},
    {"R08",
     redis,
     Gravity::Medium,
     "Fragmentation",
     "allocator_frag_ratio over 1.5 and over 100 MB, for 24 h",
     "Memory that is paid for and cannot be used.",
     "CONFIG SET activedefrag yes",
     "Redis: INFO",
     "big-keys",
     {.fields = {Field::FragmentationRatio, Field::FragmentationBytes}, .minutes = 1440},
     isCompact},
    {"R13",
     redis,
     Gravity::Low,
     "Samples of the LRU",
     "maxmemory-samples under 5, or 5 with keys that live under 10 minutes",
     "With few samples the LRU is coarse and evicts keys that are wanted.",
     "CONFIG SET maxmemory-samples 10",
     "Redis: key eviction",
     "eviction-policy-and-size",
     {.fields = {Field::Evicted, Field::Keys}, .settings = {"maxmemory-samples", "maxmemory-policy"}},
     samplesEnough},
    {"R14",
     redis,
     Gravity::Medium,
     "Scans",
     "allkeys-lru, and a minute with a burst of stores and evictions and 10 points fewer hits",
     "One pass over cold keys flushes the hot ones.",
     "CONFIG SET maxmemory-policy allkeys-lfu",
     "Redis: key eviction",
     "eviction-policy-and-size",
     {.fields = {Field::Evicted, Field::Stores, Field::Hits},
      .settings = {"maxmemory-policy"},
      .minutes = 60},
     standsScans},
    {"R15",
     redis,
     Gravity::Low,
     "Popularity",
     "a policy of random or volatile-ttl with a hit ratio over 50 %",
     "It evicts without regard to what is read most.",
     "CONFIG SET maxmemory-policy allkeys-lru",
     "Redis: key eviction",
     "eviction-policy-and-size",
     {.fields = {Field::Hits, Field::Misses}, .settings = {"maxmemory-policy"}},
     heedsPopularity},
    {"R34",
     redis,
     Gravity::Low,
     "Deletion of big values",
     "lazyfree-lazy-eviction or -expire off with over 100 kB per key",
     "Deleting a big value blocks every other lookup.",
     "CONFIG SET lazyfree-lazy-eviction yes",
     "Azure Cache: server load",
     "big-keys",
     {.fields = {Field::Keys, Field::UsedMemory},
      .settings = {"lazyfree-lazy-eviction", "lazyfree-lazy-expire"}},
     deletesAside},
};

} // namespace

std::span<const AuditRule> redisMemoryRules() {
    return rows;
}

} // namespace spillway
