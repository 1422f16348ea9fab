#include "system.h"

#include <algorithm>
#include <cmath>

namespace spillway::lab {

namespace {

constexpr Instant midnight = Instant::fromMs(1'717'200'000'000); // 2024-06-01T00:00:00Z

std::vector<CacheTraits> drawCaches(Random &random, double lookups) {
    CacheTraits cache;
    cache.keys = std::round(lookups * scaled(random, 60, 500));
    cache.skew = between(random, 0.55, 0.95);
    cache.ttl = scaled(random, 1200, 14'400);
    cache.bytesPerKey = scaled(random, 400, 6000);
    cache.bytesOfServer = 2.0 * 1024 * 1024;
    const int count = 1 + int(random.uniform() * 3);
    std::vector<CacheTraits> caches;
    for (int i = 0; i < count; ++i) {
        CacheTraits one = cache;
        one.name = QStringLiteral("cache-%1").arg(i + 1);
        one.share = 1.0 / count;
        one.keys = cache.keys / count;
        const double all = one.keys * one.bytesPerKey + one.bytesOfServer;
        one.maxMemory = all * between(random, 1.1, 2.5);
        caches.push_back(one);
    }
    return caches;
}

// Bursts of seconds and a small job of minutes: what happens every day and is nobody's fault.
Script harmlessLife(Random &random, Instant start, Duration quietFor, double cores) {
    Script script;
    const double perHour = 4;
    const int bursts = int(random.poisson(perHour * toSeconds(quietFor) / 3600));
    const auto moment = [&] {
        return start + Duration(qint64(random.uniform() * double((quietFor - 60s).count())));
    };
    for (int i = 0; i < bursts; ++i) {
        const Instant at = moment();
        script.push_back({at, ScaleTraffic{between(random, 1.1, 1.4), 1}});
        script.push_back({at + Duration(qint64(between(random, 3000, 9000))), ScaleTraffic{1, 1}});
    }
    for (int i = 0; i < int(random.poisson(0.7 * toSeconds(quietFor) / 3600)); ++i) {
        const Instant at = moment();
        script.push_back({at, OtherClients{between(random, 0.01, 0.06) * cores, 2, 0.3}});
        script.push_back({at + 50s, OtherClients{0, 2}});
    }
    std::stable_sort(script.begin(), script.end(),
                     [](const Action &a, const Action &b) { return a.at < b.at; });
    return script;
}

} // namespace

double between(Random &random, double low, double high) {
    return low + (high - low) * random.uniform();
}

double scaled(Random &random, double low, double high) {
    return low * std::pow(high / low, random.uniform());
}

System drawSystem(Random &random, Duration quietFor) {
    System system;
    StackTraits &stack = system.traits;
    stack.name = QStringLiteral("shop");
    const double lookups = scaled(random, 400, 12'000);
    stack.caches = drawCaches(random, lookups);
    TrafficTraits &traffic = stack.traffic;
    traffic.lookupsPerSecond = lookups;
    traffic.daily = between(random, 0.05, 0.35);
    traffic.noise = between(random, 0.01, 0.035);
    traffic.lookupsPerRequest = 1 + int(random.uniform() * 6);
    traffic.retryShare = random.uniform() < 0.3 ? 0 : between(random, 0.2, 0.85);
    traffic.backoff = scaled(random, 0.2, 3);
    if (random.uniform() < 0.35)
        traffic.users = lookups / traffic.lookupsPerRequest * scaled(random, 0.05, 2);
    DatabaseTraits &database = stack.database;
    database.name = QStringLiteral("db-1");
    database.cores = std::round(scaled(random, 4, 64));
    database.pool = std::max(8, int(std::lround(database.cores * between(random, 1.25, 4))));
    database.patience = between(random, 0.5, 3);
    database.clientTimeout = scaled(random, 0.4, 4);
    database.rowsPerQuery = scaled(random, 4, 400);
    system.use = between(random, 0.08, 0.42);
    double hitRatio = 0;
    for (const CacheTraits &cache : stack.caches)
        hitRatio += cache.share * CacheModel(cache, lookups * cache.share, Random(1)).hitRatio();
    system.missesPerSecond = lookups * (1 - hitRatio);
    const double uncached = system.missesPerSecond * scaled(random, 0.1, 2); // statements
    database.otherPerLookup = uncached / lookups;
    database.secondsPerQuery = system.use * database.cores / (system.missesPerSecond + uncached);
    const double steady = random.uniform() < 0.3 ? between(random, 0, 0.05) * database.cores : 0;
    database.sessionsOfOthers = steady;
    const double told = random.uniform(); // some are not told the cores, some are told a wrong number
    stack.statedCores = told < 0.1 ? 0 : told < 0.15 ? 0.5 : told < 0.2 ? 2 : 1;
    system.start = midnight + Duration(qint64(random.uniform() * 86'400'000));
    stack.script = harmlessLife(random, system.start, quietFor, database.cores);
    return system;
}

} // namespace spillway::lab
