// What one second of watching costs: 200 endpoints (100 stacks of a Redis and a PostgreSQL) answer once.
// Ours derives, keeps, judges and diagnoses. The peer, RRDtool, derives and keeps the same fields with
// the same hour of history; it neither judges nor diagnoses.
//   ./dev bench

#include "engine.h"

#include <QTemporaryDir>

#include <benchmark/benchmark.h>
#include <rrd.h>

#include <array>
#include <string>
#include <vector>

using namespace spillway;

namespace {

constexpr int stackCount = 100;
constexpr int warmUp = 600; // ticks: every rule's window is full
constexpr std::chrono::hours kept{1};

struct Watched {
    Field field;
    double perSecond; // a gauge keeps this value
};
constexpr std::array cacheFields{
    Watched{Field::Hits, 9500},     Watched{Field::Misses, 500},     Watched{Field::Evicted, 3},
    Watched{Field::Expired, 40},    Watched{Field::Commands, 11000}, Watched{Field::UsedMemory, 3e9},
    Watched{Field::MaxMemory, 4e9}, Watched{Field::Clients, 120},    Watched{Field::Keys, 2e6},
};
constexpr std::array databaseFields{
    Watched{Field::Commits, 700},    Watched{Field::Rollbacks, 1},       Watched{Field::BlocksHit, 40000},
    Watched{Field::BlocksRead, 300}, Watched{Field::RowsReturned, 9000}, Watched{Field::Connections, 60},
    Watched{Field::Active, 6},       Watched{Field::OnLock, 1},
};

double valueAt(const Watched &watched, int tick, int subject) {
    const double wobble = 1.0 + 0.01 * ((tick * 7 + subject * 13) % 11);
    return fieldInfo(watched.field).kind == FieldKind::Counter ? watched.perSecond * (tick + 1.0)
                                                               : watched.perSecond * wobble;
}

Configuration fleet() {
    Configuration configuration;
    configuration.rules = builtInRules();
    for (int i = 0; i < stackCount; ++i) {
        Stack stack;
        stack.name = QStringLiteral("stack-%1").arg(i);
        for (const Role role : {Role::Cache, Role::Database}) {
            Endpoint endpoint;
            endpoint.name = roleName(role) + QString::number(i);
            endpoint.role = role;
            endpoint.kind = role == Role::Cache ? EndpointKind::Redis : EndpointKind::PostgreSql;
            endpoint.stack = static_cast<StackId>(i);
            if (role == Role::Database)
                endpoint.vcpu = 16;
            const auto id = static_cast<EndpointId>(configuration.endpoints.size());
            (role == Role::Cache ? stack.caches : stack.databases).push_back(id);
            configuration.endpoints.push_back(endpoint);
        }
        configuration.stacks.push_back(stack);
    }
    return configuration;
}

template <size_t N> Reading readingOf(const std::array<Watched, N> &fields, int tick, int subject) {
    Reading reading;
    reading.identity = QStringLiteral("run-1");
    for (const Watched &watched : fields)
        reading.set(watched.field, valueAt(watched, tick, subject));
    return reading;
}

std::vector<Frame> framesOf(int tick) {
    std::vector<Frame> frames;
    for (int id = 0; id < 2 * stackCount; ++id)
        frames.push_back(
            {Instant::fromMs(1'700'000'000'000 + tick * 1000), static_cast<EndpointId>(id), 2ms,
             id % 2 == 0 ? readingOf(cacheFields, tick, id) : readingOf(databaseFields, tick, id)});
    return frames;
}

void spillwayTick(benchmark::State &state) {
    Engine engine(fleet(), kept);
    int tick = 0;
    for (; tick < warmUp; ++tick)
        for (const Frame &frame : framesOf(tick))
            engine.consume(frame);
    for (auto _ : state) {
        state.PauseTiming();
        const std::vector<Frame> frames = framesOf(tick++);
        state.ResumeTiming();
        for (const Frame &frame : frames)
            benchmark::DoNotOptimize(engine.consume(frame));
    }
    if (engine.history().isEmpty())
        state.SkipWithError("the engine kept nothing");
    state.SetItemsProcessed(state.iterations() * 2 * stackCount);
}

// One RRD file per endpoint: every second for an hour, and the extremes of 16 seconds.
template <size_t N>
bool createArchive(const std::string &file, const std::array<Watched, N> &fields, time_t start) {
    std::vector<std::string> words;
    for (const Watched &watched : fields)
        words.push_back(
            "DS:f" + std::to_string(static_cast<int>(watched.field)) +
            (fieldInfo(watched.field).kind == FieldKind::Counter ? ":DERIVE:5:0:U" : ":GAUGE:5:U:U"));
    words.insert(words.end(), {"RRA:AVERAGE:0.5:1:3600", "RRA:MIN:0.5:16:225", "RRA:MAX:0.5:16:225"});
    std::vector<const char *> arguments;
    for (const std::string &word : words)
        arguments.push_back(word.c_str());
    return rrd_create_r(file.c_str(), 1, start, static_cast<int>(arguments.size()), arguments.data()) == 0;
}

template <size_t N> std::string updateText(const std::array<Watched, N> &fields, int tick, int subject) {
    std::string text = std::to_string(1'700'000'000 + tick);
    for (const Watched &watched : fields)
        text += ':' + std::to_string(static_cast<qint64>(valueAt(watched, tick, subject)));
    return text;
}

void rrdtoolTick(benchmark::State &state) {
    QTemporaryDir folder;
    std::vector<std::string> files;
    for (int id = 0; id < 2 * stackCount; ++id) {
        files.push_back(folder.filePath(QStringLiteral("%1.rrd").arg(id)).toStdString());
        const time_t start = 1'700'000'000 - 1;
        if (!(id % 2 == 0 ? createArchive(files.back(), cacheFields, start)
                          : createArchive(files.back(), databaseFields, start)))
            return state.SkipWithError(rrd_get_error());
    }
    int tick = 0;
    for (auto _ : state) {
        state.PauseTiming();
        std::vector<std::string> texts;
        for (int id = 0; id < 2 * stackCount; ++id)
            texts.push_back(id % 2 == 0 ? updateText(cacheFields, tick, id)
                                        : updateText(databaseFields, tick, id));
        ++tick;
        state.ResumeTiming();
        for (size_t id = 0; id < files.size(); ++id) {
            const char *text = texts[id].c_str();
            if (rrd_update_r(files[id].c_str(), nullptr, 1, &text) != 0)
                return state.SkipWithError(rrd_get_error());
        }
    }
    state.SetItemsProcessed(state.iterations() * 2 * stackCount);
}

BENCHMARK(spillwayTick)->Name("one tick at 200 endpoints/spillway")->Unit(benchmark::kMillisecond);
BENCHMARK(rrdtoolTick)->Name("one tick at 200 endpoints/rrdtool (keeps only)")->Unit(benchmark::kMillisecond);

} // namespace
