#include "live/scenario.h"

#include <algorithm>
#include <array>

namespace spillway::lab {

namespace {

using enum Culprit;
using Deed = std::function<void(Shop &, int)>;

Deed once(std::function<void(Shop &)> deed) {
    return [deed = std::move(deed)](Shop &shop, int second) {
        if (second == 0)
            deed(shop);
    };
}

Deed knob(const char *line) {
    return once([line](Shop &shop) { shop.turn(line); });
}

Deed cacheCommand(const QByteArrayList &command) {
    return once([command](Shop &shop) { shop.cache().command(command); });
}

// From `from` to `to` in `seconds`, a step a second.
Deed ramp(const char *name, double from, double to, int seconds) {
    return [=](Shop &shop, int second) {
        const double done = std::min(1.0, double(second + 1) / seconds);
        shop.turn(QByteArray(name) + ' ' + QByteArray::number(from + (to - from) * done));
    };
}

Deed restartAfter(int seconds) {
    return [=](Shop &shop, int second) {
        if (second == 0)
            shop.cache().kill();
        else if (second == seconds)
            shop.cache().start();
    };
}

Deed both(const Deed &first, const Deed &second) {
    return [=](Shop &shop, int at) {
        first(shop, at);
        second(shop, at);
    };
}

Deed memory(const char *bytes) {
    return cacheCommand({"CONFIG", "SET", "maxmemory", bytes});
}

const QByteArray heavyReport = "SELECT count(*) FROM generate_series(1, 30000000) n WHERE md5(n::text) < 'f'";
const QByteArray longLock = "BEGIN; LOCK TABLE article IN ACCESS EXCLUSIVE MODE; SELECT pg_sleep(30); COMMIT";

const ShopOptions usual{};
const ShopOptions open{.rate = 200, .clients = 48};
const ShopOptions busy{.rate = 400, .clients = 24, .keys = 1000};
const ShopOptions shortLived{.rate = 250, .clients = 16, .keys = 400, .ttlSeconds = 60};
// Its few misses are dear, so that what happens to them matters.
const ShopOptions dear{.rate = 250, .clients = 16, .keys = 400, .cost = 20};
const ShopOptions night{.rate = 6, .clients = 2};

const std::array<Scenario, 24> table{{
    {"memory-cut",
     "maxmemory is cut to an eighth, clients wait",
     usual,
     {Cache},
     {Cause::MaxMemory},
     memory("8mb")},
    {"memory-cut-open",
     "the same, with many clients that hardly wait",
     open,
     {Cache},
     {Cause::MaxMemory},
     memory("8mb")},
    {"memory-cut-in-steps",
     "maxmemory shrinks by a little every three seconds",
     usual,
     {Cache},
     {Cause::MaxMemory, Cause::Eviction},
     [](Shop &shop, int second) {
         if (second % 3 == 0 && second <= 30)
             shop.setCache("maxmemory", QByteArray::number(16 - second / 3) + "mb");
     },
     60},
    {"flush", "somebody runs FLUSHALL", busy, {Cache}, {Cause::Flush}, cacheCommand({"FLUSHALL"})},
    {"restart",
     "the cache is restarted, empty",
     usual,
     {Cache},
     {Cause::Restart, Cause::CacheDown},
     restartAfter(2)},
    {"cache-down", "the cache is gone and stays so", usual, {Cache}, {Cause::CacheDown}, once([](Shop &shop) {
         shop.cache().kill();
     })},
    {"ttl-cut",
     "a release lets values live for 3 seconds",
     shortLived,
     {Cache},
     {Cause::Expiry},
     knob("ttl 3"),
     90},
    {"cold-keys",
     "a release changes the prefix of every key",
     busy,
     {Cache},
     {Cause::ColdKeys},
     knob("version 2")},
    {"bypass",
     "half of the application no longer asks the cache",
     usual,
     {Cache},
     {Cause::Bypass},
     knob("bypassed 0.5")},
    {"bypass-slow",
     "servers that do not ask the cache come one by one",
     open,
     {Cache},
     {Cause::Bypass},
     ramp("bypassed", 0, 0.5, 20),
     60},
    {"surge",
     "three times the traffic on the same content",
     dear,
     {Traffic},
     {Cause::Surge},
     knob("rate 900")},
    {"surge-slow",
     "traffic grows to three times within half a minute",
     dear,
     {Traffic},
     {Cause::Surge},
     ramp("rate", 250, 900, 30),
     70},
    {"new-content",
     "a crawler asks for what nobody ever asked for",
     usual,
     {Traffic},
     {Cause::NewContent},
     both(knob("rate 280"), knob("fresh 0.28"))},
    {"query-cost",
     "a lost index: a query reads 25 times as much",
     dear,
     {Database},
     {Cause::QueryCost},
     knob("cost 500")},
    {"query-cost-slow",
     "a table that grows",
     dear,
     {Database},
     {Cause::QueryCost},
     ramp("cost", 20, 500, 24),
     60},
    {"lock",
     "a migration locks the table for half a minute",
     shortLived,
     {Database},
     {Cause::Lock},
     once([](Shop &shop) { shop.runInDatabase(longLock); })},
    {"report",
     "an analyst runs a heavy report",
     usual,
     {Background},
     {Cause::OtherClients},
     once([](Shop &shop) { shop.runInDatabase(heavyReport, 1); })},
    {"backup", "two jobs of others at once", usual, {Background}, {Cause::OtherClients}, once([](Shop &shop) {
         shop.runInDatabase(heavyReport, 2);
     })},
    {"two-faults",
     "memory is cut while traffic doubles",
     usual,
     {Cache, Traffic},
     {Cause::MaxMemory, Cause::Surge},
     both(memory("8mb"), knob("rate 400"))},
    {"quiet", "nothing happens", usual, {}, {}, [](Shop &, int) {}, 90},
    {"quiet-busy", "nothing happens, at twice the traffic", busy, {}, {}, [](Shop &, int) {}, 90},
    {"harmless-change", "maxmemory is raised", usual, {}, {}, memory("128mb"), 60},
    {"deploy",
     "a release: a tenth of the traffic is away for a while",
     usual,
     {},
     {},
     [](Shop &shop, int second) {
         if (second == 0 || second == 12)
             shop.turn(second == 0 ? "rate 180" : "rate 200");
     },
     60},
    {"night",
     "six lookups a second, and a flush that nobody notices",
     night,
     {},
     {},
     cacheCommand({"FLUSHALL"}),
     60},
}};

} // namespace

std::span<const Scenario> scenarios() {
    return table;
}

} // namespace spillway::lab
