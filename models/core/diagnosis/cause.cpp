#include "diagnosis/cause.h"

#include "format.h"

#include <QCoreApplication>

#include <algorithm>

namespace spillway {

namespace {

QString tr(const char *text) {
    return QCoreApplication::translate("Diagnosis", text);
}

// A cut limit acts through eviction, which may take minutes; a restart or a flush acts at once.
constexpr Duration slowLead = 20min;
constexpr Duration quickLead = 60s;

bool isAbove(const Usual &usual, Quantity quantity, const Tick &now, double times) {
    const auto &level = usual.level(quantity);
    const double value = valueOf(now, quantity);
    return level && value > level->median * times + 1;
}

bool isBelow(const Usual &usual, Quantity quantity, const Tick &now, double times) {
    const auto &level = usual.level(quantity);
    const double value = valueOf(now, quantity);
    return level && level->median > 0 && value < level->median * times;
}

CauseFound fromFact(const Fact &fact) {
    return {fact.cause, fact.text, fact.undo};
}

CauseFound cacheCause(const CauseInput &in) {
    for (const Cause cause : {Cause::Restart, Cause::Flush, Cause::Expiry})
        if (const auto fact = in.facts.latest(cause, in.onset - quickLead, in.at))
            return fromFact(*fact);
    const bool evicting = isAbove(in.usual, Quantity::Evictions, in.now, 2);
    for (const Cause cause : {Cause::MaxMemory, Cause::MaxMemoryPolicy})
        if (const auto fact = in.facts.latest(cause, in.onset - slowLead, in.at);
            fact && (evicting || fact->at >= in.onset - quickLead))
            return fromFact(*fact);
    if (in.cacheUnavailable) {
        if (const auto fact = in.facts.latest(Cause::CacheDown, in.onset - quickLead, in.at))
            return fromFact(*fact);
        return {Cause::CacheDown, tr("the cache does not answer"), tr("bring the cache back")};
    }
    if (in.attribution.bypass)
        return {Cause::Bypass,
                tr("lookups fell to %1 while the database got %2")
                    .arg(formatValue(Metric::Lookups, in.now.lookups),
                         formatValue(Metric::Statements, in.now.statements)),
                tr("find which client stopped asking the cache")};
    if (isAbove(in.usual, Quantity::Expiries, in.now, 3) || isBelow(in.usual, Quantity::Ttl, in.now, 0.85))
        return {Cause::Expiry, tr("keys expire at %1").arg(formatValue(Metric::Expiries, in.now.expiries)),
                tr("check the TTLs that were written last")};
    if (evicting)
        return {Cause::Eviction,
                tr("the cache evicts %1").arg(formatValue(Metric::Evictions, in.now.evictions)),
                tr("give the cache more memory")};
    return {Cause::ColdKeys, tr("new keys are asked for; no setting changed"),
            tr("check for a changed key prefix or version")};
}

CauseFound databaseCause(const CauseInput &in) {
    if (in.attribution.locks > 0.5 * in.attribution.queryCost)
        return {Cause::Lock, tr("%1 sessions wait for locks").arg(formatValue(Unit::Sessions, in.now.locked)),
                tr("end the session that holds the lock")};
    if (isAbove(in.usual, Quantity::Rows, in.now, 1.5))
        return {Cause::QueryCost, tr("each transaction reads %1 rows").arg(formatNumber(in.now.rows)),
                tr("look for a lost index or a changed plan")};
    if (in.now.rows >= 0 && in.usual.level(Quantity::Rows))
        return {Cause::Capacity,
                tr("each transaction reads %1 rows as usual but takes longer").arg(formatNumber(in.now.rows)),
                tr("look at the database's processors and disks, and at what else runs there")};
    return {Cause::QueryCost, tr("each transaction takes longer than usual"),
            tr("look at the slowest statements")};
}

CauseFound trafficCause(const CauseInput &in) {
    const auto &misses = in.usual.level(Quantity::Misses);
    const auto &lookups = in.usual.level(Quantity::Lookups);
    // Both at once is a surge into a cold cache.
    const bool cold = in.facts.latest(Cause::Flush, in.onset - quickLead, in.at) ||
                      in.facts.latest(Cause::Restart, in.onset - quickLead, in.at);
    if (!cold && misses && lookups && lookups->median > 0 && misses->median > 0 &&
        in.now.misses / misses->median > 2 * in.now.lookups / lookups->median)
        return {Cause::NewContent, tr("lookups grew as much as misses: keys never seen before"),
                tr("find who asks for new content; limit it")};
    return {Cause::Surge, tr("lookups rose to %1").arg(formatValue(Metric::Lookups, in.now.lookups)),
            tr("shed or spread the traffic, or add capacity")};
}

} // namespace

double eventEvidence(const Facts &facts, const Usual &usual, const Tick &now, Instant onset, Instant at) {
    double logits = 0;
    for (const Cause cause : {Cause::Restart, Cause::Flush, Cause::CacheDown, Cause::Expiry})
        if (facts.latest(cause, onset - quickLead, at))
            logits += 5;
    const bool evicting = isAbove(usual, Quantity::Evictions, now, 2);
    for (const Cause cause : {Cause::MaxMemory, Cause::MaxMemoryPolicy})
        if (const auto fact = facts.latest(cause, onset - slowLead, at))
            logits += evicting || fact->at >= onset - quickLead ? 5 : 0;
    if (isBelow(usual, Quantity::Keys, now, 0.93))
        logits += 4;
    if (isBelow(usual, Quantity::Ttl, now, 0.85))
        logits += 3;
    return logits;
}

CauseFound causeOf(Culprit culprit, const CauseInput &input) {
    switch (culprit) {
    case Culprit::Cache:
        return cacheCause(input);
    case Culprit::Traffic:
        return trafficCause(input);
    case Culprit::Database:
        return databaseCause(input);
    case Culprit::Background:
        return {Cause::OtherClients, tr("statements rose without lookups behind them"),
                tr("find the client that is neither cache nor application")};
    case Culprit::None:
    case Culprit::Unknown:
        break;
    }
    return {};
}

} // namespace spillway
