// What the diagnosis adds to a frame: a stack of a cache and a database, in peace and in the first minutes of
// an incident, taken through ticker, baselines, alarm, attribution and words. The peer is the same without
// it: the deriving of the frame's numbers, which any monitor must do. Goal: at most 10 us per frame and
// stack.
//   ./dev bench

#include "deriver.h"
#include "diagnosis/diagnosis.h"
#include "simulation.h"

#include <benchmark/benchmark.h>

using namespace spillway;

namespace {

const Instant start = Instant::fromMs(1'709'460'000'000);

struct Frames {
    Configuration configuration;
    std::vector<Frame> frames;
};

Frames record(const Script &script) {
    StackTraits shop;
    shop.name = QStringLiteral("shop");
    CacheTraits cache;
    cache.name = QStringLiteral("cache-1");
    shop.caches = {cache};
    shop.database.name = QStringLiteral("db-1");
    shop.script = script;
    Simulation simulation({shop}, start, start + 900s, 1);
    Frames recorded{simulation.configuration(), {}};
    while (auto frame = simulation.next())
        recorded.frames.push_back(std::move(*frame));
    return recorded;
}

void run(benchmark::State &state, const Script &script, bool diagnoses) {
    const Frames recorded = record(script);
    for (auto _ : state) {
        Deriver deriver(recorded.configuration);
        Diagnosis diagnosis(recorded.configuration, 0);
        std::vector<Sample> parts;
        for (const Frame &frame : recorded.frames) {
            const Derived derived = deriver.derive(frame);
            if (!diagnoses)
                continue;
            diagnosis.observe(frame, derived.samples, {});
            parts.clear();
            benchmark::DoNotOptimize(diagnosis.conclude(frame.at, {}, parts));
        }
        benchmark::DoNotOptimize(diagnosis.verdict().culprit);
    }
    state.SetItemsProcessed(state.iterations() * qint64(recorded.frames.size()));
}

const Script cut{{start + 600s, SetMaxMemory{0, 200.0 * 1024 * 1024}}};

void deriving(benchmark::State &state) {
    run(state, {}, false);
}
void inPeace(benchmark::State &state) {
    run(state, {}, true);
}
void withAnIncident(benchmark::State &state) {
    run(state, cut, true);
}

BENCHMARK(deriving)->Name("a frame/derived only")->Unit(benchmark::kMillisecond);
BENCHMARK(inPeace)->Name("a frame/diagnosed in peace")->Unit(benchmark::kMillisecond);
BENCHMARK(withAnIncident)
    ->Name("a frame/diagnosed, a third of it an incident")
    ->Unit(benchmark::kMillisecond);

} // namespace
