#include "diagnosis/attribution.h"

#include <algorithm>
#include <cmath>

namespace spillway {

namespace {

double orZero(double value) {
    return std::isnan(value) ? 0.0 : value;
}

double logisticOf(double logit) {
    return 1.0 / (1.0 + std::exp(-logit));
}

// The logarithmic mean, L(a, b) = (b - a) / ln(b / a).
double logarithmicMean(double a, double b) {
    if (a <= 0 || b <= 0)
        return 0;
    const double ratio = std::log(b / a);
    return std::abs(ratio) < 1e-9 ? a : (b - a) / ratio;
}

// Where the usual misses are too few to learn from, the growth itself tells the statements per miss.
double fanOut(const AttributionInput &in, double addedMisses, double addedStatements) {
    const double usual = in.before.misses > 0 ? in.before.statements / in.before.misses : 0;
    const bool learned = in.before.misses > 5 && in.before.misses > 0.02 * addedMisses;
    if (learned)
        return usual;
    if (addedMisses <= 0)
        return 1;
    return std::clamp(addedStatements / addedMisses, 0.5, 3.0);
}

struct Statements {
    double explained = 0;  // by added misses
    double traffic = 0;    // by added lookups, beyond misses
    double bypass = 0;     // lookups that vanished from the cache
    double background = 0; // new statements with no lookups behind them
    double unexplained = 0;
    double offered = 0; // per second, with what a saturated server could not serve
};

Statements splitStatements(const AttributionInput &in, double fan, double addedMisses) {
    Statements split;
    const double q0 = orZero(in.before.statements);
    const double q1 = orZero(in.now.statements);
    const double error = std::max(orZero(in.beforeError.statements), 1.0);
    const double added = q1 - q0;
    const double missError = std::max(orZero(in.beforeError.misses), 0.5);
    double explained = addedMisses > 2 * missError ? fan * addedMisses : 0;
    if (!in.saturated) {
        explained = std::min(explained, std::max(added, 0.0));
        if (explained > 0 && added <= 1.25 * explained)
            explained = std::max(added, 0.0);
    }
    split.explained = explained;
    split.offered = in.saturated ? std::max(q1, q0 + explained) : q1;
    double rest = split.offered - q0 - explained;
    if (rest < 2.5 * error || rest < 0.08 * q0)
        return split;
    const double r0 = orZero(in.before.lookups);
    const double addedLookups = orZero(in.now.lookups) - r0;
    const double lookupError = std::max(orZero(in.beforeError.lookups), 1.0);
    if (addedLookups > std::max(3 * lookupError, 0.10 * r0) && r0 > 0) {
        split.traffic = std::min(rest, q0 * addedLookups / r0);
        rest -= split.traffic;
    }
    const double vanished = fan > 0 ? rest / fan : 0; // lookups that would explain the rest
    const bool vanish = -addedLookups > 3 * lookupError && vanished > 0 && -addedLookups / vanished > 0.4;
    if (in.cacheUnavailable || vanish)
        split.bypass = rest;
    else if (vanished > 3 * lookupError && -addedLookups / vanished < 0.25)
        split.background = rest;
    else
        split.unexplained = rest;
    return split;
}

double probabilityOfLostHits(const AttributionInput &in, double addedMisses) {
    if (addedMisses <= 0)
        return 0.5;
    const double addedLookups = orZero(in.now.lookups) - orZero(in.before.lookups);
    const double lost = (addedMisses - addedLookups) / addedMisses;
    const double error = std::max(orZero(in.beforeError.lookups), 0.5) / addedMisses;
    const double z = (lost - 0.5) / std::max(0.08, error);
    return logisticOf(1.7 * z + in.eventEvidence);
}

} // namespace

Shares Attribution::shares() const {
    const double sum = cache + traffic + queryCost + background + unexplained;
    if (sum <= 0)
        return {};
    // What cannot be told apart is shown with the other clients, as the least accusing place.
    return {cache / sum, traffic / sum, queryCost / sum, (background + unexplained) / sum};
}

Attribution attribute(const AttributionInput &in) {
    Attribution result;
    const double cores = in.cores > 0 ? in.cores : 1e9;
    const auto busy = [&](const Tick &tick) {
        const double running = std::max(orZero(tick.load) - orZero(tick.locked), 0.0);
        return std::min(running, cores);
    };
    const double floor = 0.02;
    const double b0 = std::max(busy(in.before), floor);
    const double b1 = std::max(busy(in.now), floor);
    const double q0 = std::max(orZero(in.before.statements), 0.1);
    const double q1 = std::max(orZero(in.now.statements), 0.1);
    result.busyBefore = b0;

    const double addedMisses = std::max(orZero(in.now.misses) - orZero(in.before.misses), 0.0);
    const double fan = fanOut(in, addedMisses, q1 - q0);
    const Statements split = splitStatements(in, fan, addedMisses);
    result.addedMisses = addedMisses;
    result.lostHits = probabilityOfLostHits(in, addedMisses);
    const bool doubtful = in.eventEvidence <= 0 && result.lostHits > 0.05 && result.lostHits < 0.95;
    result.missesDecide = split.explained > 0 && doubtful;

    // Cost per statement from the served work; a difference below 12 %, or younger than 4 s, is noise.
    const double cost0 = b0 / q0;
    const double cost1 = b1 / q1;
    const double costError = orZero(in.beforeError.load) / b0;
    double logCost = std::log(cost1 / cost0);
    if (std::abs(logCost) < std::max(0.12, 1.5 * costError) || in.seconds < 4)
        logCost = 0;
    const double logStatements = std::log(std::max(split.offered, 0.1) / q0);
    const double w1 = b0 * std::exp(logStatements + logCost);
    const double mean = logarithmicMean(b0, w1);
    const double byStatements = mean * std::max(logStatements, 0.0);
    const double byCost = mean * std::max(logCost, 0.0);
    const double lockGrowth = std::max(orZero(in.now.locked) - orZero(in.before.locked), 0.0);

    const double counted =
        split.explained + split.traffic + split.bypass + split.background + split.unexplained;
    if (counted > 0) {
        const double perStatement = byStatements / counted;
        result.cache = perStatement * (split.explained * result.lostHits + split.bypass);
        result.traffic = perStatement * (split.explained * (1 - result.lostHits) + split.traffic);
        result.background = perStatement * split.background;
        result.unexplained = perStatement * split.unexplained;
        result.bypass = split.bypass > split.explained;
    } else {
        // Growth too small to split by cause goes where it was counted: more statements.
        result.unexplained = byStatements;
    }
    result.locks = std::min(lockGrowth, cores);
    result.queryCost = byCost + result.locks;
    return result;
}

} // namespace spillway
