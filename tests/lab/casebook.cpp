#include "casebook.h"

#include <QByteArrayView>

#include <algorithm>
#include <cmath>

namespace spillway::lab {

namespace {

constexpr Duration followed{240'000}; // after the onset

struct Draft {
    Random &random;
    Case made;

    explicit Draft(Random &source, Duration quiet = 0s, Duration after = followed)
        : random(source) {
        const Duration calm = quiet > 0s ? quiet : Duration(qint64(between(random, 200'000, 420'000)));
        made.system = drawSystem(random, calm);
        made.onset = made.system.start + calm + 20s;
        made.end = made.onset + after;
    }
    double draw(double low, double high) { return between(random, low, high); }
    double cores() const { return made.system.traits.database.cores; }
    int cacheCount() const { return int(made.system.traits.caches.size()); }
    // The mean number of added sessions that is worth naming, times `strength`.
    double sessions(double strength) const { return cores() * strength; }

    Draft &blame(std::set<Culprit> culprits, std::set<Cause> causes) {
        made.culprits = std::move(culprits);
        made.causes = std::move(causes);
        return *this;
    }
    Draft &then(const Deed &deed, Duration after = 0s) {
        made.fault.push_back({made.onset + after, deed});
        return *this;
    }
    // The same to every cache.
    Draft &everywhere(const std::function<Deed(int)> &deed, Duration after = 0s) {
        for (int i = 0; i < cacheCount(); ++i)
            then(deed(i), after);
        return *this;
    }
    Case done() { return std::move(made); }
};

using enum Culprit;

double usedBytes(const CacheTraits &cache) {
    return cache.keys * cache.bytesPerKey * 0.7 + cache.bytesOfServer;
}

Draft &cutMemory(Draft &draft) {
    const double left = draft.draw(0.05, 0.35);
    return draft.everywhere([&](int i) -> Deed {
        return SetMaxMemory{i, usedBytes(draft.made.system.traits.caches[size_t(i)]) * left};
    });
}

Draft &surge(Draft &draft, double seconds) {
    return draft.then(ScaleTraffic{draft.draw(1.8, 3.5), seconds});
}

Draft &newContent(Draft &draft) {
    const System &system = draft.made.system;
    return draft.then(NewContent{system.missesPerSecond * draft.draw(1.5, 4)});
}

// A heavy job of another client: few statements, each long.
Draft &report(Draft &draft) {
    return draft.then(OtherClients{std::ceil(draft.sessions(draft.draw(0.2, 0.6))), draft.draw(0.5, 4),
                                   scaled(draft.random, 8, 120)});
}

Draft &dearer(Draft &draft, double seconds, double rows) {
    return draft.then(ScaleQueryCost{draft.draw(2, 5), seconds, rows});
}

Case quietWith(Random &random, const std::function<void(Draft &)> &add) {
    Draft draft(random);
    add(draft);
    return draft.done();
}

Case memoryCut(Random &random) {
    Draft draft(random);
    return cutMemory(draft).blame({Cache}, {Cause::MaxMemory}).done();
}

Case memoryCutOfOne(Random &random) {
    Draft draft(random);
    return draft.then(SetMaxMemory{0, usedBytes(draft.made.system.traits.caches[0]) * draft.draw(0.02, 0.15)})
        .blame({Cache}, {Cause::MaxMemory})
        .done();
}

Case ttlCut(Random &random) {
    Draft draft(random, 0s, 420s);
    const double seconds = scaled(random, 3, 40);
    return draft.everywhere([&](int i) -> Deed {
                    return SetTtl{i, seconds};
                })
        .blame({Cache}, {Cause::Expiry})
        .done();
}

Case massExpiry(Random &random) {
    Draft draft(random);
    const double share = draft.draw(0.35, 0.95);
    return draft.everywhere([&](int i) -> Deed {
                    return ExpireKeys{i, share};
                })
        .blame({Cache}, {Cause::Expiry})
        .done();
}

Case flush(Random &random) {
    Draft draft(random);
    return draft.everywhere([](int i) -> Deed { return FlushCache{i}; })
        .blame({Cache}, {Cause::Flush})
        .done();
}

Case restart(Random &random) {
    Draft draft(random);
    const double seconds = draft.draw(0.5, 6);
    return draft.everywhere([&](int i) -> Deed {
                    return RestartCache{i, seconds};
                })
        .blame({Cache}, {Cause::Restart})
        .done();
}

Case cacheDown(Random &random) {
    Draft draft(random);
    const int cache = int(draft.random.uniform() * draft.cacheCount());
    return draft.then(RestartCache{cache, 200}).blame({Cache}, {Cause::CacheDown}).done();
}

Case newKeyNames(Random &random) {
    Draft draft(random);
    const double share = draft.draw(0.3, 1);
    return draft.everywhere([&](int i) -> Deed {
                    return RenameKeys{i, share};
                })
        .blame({Cache}, {Cause::ColdKeys})
        .done();
}

Case bypass(Random &random) {
    Draft draft(random);
    const double share = draft.draw(0.15, 0.7);
    const double seconds = draft.draw(0, 8);
    return draft.everywhere([&](int i) -> Deed {
                    return Bypass{i, share, seconds};
                })
        .blame({Cache}, {Cause::Bypass})
        .done();
}

Case surgeAtOnce(Random &random) {
    Draft draft(random);
    return surge(draft, draft.draw(0, 10)).blame({Traffic}, {Cause::Surge}).done();
}

Case surgeOverMinutes(Random &random) {
    Draft draft(random, 0s, 600s);
    return surge(draft, draft.draw(90, 300)).blame({Traffic}, {Cause::Surge}).done();
}

Case crawl(Random &random) {
    Draft draft(random);
    return newContent(draft).blame({Traffic}, {Cause::NewContent}).done();
}

Case lostIndex(Random &random) {
    Draft draft(random);
    return dearer(draft, draft.draw(0, 6), draft.draw(3, 30)).blame({Database}, {Cause::QueryCost}).done();
}

Case indexOverMinutes(Random &random) {
    Draft draft(random, 0s, 600s);
    return dearer(draft, draft.draw(90, 300), draft.draw(3, 30)).blame({Database}, {Cause::QueryCost}).done();
}

Case slowServer(Random &random) {
    Draft draft(random);
    return dearer(draft, draft.draw(0, 6), 1).blame({Database}, {Cause::Capacity}).done();
}

Case lostCores(Random &random) {
    Draft draft(random);
    const double left = draft.made.system.use * draft.draw(0.7, 1.05);
    return draft.then(SetCores{std::max(0.5, left * draft.cores())})
        .blame({Database}, {Cause::Capacity})
        .done();
}

Case heldLock(Random &random) {
    Draft draft(random);
    return draft.then(HoldLock{scaled(random, 0.004, 0.1)}).blame({Database}, {Cause::Lock}).done();
}

Case heavyReport(Random &random) {
    Draft draft(random);
    return report(draft).blame({Background}, {Cause::OtherClients}).done();
}

Case batch(Random &random) { // of another client: many short statements
    Draft draft(random);
    const System &system = draft.made.system;
    return draft
        .then(OtherClients{draft.sessions(draft.draw(0.2, 0.5)), draft.draw(0.5, 5),
                           system.traits.database.secondsPerQuery * draft.draw(0.6, 2)})
        .blame({Background}, {Cause::OtherClients})
        .done();
}

Case queryPerRow(Random &random) { // a deploy that asks for each row alone
    Draft draft(random);
    return draft.then(ScaleUncached{draft.draw(4, 9), draft.draw(0, 20)})
        .blame({Background}, {Cause::OtherClients})
        .done();
}

Case surgeAfterHarmlessCut(Random &random) {
    Draft draft(random);
    draft.everywhere(
        [&](int i) -> Deed {
            return SetMaxMemory{i, draft.made.system.traits.caches[size_t(i)].maxMemory * 0.97};
        },
        -100s);
    return surge(draft, 5).blame({Traffic}, {Cause::Surge}).done();
}

Case reportAfterReset(Random &random) {
    Draft draft(random);
    draft.everywhere([](int i) -> Deed { return ResetStatistics{i}; }, -30s);
    return report(draft).blame({Background}, {Cause::OtherClients}).done();
}

Case lockAfterPolicy(Random &random) {
    Draft draft(random);
    draft.everywhere([](int i) -> Deed { return SetPolicy{i, EvictionPolicy::AllKeysRandom}; }, -60s);
    return draft.then(HoldLock{scaled(random, 0.01, 0.1)}).blame({Database}, {Cause::Lock}).done();
}

Case cutAndReport(Random &random) {
    Draft draft(random);
    cutMemory(draft);
    return report(draft).blame({Cache, Background}, {Cause::MaxMemory, Cause::OtherClients}).done();
}

Case flushInSurge(Random &random) {
    Draft draft(random);
    surge(draft, 10);
    return draft.everywhere([](int i) -> Deed { return FlushCache{i}; }, 8s)
        .blame({Traffic, Cache}, {Cause::Surge, Cause::Flush})
        .done();
}

Case indexInSurge(Random &random) {
    Draft draft(random);
    surge(draft, 5);
    return dearer(draft, 2, 8).blame({Traffic, Database}, {Cause::Surge, Cause::QueryCost}).done();
}

Case harmlessChange(Random &random) {
    return quietWith(random, [](Draft &draft) {
        draft.everywhere([&](int i) -> Deed {
            return SetMaxMemory{i,
                                draft.made.system.traits.caches[size_t(i)].maxMemory * draft.draw(0.95, 4)};
        });
        draft.everywhere([](int i) -> Deed { return SetPolicy{i, EvictionPolicy::AllKeysRandom}; }, 60s);
    });
}

Case deploy(Random &random) {
    return quietWith(random, [](Draft &draft) {
        draft.everywhere([&](int i) -> Deed { return ExpireKeys{i, draft.draw(0, 0.015)}; });
        draft.everywhere([](int i) -> Deed { return ResetStatistics{i}; }, 3s);
    });
}

Case plannedRestart(Random &random) { // of an idle cache
    return quietWith(random, [](Draft &draft) {
        System &system = draft.made.system;
        system.traits.traffic.lookupsPerSecond *= 0.01;
        draft.then(RestartCache{0, draft.draw(0.5, 4)});
    });
}

Case lowTraffic(Random &random) {
    return quietWith(random, [](Draft &draft) {
        System &system = draft.made.system;
        const double factor = draft.draw(2, 20) / system.traits.traffic.lookupsPerSecond;
        system.traits.traffic.lookupsPerSecond *= factor;
        draft.made.end = draft.made.onset + 600s;
    });
}

Case deafMonitor(Random &random) {
    return quietWith(random, [](Draft &draft) {
        const int endpoint = int(draft.random.uniform() * (draft.cacheCount() + 1));
        const Failure failure{FailureKind::NoAnswer, QStringLiteral("no answer for 900 ms"), {}};
        draft.then(Unreachable{endpoint, draft.draw(2, 60), failure});
    });
}

Case shortBurst(Random &random) {
    return quietWith(random, [](Draft &draft) {
        draft.then(ScaleTraffic{draft.draw(1.2, 1.5), 1});
        draft.then(ScaleTraffic{1, 1}, Duration(qint64(draft.draw(3000, 8000))));
    });
}

const std::vector<Kind> &table() {
    static const std::vector<Kind> kinds{
        {QLatin1String("memory cut"), memoryCut},
        {QLatin1String("memory cut of one"), memoryCutOfOne},
        {QLatin1String("TTL cut"), ttlCut},
        {QLatin1String("mass expiry"), massExpiry},
        {QLatin1String("flush"), flush},
        {QLatin1String("restart"), restart},
        {QLatin1String("cache down"), cacheDown},
        {QLatin1String("new key names"), newKeyNames},
        {QLatin1String("bypass"), bypass},
        {QLatin1String("surge"), surgeAtOnce},
        {QLatin1String("surge over minutes"), surgeOverMinutes},
        {QLatin1String("new content"), crawl},
        {QLatin1String("lost index"), lostIndex},
        {QLatin1String("index over minutes"), indexOverMinutes},
        {QLatin1String("slow server"), slowServer},
        {QLatin1String("lost cores"), lostCores},
        {QLatin1String("held lock"), heldLock},
        {QLatin1String("heavy report"), heavyReport},
        {QLatin1String("batch"), batch},
        {QLatin1String("query per row"), queryPerRow},
        {QLatin1String("surge after harmless cut"), surgeAfterHarmlessCut},
        {QLatin1String("report after reset"), reportAfterReset},
        {QLatin1String("lock after policy change"), lockAfterPolicy},
        {QLatin1String("cut and report"), cutAndReport},
        {QLatin1String("flush in a surge"), flushInSurge},
        {QLatin1String("index in a surge"), indexInSurge},
        {QLatin1String("quiet: harmless change"), harmlessChange},
        {QLatin1String("quiet: deploy"), deploy},
        {QLatin1String("quiet: planned restart"), plannedRestart},
        {QLatin1String("quiet: low traffic"), lowTraffic},
        {QLatin1String("quiet: deaf monitor"), deafMonitor},
        {QLatin1String("quiet: short burst"), shortBurst},
    };
    return kinds;
}

} // namespace

std::span<const Kind> kinds() {
    return table();
}

Case makeCase(const Kind &kind, quint64 seed) {
    // Each kind draws systems of its own.
    Random random(seed * 1'000'003 + qChecksum(QByteArrayView(kind.name.data(), kind.name.size())));
    Case made = kind.make(random);
    std::stable_sort(made.fault.begin(), made.fault.end(),
                     [](const Action &a, const Action &b) { return a.at < b.at; });
    return made;
}

Case quietDay(quint64 seed) {
    Random random(seed * 7'919);
    Case made;
    made.system = drawSystem(random, 24h);
    made.onset = made.end = made.system.start + 24h;
    return made;
}

} // namespace spillway::lab
