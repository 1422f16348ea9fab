// Redis and its kin: keys that end too soon, together, or never.

#include "audit/auditrule.h"
#include "format.h"

#include <algorithm>

namespace spillway {

namespace {

double ttlShare(const AuditCase &at) {
    const double keys = at.latest(Field::Keys);
    return keys > 0 ? at.latest(Field::KeysWithTtl) / keys : 1;
}

Judgement keysEnd(const AuditCase &at) { // R09
    const double hours = toSeconds(at.seen().span()) / 3600;
    const double before = at.seen().first(Field::Keys).value_or(0);
    const double growth = before > 0 && hours > 0 ? (at.latest(Field::Keys) / before - 1) / hours : 0;
    return failedIf(ttlShare(at) < 0.9 && growth > 0.01,
                    QStringLiteral("%1 of the keys have a TTL, their number changes by %2 an hour")
                        .arg(formatPercent(ttlShare(at)), formatPercent(growth)));
}

Judgement livesLongEnough(const AuditCase &at) { // R10
    const double expired = at.perSecond(Field::Expired);
    const double stores = at.perSecond(Field::Stores);
    const double limit = at.latest(Field::MaxMemory);
    const double use = limit > 0 ? at.latest(Field::UsedMemory) / limit : 0;
    const double ratio = at.hitRatio().value_or(1);
    return failedIf(stores > 0 && expired >= 0.5 * stores && at.gained(Field::Evicted) <= 0 && use < 0.7 &&
                        ratio < 0.8,
                    QStringLiteral("%1 keys expire, %2 are stored; hit ratio %3, memory use %4")
                        .arg(rateText(expired), rateText(stores), formatPercent(ratio), formatPercent(use)));
}

Judgement expiresEvenly(const AuditCase &at) { // R11
    const double mean = at.perSecond(Field::Expired);
    const auto wave = at.above(Metric::Expiries, std::max(5 * mean, 10.0), 10s);
    const double misses = at.perSecond(Field::Misses);
    const auto hurt = wave ? at.above(Metric::Misses, 2 * misses, 10s) : std::nullopt;
    if (!hurt)
        return passed(
            QStringLiteral("%1 keys expire on average, without a wave that is missed").arg(rateText(mean)));
    return failed(QStringLiteral("%1 keys expired for 10 s, %2 is usual, and misses rose to %3")
                      .arg(rateText(wave->worst), rateText(mean), rateText(hurt->worst)),
                  {QStringLiteral("the wave came at %1").arg(wave->from.clockText())});
}

Judgement clearsDeadKeys(const AuditCase &at) { // R12
    const double stale = at.latest(Field::StaleShare);
    const double capped = at.gained(Rare::ExpiryCapReached);
    return failedIf(stale > 10 || capped > 0,
                    QStringLiteral("%1 % of the keys are dead, the expiry was cut short %2 times")
                        .arg(formatNumber(stale), formatNumber(capped)));
}

constexpr auto redis = EndpointKind::Redis;

constexpr AuditRule rows[] = {
    {"R09",
     redis,
     Gravity::Medium,
     "Keys that never end",
     "under 90 % of the keys with a TTL, and 1 % more keys an hour",
     "Entries without an end go stale and crowd out the others.",
     "give every write a TTL in the code",
     "Azure Cache: memory management",
     "cache-aside",
     {.fields = {Field::Keys, Field::KeysWithTtl}, .minutes = 60},
     keysEnd},
    {"R10",
     redis,
     Gravity::High,
     "TTL too short",
     "expired/s at least half of stores/s, no evictions, memory use under 70 %, hit ratio under 80 %",
     "Data end before they are read again, while memory is free.",
     "double the TTL in the code and watch the hit ratio",
     "Netdata: low keyspace hit rate",
     "ttl-jitter",
     {.fields = {Field::Expired, Field::Stores, Field::Hits, Field::MaxMemory, Field::UsedMemory},
      .minutes = 10},
     livesLongEnough},
    {"R11",
     redis,
     Gravity::High,
     "Expiry waves",
     "10 s with over 5 times the usual expiries and twice the usual misses",
     "Keys that were loaded together end together, and the database refills them all at once.",
     "spread each TTL by a random 10 to 25 % in the code",
     "Redis: latency; Upstash: TTL jitter",
     "ttl-jitter",
     {.fields = {Field::Expired, Field::Misses}, .minutes = 10},
     expiresEvenly},
    {"R12",
     redis,
     Gravity::Medium,
     "Dead keys",
     "expired_stale_perc over 10, or the expiry cut short",
     "Dead keys occupy memory and make live ones be evicted.",
     "CONFIG SET active-expire-effort 5",
     "Redis: latency",
     "ttl-jitter",
     {.fields = {Field::StaleShare, Rare::ExpiryCapReached}},
     clearsDeadKeys},
};

} // namespace

std::span<const AuditRule> redisTtlRules() {
    return rows;
}

} // namespace spillway
