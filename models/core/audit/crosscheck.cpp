// What only both sides together show: a stack as a whole.

#include "audit/auditrule.h"
#include "format.h"

#include <algorithm>

namespace spillway {

namespace {

const Stack &stackOf(const AuditCase &at) {
    return at.engine.configuration().stacks[at.stack];
}

const Observed &seen(const AuditCase &at, EndpointId id) {
    return at.observed(id);
}

// Of all caches; unset while one has no such number.
std::optional<double> sum(const AuditCase &at, Figure figure) {
    double total = 0;
    for (const EndpointId cache : stackOf(at).caches) {
        const auto here = seen(at, cache).latest(figure);
        if (!here)
            return std::nullopt;
        total += *here;
    }
    return stackOf(at).caches.empty() ? std::nullopt : std::optional(total);
}

Judgement loadFollowsItsOwn(const AuditCase &at) { // X01
    QStringList lines;
    bool anyVerdict = false;
    for (const Event &event : at.engine.timeline())
        if (const auto *verdict = std::get_if<Verdict>(&event.what);
            verdict && event.stack == stackOf(at).name) {
            anyVerdict = true;
            if (verdict->culprit == Culprit::Cache)
                lines << QStringLiteral("%1  %2: %3")
                             .arg(event.at.toIso(), verdict->headline, verdict->arithmetic);
        }
    if (lines.isEmpty())
        return anyVerdict ? passed(QStringLiteral("the load never followed the misses"))
                          : notKnown(QStringLiteral("not watched long enough for a verdict"));
    return failed(QStringLiteral("the database's load followed the cache's misses"), lines);
}

Judgement workingSetFits(const AuditCase &at) { // X02
    const auto limit = sum(at, Field::MaxMemory);
    double wanted = 0;
    for (const EndpointId cache : stackOf(at).caches) {
        const Observed &here = seen(at, cache);
        const auto stores = here.perSecond(Field::Stores);
        const auto ttl = here.latest(Field::AverageTtl);
        const auto keys = here.latest(Field::Keys);
        const auto used = here.latest(Field::UsedMemory);
        if (!stores || !ttl || !keys || !used || *keys <= 0)
            return notKnown(QStringLiteral("needs stores (cmdstat_set), avg_ttl, keys and used_memory of "
                                           "every cache; those of %1 are missing")
                                .arg(at.engine.configuration().endpoints[cache].name));
        wanted += *stores * *ttl / 1000 * *used / *keys;
    }
    if (!limit)
        return notKnown(QStringLiteral("needs maxmemory of every cache"));
    return failedIf(*limit > 0 && *limit < wanted,
                    QStringLiteral("maxmemory is %1 in all, stores over one TTL make %2")
                        .arg(formatBytes(*limit), formatBytes(wanted)));
}

// Restarts of one side, as moments.
std::vector<Instant> restarts(const AuditCase &at, const std::vector<EndpointId> &of) {
    std::vector<Instant> moments;
    for (const Event &event : at.engine.timeline())
        if (const auto *what = std::get_if<EndpointEvent>(&event.what);
            what && what->state == EndpointState::Reset)
            for (const EndpointId id : of)
                if (at.engine.configuration().endpoints[id].name == what->endpoint)
                    moments.push_back(event.at);
    return moments;
}

// The longest time that a cache or a database of the stack was watched.
Duration watched(const AuditCase &at, const std::vector<EndpointId> &of) {
    Duration longest{0};
    for (const EndpointId id : of)
        longest = std::max(longest, seen(at, id).span());
    return longest;
}

Judgement restartsApart(const AuditCase &at) { // X03
    if (watched(at, stackOf(at).caches) < 1min || watched(at, stackOf(at).databases) < 1min)
        return notKnown(QStringLiteral("needs a minute of both a cache and a database"));
    for (const Instant cache : restarts(at, stackOf(at).caches))
        for (const Instant database : restarts(at, stackOf(at).databases))
            if (std::chrono::abs(cache - database) < 1h)
                return failed(QStringLiteral("a cache restarted at %1, a database at %2")
                                  .arg(cache.toIso(), database.toIso()));
    return passed(QStringLiteral("no cache and database restarted within an hour"));
}

Judgement isSeen(const AuditCase &at) { // X04
    QStringList lines;
    for (const Gap &gap : at.engine.history().gaps())
        if (std::count(stackOf(at).caches.begin(), stackOf(at).caches.end(), gap.endpoint) &&
            gap.to - gap.from > 5min)
            lines << QStringLiteral("%1 for %2 from %3: %4")
                         .arg(at.engine.configuration().endpoints[gap.endpoint].name,
                              formatDuration(gap.to - gap.from), gap.from.toIso(), gap.reason);
    if (lines.isEmpty() && watched(at, stackOf(at).caches) < 5min)
        return notKnown(QStringLiteral("watched for less than 5 minutes"));
    if (lines.isEmpty())
        return passed(QStringLiteral("no gap of the caches was longer than 5 minutes"));
    return failed(lines.front(), lines.mid(1));
}

// Milliseconds that 99 % of the polls of the stack's caches stay under.
std::optional<double> slowPoll(const AuditCase &at) {
    std::vector<float> times;
    for (const EndpointId cache : stackOf(at).caches)
        if (const Series *of =
                at.engine.history().series({at.stack, static_cast<qint32>(cache), Metric::RoundTrip}))
            for (qint64 slot = of->firstSlot(); slot < of->endSlot(); ++slot)
                if (const float value = of->at(slot); value == value)
                    times.push_back(value);
    if (times.size() < 100)
        return std::nullopt;
    const auto place = times.begin() + static_cast<long>(times.size() * 99 / 100);
    std::nth_element(times.begin(), place, times.end());
    return *place;
}

Judgement answersInTime(const AuditCase &at) { // X05
    const auto slow = slowPoll(at);
    if (!slow)
        return notKnown(QStringLiteral("fewer than 100 polls"));
    return failedIf(
        *slow > 100,
        QStringLiteral("99 % of the polls take up to %1").arg(formatDuration(Duration(qint64(*slow)))));
}

Judgement goesThroughTheCache(const AuditCase &at) { // X06
    for (const Event &event : at.engine.timeline())
        if (const auto *verdict = std::get_if<Verdict>(&event.what);
            verdict && event.stack == stackOf(at).name && verdict->cause == Cause::Bypass)
            return failed(QStringLiteral("%1  %2").arg(event.at.toIso(), verdict->headline),
                          {verdict->arithmetic});
    const auto lookups = at.engine.history().latest(at.series(Metric::Lookups), at.engine.now(), 1h);
    if (!lookups)
        return notKnown(QStringLiteral("no lookups were seen"));
    return passed(QStringLiteral("no time with fewer lookups and more work for the database"));
}

constexpr AuditRule rows[] = {
    {"X01",
     std::nullopt,
     Gravity::Critical,
     "Load follows misses",
     "a verdict on the cache in the audited time",
     "The pattern of an outage by the cache.",
     "open the cache's R02, R03, R04, R23, R24 and R37",
     "Spillway",
     "reading-the-verdict",
     {},
     loadFollowsItsOwn},
    {"X02",
     std::nullopt,
     Gravity::High,
     "Memory and working set",
     "maxmemory of all nodes under what is stored in one TTL",
     "Then keys are always evicted before their time.",
     "CONFIG SET maxmemory ..., or smaller values",
     "Spillway",
     "eviction-policy-and-size",
     {},
     workingSetFits},
    {"X03",
     std::nullopt,
     Gravity::Medium,
     "Restarts apart",
     "a cache and a database restarted within an hour",
     "Both are cold at once.",
     "stagger them, and warm one first",
     "Netflix: cache warming",
     "warming",
     {},
     restartsApart},
    {"X04",
     std::nullopt,
     Gravity::Medium,
     "Sight of the cache",
     "no data of a cache for over 5 minutes",
     "A blind audit is no pass.",
     "spillway check --connect CONFIG",
     "Spillway",
     "reading-the-verdict",
     {},
     isSeen},
    {"X05",
     std::nullopt,
     Gravity::Medium,
     "Answers in time",
     "the slowest 1 % of the polls over 100 ms (half of a usual client time-out)",
     "A time-out is a miss for the application, and no server counts it.",
     "raise the client's time-out, cut slow commands",
     "Spillway",
     "circuit-breaker",
     {},
     answersInTime},
    {"X06",
     std::nullopt,
     Gravity::High,
     "Ways around the cache",
     "more work for the database with fewer lookups and the same misses",
     "The application goes around the cache: a flag, a wrong host, an open breaker.",
     "check the cache's address in the clients",
     "Spillway",
     "cache-aside",
     {},
     goesThroughTheCache},
};

} // namespace

std::span<const AuditRule> crossRules() {
    return rows;
}

} // namespace spillway
