#include "trial.h"

#include "engine.h"
#include "simulation.h"

#include <algorithm>

namespace spillway::lab {

namespace {

constexpr double leastGrowth = 1.35; // of the load, against the twin
constexpr double leastShare = 0.12;  // of the cores
constexpr double leastSessions = 1;

Simulation simulationOf(const Case &made, bool withFault, quint64 seed) {
    StackTraits traits = made.system.traits;
    if (withFault) {
        traits.script.insert(traits.script.end(), made.fault.begin(), made.fault.end());
        std::stable_sort(traits.script.begin(), traits.script.end(),
                         [](const Action &a, const Action &b) { return a.at < b.at; });
    }
    return Simulation({traits}, made.system.start, made.end, seed);
}

// Expected sessions, one value per poll of the database.
struct Sessions {
    std::vector<Instant> at;
    std::vector<double> count;

    void note(const Simulation &simulation, const Frame &frame) {
        if (simulation.configuration().endpoints[frame.endpoint].role != Role::Database)
            return;
        at.push_back(frame.at);
        count.push_back(simulation.truth(0).sessions);
    }
    double mean(size_t from, size_t polls) const {
        double sum = 0;
        for (size_t i = from; i < from + polls; ++i)
            sum += count[i];
        return sum / double(polls);
    }
};

std::optional<Instant> impactOf(const Case &made, const Sessions &real, const Sessions &twin) {
    const double least = std::max(leastShare * made.system.traits.database.cores, leastSessions);
    const auto matters = [&](size_t from, size_t polls) {
        const double usual = twin.mean(from, polls);
        return real.mean(from, polls) >= std::max(usual * leastGrowth, usual + least);
    };
    const size_t polls = std::min(real.count.size(), twin.count.size());
    for (size_t i = 0; i + 23 < polls; ++i)
        if (real.at[i] >= made.onset && matters(i, 3) && matters(i, 20))
            return real.at[i + 2];
    return std::nullopt;
}

bool isNew(const std::vector<Said> &said, Culprit culprit, std::optional<Cause> cause) {
    return said.empty() || said.back().culprit != culprit || said.back().cause != cause;
}

} // namespace

Trial play(const Case &made, quint64 seed, Method method) {
    Trial trial;
    trial.end = made.end;
    Simulation simulation = simulationOf(made, true, seed);
    Sessions real;
    std::optional<Engine> engine;
    std::optional<Rival> rival;
    if (method == Method::Whole)
        engine.emplace(simulation.configuration(), 10min);
    else
        rival.emplace(simulation.configuration(), method != Method::Onset, method != Method::Decomposition);
    while (const auto frame = simulation.next()) {
        real.note(simulation, *frame);
        Said now{frame->at, Culprit::Unknown, std::nullopt, {}};
        if (engine) {
            engine->consume(*frame);
            const Verdict &verdict = engine->verdict(0);
            now.culprit = verdict.culprit;
            now.cause = verdict.cause;
            now.arithmetic = verdict.arithmetic;
        } else {
            now.culprit = rival->consume(*frame);
        }
        if (isNew(trial.said, now.culprit, now.cause))
            trial.said.push_back(now);
    }
    if (!made.fault.empty()) {
        Simulation without = simulationOf(made, false, seed);
        Sessions twin;
        while (const auto frame = without.next())
            twin.note(without, *frame);
        trial.impact = impactOf(made, real, twin);
    }
    return trial;
}

} // namespace spillway::lab
