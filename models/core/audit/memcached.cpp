// memcached: slabs, memory, connections.

#include "audit/auditrule.h"
#include "format.h"

#include <algorithm>

namespace spillway {

namespace {

Judgement pagesFollowDemand(const AuditCase &at) { // M01
    const double evictions = at.latest(Rare::BusiestClassEvictions);
    const double pages = at.latest(Rare::BusiestClassPages);
    const double moved = at.gained(Rare::SlabsMoved);
    return failedIf(evictions >= 0.5 && pages < 0.2 && moved <= 0,
                    QStringLiteral("the class with %1 of the evictions owns %2 of the pages, %3 pages moved")
                        .arg(formatPercent(evictions), formatPercent(pages), formatNumber(moved)));
}

Judgement movesPages(const AuditCase &at) { // M02
    return failedIf(at.isOff("slab_automove") || at.isOff("slab_reassign"),
                    QStringLiteral("slab_automove %1, slab_reassign %2")
                        .arg(at.setting("slab_automove"), at.setting("slab_reassign")));
}

Judgement keepsRecentItems(const AuditCase &at) { // M03
    const double evictions = at.perSecond(Field::Evicted);
    const double age = at.latest(Rare::EvictedAge);
    Judgement judgement =
        failedIf(evictions > 0 && age < 300,
                 QStringLiteral("%1 evictions, the last item had been read %2 before")
                     .arg(rateText(evictions), formatDuration(Duration(qint64(age * 1000)))));
    judgement.command =
        QStringLiteral("cache_memlimit %1").arg(qint64(at.latest(Field::MaxMemory) * 1.5 / 1048576));
    return judgement;
}

Judgement storesWhatIsRead(const AuditCase &at) { // M04
    const double evicted = at.gained(Field::Evicted);
    const double share = evicted > 0 ? at.gained(Rare::EvictedUnread) / evicted : 0;
    return failedIf(share > 0.5,
                    QStringLiteral("%1 of the evicted items were never read").arg(formatPercent(share)));
}

Judgement hasItsMemory(const AuditCase &at) { // M05
    const double limit = at.latest(Field::MaxMemory);
    return failedIf(limit <= 64 * 1048576.0, QStringLiteral("limit_maxbytes is %1").arg(formatBytes(limit)));
}

Judgement keepsItsLimit(const AuditCase &at) { // M06
    QStringList lines;
    for (const Event &change : at.changes())
        if (std::get<ConfigEvent>(change.what).setting == u"limit_maxbytes")
            lines << QStringLiteral("%1  %2").arg(change.at.toIso(), change.text);
    const QString before =
        at.last ? at.last->settings.value(at.server().name).value(QStringLiteral("limit_maxbytes"))
                : QString();
    if (!before.isEmpty() && before != at.setting("limit_maxbytes"))
        lines << QStringLiteral("limit_maxbytes was %1 at the review").arg(before);
    return lines.isEmpty() ? passed(QStringLiteral("limit_maxbytes stayed at %1")
                                        .arg(formatBytes(at.latest(Field::MaxMemory))))
                           : failed(lines.front(), lines.mid(1));
}

Judgement hasConnections(const AuditCase &at) { // M07
    const double limit = at.latest(Field::MaxClients);
    const double most = at.highest(Field::Clients);
    const double refused = at.gained(Field::ConnectionsRejected) + at.gained(Rare::ListenDisabled);
    Judgement judgement = failedIf(refused > 0 || (limit > 0 && most > 0.8 * limit),
                                   QStringLiteral("at most %1 of %2 connections, refused %3 times")
                                       .arg(formatNumber(most), formatNumber(limit), formatNumber(refused)));
    if (refused > 0)
        judgement.gravity = Gravity::Critical;
    return judgement;
}

Judgement failsFast(const AuditCase &at) { // M08
    return failedIf(at.isOff("maxconns_fast"),
                    QStringLiteral("maxconns_fast is %1").arg(at.setting("maxconns_fast")));
}

Judgement isNotFlushed(const AuditCase &at) { // M09
    const double flushes = at.gained(Field::Flushes);
    return failedIf(flushes > 0, QStringLiteral("%1 flushes while watched").arg(formatNumber(flushes)));
}

Judgement storesAlways(const AuditCase &at) { // M10
    const double refused = at.gained(Rare::RefusedForMemory);
    return failedIf(refused > 0 || at.isOff("evictions"),
                    QStringLiteral("evictions %1, %2 stores failed for want of memory")
                        .arg(at.setting("evictions"), formatNumber(refused)));
}

Judgement takesItsValues(const AuditCase &at) { // M11
    const double refused = at.gained(Rare::TooLarge);
    return failedIf(refused > 0,
                    QStringLiteral("%1 values were larger than an item may be").arg(formatNumber(refused)));
}

Judgement readsMoreThanItStores(const AuditCase &at) { // M12
    const double hits = at.latest(Field::Hits);
    const double stores = at.latest(Field::Stores);
    return failedIf(stores > 1000 && hits < stores, QStringLiteral("%1 hits for %2 stores since its start")
                                                        .arg(formatNumber(hits), formatNumber(stores)));
}

Judgement crawls(const AuditCase &at) { // M13
    return failedIf(at.isOff("lru_crawler"),
                    QStringLiteral("lru_crawler is %1").arg(at.setting("lru_crawler")));
}

Judgement hasThreadTime(const AuditCase &at) { // M14
    const double use = at.perSecond(Field::CpuSeconds);
    return failedIf(use > 0.9, QStringLiteral("its threads are busy %1 of the time").arg(formatPercent(use)));
}

Judgement sharesTheLookups(const AuditCase &at) { // M15
    std::vector<double> shares;
    const auto lookups = [&](EndpointId cache) {
        const Observed &seen = at.observed(cache);
        return seen.perSecond(Field::Hits).value_or(0) + seen.perSecond(Field::Misses).value_or(0);
    };
    for (const EndpointId cache : at.engine.configuration().stacks[at.stack].caches)
        shares.push_back(lookups(cache));
    if (shares.size() < 2)
        return passed(QStringLiteral("it is the only cache of its stack"));
    std::sort(shares.begin(), shares.end());
    const double median = shares[(shares.size() - 1) / 2];
    return failedIf(lookups(*at.id) > 2 * median, QStringLiteral("%1 lookups here, %2 on the median node")
                                                      .arg(rateText(lookups(*at.id)), rateText(median)));
}

constexpr auto memcached = EndpointKind::Memcached;

constexpr AuditRule rows[] = {
    {"M01",
     memcached,
     Gravity::High,
     "Slab pages",
     "a class with half of the evictions owns under 20 % of the pages, and none move",
     "Memory stays with sizes that nobody stores any more, while the used sizes are evicted.",
     "slabs automove 1 (in an incident 2, for minutes)",
     "memcached: server maintenance; protocol",
     "eviction-policy-and-size",
     {.fields = {Rare::BusiestClassEvictions, Rare::BusiestClassPages, Rare::SlabsMoved}},
     pagesFollowDemand},
    {"M02",
     memcached,
     Gravity::Medium,
     "Page moving",
     "slab_automove 0 or slab_reassign no",
     "Pages can never follow a change of the sizes.",
     "slabs automove 1",
     "memcached: protocol",
     "eviction-policy-and-size",
     {.settings = {"slab_automove", "slab_reassign"}},
     movesPages},
    {"M03",
     memcached,
     Gravity::High,
     "Working set",
     "evictions of items read within the last 5 minutes",
     "What is thrown out would have been read again.",
     "cache_memlimit ... and -m in its unit",
     "memcached: server maintenance",
     "eviction-policy-and-size",
     {.fields = {Field::Evicted, Rare::EvictedAge, Field::MaxMemory}},
     keepsRecentItems},
    {"M04",
     memcached,
     Gravity::Medium,
     "Stores that nobody reads",
     "over half of the evicted items were never read",
     "More memory is not the cure; caching less is.",
     "cache less",
     "memcached: server maintenance",
     "key-versioning",
     {.fields = {Field::Evicted, Rare::EvictedUnread}},
     storesWhatIsRead},
    {"M05",
     memcached,
     Gravity::High,
     "Memory limit",
     "64 MB, the value when -m had no effect",
     "The start option did not take effect.",
     "cache_memlimit ..., and -m in its unit",
     "memcached: server maintenance",
     "change-control",
     {.fields = {Field::MaxMemory}},
     hasItsMemory},
    {"M06",
     memcached,
     Gravity::Medium,
     "Limit changed",
     "limit_maxbytes changed while the process is the same",
     "A change at run time is lost at the next start.",
     "write -m into its unit",
     "Spillway",
     "change-control",
     {.fields = {Field::MaxMemory}},
     keepsItsLimit},
    {"M07",
     memcached,
     Gravity::High,
     "Connections",
     "over 80 % of max_connections; critical when any was refused",
     "Clients hang or fail, and go to the database.",
     "start it with -c 8192",
     "memcached: server maintenance",
     "circuit-breaker",
     {.fields = {Field::Clients, Field::MaxClients}},
     hasConnections},
    {"M08",
     memcached,
     Gravity::Medium,
     "Refusing at once",
     "maxconns_fast no",
     "At its limit clients hang instead of failing at once.",
     "start it with -o maxconns_fast",
     "Spillway, measured on 1.6.18",
     "circuit-breaker",
     {.settings = {"maxconns_fast"}},
     failsFast},
    {"M09",
     memcached,
     Gravity::Critical,
     "Flushes",
     "cmd_flush rises",
     "Each empties the cache.",
     "find the caller; start it with -F",
     "memcached: server maintenance",
     "key-versioning",
     {.fields = {Field::Flushes}},
     isNotFlushed},
    {"M10",
     memcached,
     Gravity::Critical,
     "Stores refused",
     "stores fail for want of memory, or evictions off",
     "What cannot be stored is missed for ever.",
     "remove -M",
     "memcached: protocol",
     "eviction-policy-and-size",
     {.fields = {Rare::RefusedForMemory}, .settings = {"evictions"}},
     storesAlways},
    {"M11",
     memcached,
     Gravity::Medium,
     "Values too large",
     "store_too_large rises",
     "Values over item_size_max are never cached: each read of them is a miss.",
     "start it with -I 4m, or split the value",
     "Awesome Prometheus alerts",
     "big-keys",
     {.fields = {Rare::TooLarge}},
     takesItsValues},
    {"M12",
     memcached,
     Gravity::Medium,
     "Reads over stores",
     "fewer hits than stores in total",
     "It is written more than it is read.",
     "review what is cached",
     "memcached: server maintenance",
     "cache-aside",
     {.fields = {Field::Hits, Field::Stores}},
     readsMoreThanItStores},
    {"M13",
     memcached,
     Gravity::Low,
     "Crawler",
     "lru_crawler no",
     "Dead items keep their memory.",
     "lru_crawler enable",
     "memcached: user internals",
     "ttl-jitter",
     {.settings = {"lru_crawler"}},
     crawls},
    {"M14",
     memcached,
     Gravity::High,
     "Threads",
     "busy over 90 % of the time",
     "A saturated node answers late.",
     "more threads or nodes",
     "AWS ElastiCache: which metrics to monitor",
     "hot-keys",
     {.fields = {Field::CpuSeconds}},
     hasThreadTime},
    {"M15",
     memcached,
     Gravity::Medium,
     "Even nodes",
     "over twice the median node's lookups",
     "Keys are spread unevenly, or one is hot.",
     "ketama hashing, copies of the hot key",
     "memcached: programming tricks",
     "hot-keys",
     {.fields = {Field::Hits, Field::Misses}},
     sharesTheLookups},
};

} // namespace

std::span<const AuditRule> memcachedRules() {
    return rows;
}

} // namespace spillway
