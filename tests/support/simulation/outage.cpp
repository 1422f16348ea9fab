#include "outage.h"

#include <algorithm>

namespace spillway {

namespace {

constexpr double gibibyte = 1024.0 * 1024 * 1024;
constexpr quint64 seed = 20240303;

Instant clock(int hour, int minute, int second = 0) {
    constexpr qint64 midnight = 1'709'424'000'000; // 2024-03-03T00:00:00Z
    return Instant::fromMs(midnight + ((hour * 60 + minute) * 60 + second) * 1000LL);
}

StackTraits checkout() {
    StackTraits stack;
    stack.name = QStringLiteral("checkout");
    stack.traffic.lookupsPerSecond = 1207;
    CacheTraits articles;
    articles.name = QStringLiteral("cache-1");
    articles.share = 0.85;
    articles.skew = 0.70;
    CacheTraits prices;
    prices.name = QStringLiteral("cache-2");
    prices.share = 0.15;
    prices.keys = 120'000;
    prices.bytesPerKey = 1'900;
    prices.maxMemory = gibibyte;
    prices.clients = 31;
    stack.caches = {articles, prices};
    stack.database.name = QStringLiteral("db-primary");

    // A report of another team: six sessions for two and a half minutes of every hour, until it
    // is stopped.
    for (int hour = 10; hour < 12; ++hour) {
        stack.script.push_back({clock(hour - 1, 59, 48), OtherClients{6, 5}});
        stack.script.push_back({clock(hour, 2, 32), OtherClients{0, 5}});
    }
    stack.script.push_back({clock(9, 44, 10), SetMaxMemory{0, 400.0 * 1024 * 1024}});
    stack.script.push_back({clock(10, 30), RestartDatabase{38, 32, 400}});
    // Twice the cores, the same disks and the same connection pools in the application.
    stack.script.push_back({clock(10, 31), ScaleQueryCost{1.25, 0}});
    stack.script.push_back({clock(12, 0, 4), SetMaxMemory{0, 4 * gibibyte}});
    stack.script.push_back({clock(12, 30), ScaleQueryCost{1.0, 1800}}); // the disks have less to do
    std::stable_sort(stack.script.begin(), stack.script.end(),
                     [](const Action &a, const Action &b) { return a.at < b.at; });
    return stack;
}

StackTraits calm(const QString &name, double lookups, double keys, double cores, double cost) {
    StackTraits stack;
    stack.name = name;
    stack.every = 2s;
    stack.traffic.lookupsPerSecond = lookups;
    CacheTraits cache;
    cache.name = name + QStringLiteral("-cache");
    cache.keys = keys;
    cache.bytesPerKey = 2'400;
    stack.caches = {cache};
    stack.database.name = name + QStringLiteral("-db");
    stack.database.cores = cores;
    stack.database.secondsPerQuery = cost;
    return stack;
}

} // namespace

Simulation marchThird() {
    return Simulation({checkout(), calm(QStringLiteral("catalog"), 2100, 700'000, 8, 0.008),
                       calm(QStringLiteral("search"), 640, 600'000, 8, 0.034)},
                      clock(9, 30), clock(14, 0), seed);
}

std::vector<RecordingNote> marchThirdNotes() {
    const QString stack = QStringLiteral("checkout");
    const QString responder = QStringLiteral("on-call");
    return {
        {clock(10, 2), stack, responder,
         QStringLiteral("Checkout fails for most customers; the database is overloaded, scaling it")},
        {clock(10, 30), stack, responder,
         QStringLiteral("Database scaled from 16 to 32 cores, max_connections 400")},
        {clock(10, 41), stack, responder, QStringLiteral("No better after scaling")},
        {clock(11, 6), stack, responder, QStringLiteral("Stopped the hourly report; no better")},
        {clock(11, 45), stack, responder,
         QStringLiteral("Looked at the cache configuration: cache-1 has 400 MiB instead of 4 GiB")},
        {clock(12, 0, 10), stack, responder, QStringLiteral("maxmemory of cache-1 restored to 4 GiB")},
        {clock(13, 0), stack, responder, QStringLiteral("Cache warm")},
        {clock(14, 0), stack, responder, QStringLiteral("All back to normal")},
    };
}

} // namespace spillway
