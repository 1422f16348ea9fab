#include "diagnosis/attribution.h"

#include "diagnosis/quantities.h"

#include <algorithm>
#include <cmath>

namespace spillway {

namespace {

double orZero(double value) {
    return std::isnan(value) ? 0.0 : value;
}

constexpr double floorOfWork = 0.02; // busy cores; less is nothing
constexpr double patience = 10;      // seconds after which what shows no bypass is none

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

// Statements per miss. Statements that no cache stands before make Q0 / M0 too large, so the growth itself
// bounds it from above.
double fanOut(const AttributionInput &in, double addedMisses, double addedStatements) {
    const double usual = in.before.misses > 0 ? in.before.statements / in.before.misses : 0;
    if (addedMisses <= 0)
        return std::max(usual, 1.0);
    const double observed = std::clamp(addedStatements / addedMisses, 0.5, 3.0);
    const bool learned = in.before.misses > 5 && in.before.misses > 0.02 * addedMisses;
    return learned ? std::min(usual, std::max(observed, 1.0)) : observed;
}

struct Statements {
    double explained = 0;  // by added misses
    double traffic = 0;    // by added lookups, beyond misses
    double bypass = 0;     // lookups that vanished from the cache
    double background = 0; // new statements with no lookups behind them
    double undecided = 0;  // a bypass or new statements: too early to tell
    double offered = 0;    // per second, with what a saturated server could not serve
};

// Lookups wander slowly, so that the error of their mean does not shrink with a few more seconds.
double lookupError(const AttributionInput &in) {
    return std::max(orZero(in.wander.lookups), 1.0);
}

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
    if (addedLookups > std::max(3 * lookupError(in), 0.10 * r0) && r0 > 0) {
        split.traffic = std::min(rest, q0 * addedLookups / r0);
        rest -= split.traffic;
    }
    // Each lookup that goes around the cache is a statement; slower clients alone lose lookups and bring
    // none.
    const double vanished = -addedLookups;
    const double vanishedNow =
        std::isnan(in.lookupsOfLate) ? vanished : std::max(vanished, r0 - in.lookupsOfLate);
    // In saturation the statements cannot rise by as much, so who moved first must tell.
    const bool matches = vanished < 3 * rest || (in.saturated && in.lookupsLed);
    const bool vanish = vanished > 3 * lookupError(in) && vanished > 0.3 * rest && matches;
    const bool excluded = vanishedNow + 2 * lookupError(in) < 0.5 * rest;
    if (in.cacheUnavailable || vanish)
        split.bypass = rest;
    else if (!in.cacheSilent && (excluded || (in.seconds > patience && vanishedNow < 3 * lookupError(in))))
        split.background = rest;
    else
        split.undecided = rest;
    return split;
}

// Lost keys come back, the most wanted first: their misses fall within seconds. New content goes on.
double shapeEvidence(double persistence) {
    if (std::isnan(persistence))
        return 0;
    return std::clamp((0.91 - persistence) / 0.02, -3.0, 4.0);
}

double probabilityOfLostHits(const AttributionInput &in, double addedMisses) {
    if (addedMisses <= 0)
        return 0.5;
    const double addedLookups = orZero(in.now.lookups) - orZero(in.before.lookups);
    const double lost = (addedMisses - addedLookups) / addedMisses;
    const double error = lookupError(in) / addedMisses;
    const double z = (lost - 0.5) / std::max(0.08, error);
    return logisticOf(1.7 * z + in.eventEvidence + shapeEvidence(in.persistence));
}

} // namespace

Shares Attribution::shares() const {
    const double sum = added();
    if (sum <= 0)
        return {};
    // What cannot be told apart is shown with the other clients, as the least accusing place.
    return {cache / sum, traffic / sum, queryCost / sum, (background + unexplained) / sum};
}

namespace {

// Sessions that want a core, and how many of them have one.
struct Work {
    double running = 0; // short statements, in busy cores
    double unended = 0; // in busy cores
    double perStatement = 0;
};

Work workOf(const Tick &tick, double unended, double cores) {
    const double wanting = std::max(orZero(tick.load) - orZero(tick.locked), 0.0);
    const double served = wanting > cores ? cores / wanting : 1.0;
    // A long statement that ends is counted all at once.
    const double running =
        std::isnan(tick.counted) ? std::max(wanting - unended, 0.0) : std::min(tick.counted, wanting + 1);
    Work work;
    work.running = std::max(running * served, floorOfWork);
    work.unended = unended * served;
    work.perStatement = work.running / std::max(orZero(tick.statements), 0.1);
    return work;
}

bool mayQueue(const AttributionInput &in) {
    return in.cores <= 0 && in.now.statements > 1.3 * in.before.statements;
}

// Sessions with statements that have not ended and wait for no lock, beyond the usual.
double unendedOf(const AttributionInput &in) {
    if (!in.longStatements || mayQueue(in))
        return 0;
    if (!std::isnan(in.now.counted) && !std::isnan(in.before.counted)) {
        const double scatter = std::sqrt(std::max(in.now.load, 0.1) / std::clamp(in.seconds, 2.0, 8.0));
        const double unended = unendedSessions(in.now, in.before);
        return unended > 2 * scatter || unended > 0.5 * (in.now.load - in.before.load) ? unended : 0;
    }
    return 0;
}

// Of the cost per statement: a difference below 12 %, or of the first seconds without a count, is noise.
double costGrowth(const AttributionInput &in, const Work &before, const Work &now) {
    const bool counted = !std::isnan(in.now.counted) && !std::isnan(in.before.counted);
    const double error = counted ? 0.0 : orZero(in.beforeError.load) / before.running;
    const double growth = std::log(now.perStatement / before.perStatement);
    const bool noise = std::abs(growth) < std::max(0.12, 1.5 * error) || (!counted && in.seconds < 4);
    // Where the cores are unknown, queueing looks like cost; more statements explain it well enough.
    return noise || mayQueue(in) ? 0.0 : growth;
}

} // namespace

Attribution attribute(const AttributionInput &in) {
    Attribution result;
    const double cores = in.cores > 0 ? in.cores : 1e9;
    const Work before = workOf(in.before, 0, cores);
    const Work now = workOf(in.now, unendedOf(in), cores);
    const double q0 = std::max(orZero(in.before.statements), 0.1);
    const double q1 = std::max(orZero(in.now.statements), 0.1);
    result.busyBefore = before.running;

    const double addedMisses = std::max(orZero(in.now.misses) - orZero(in.before.misses), 0.0);
    const double fan = fanOut(in, addedMisses, q1 - q0);
    const Statements split = splitStatements(in, fan, addedMisses);
    result.addedMisses = addedMisses;
    result.lostHits = probabilityOfLostHits(in, addedMisses);
    const bool doubtful = result.lostHits > 0.05 && result.lostHits < 0.95;
    result.eventful = in.eventEvidence > 0;
    result.missesDecide = split.explained > 0 && doubtful;

    const double logCost = costGrowth(in, before, now);
    const double logStatements = std::log(std::max(split.offered, 0.1) / q0);
    const double offered = before.running * std::exp(logStatements + logCost);
    const double mean = logarithmicMean(before.running, offered);
    const double byStatements = mean * std::max(logStatements, 0.0);
    const double lockGrowth = std::max(orZero(in.now.locked) - orZero(in.before.locked), 0.0);

    const double counted =
        split.explained + split.traffic + split.bypass + split.background + split.undecided;
    if (counted > 0) {
        const double perStatement = byStatements / counted;
        result.cache = perStatement * (split.explained * result.lostHits + split.bypass);
        result.traffic = perStatement * (split.explained * (1 - result.lostHits) + split.traffic);
        result.background = perStatement * split.background;
        result.unexplained = perStatement * split.undecided;
        result.bypass = split.bypass > split.explained;
    } else {
        // Growth too small to split by cause goes where it was counted: more statements.
        result.unexplained = byStatements;
    }
    const double byCost = mean * std::max(logCost, 0.0);
    // Long statements of others that end, and cores that they take, look like dearer statements.
    (in.longStatements ? result.background : result.queryCost) += byCost;
    result.background += now.unended;
    result.unended = now.unended;
    result.locks = std::min(lockGrowth, cores);
    result.queryCost += result.locks;
    return result;
}

} // namespace spillway
