#include "diagnosis/outlook.h"

#include "format.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <cmath>

namespace spillway {

namespace {

QString tr(const char *text) {
    return QCoreApplication::translate("Diagnosis", text);
}

constexpr Duration shortest =
    60s;                        // of an incident, before its end is estimated: until then within x3 at best
constexpr Duration stuck = 30s; // of saturation
constexpr double nearlyFull = 0.95;
constexpr double comfortable = 0.7;  // of the cores: throttling may go
constexpr double nearlyUsual = 0.05; // of the lost hit ratio is still missing

std::optional<double> medianOf(const Usual &usual, Quantity quantity) {
    const auto &level = usual.level(quantity);
    return level ? std::optional(level->median) : std::nullopt;
}

double ratioOf(const Tick &tick) {
    return tick.lookups > 0 ? tick.hits / tick.lookups : Tick::none;
}

// The lost hits come back exponentially, the most wanted keys first.
std::optional<Duration> timeToUsual(double lost, double missingBefore, double missingNow, double seconds) {
    const double target = nearlyUsual * lost;
    if (!(missingNow > target))
        return Duration{0};
    const double rate = std::log(missingBefore / missingNow) / seconds;
    if (!(rate > 0.001))
        return std::nullopt;
    const double left = std::log(missingNow / target) / rate;
    return left < 6 * 3600 ? std::optional(Duration{qint64(left * 1000)}) : std::nullopt;
}

QString times(double factor) {
    return QString::number(factor, 'f', factor < 10 ? 1 : 0);
}

} // namespace

std::optional<Demand> demandOf(const Usual &usual) {
    const auto counted = medianOf(usual, Quantity::Counted);
    const auto &load = usual.level(Quantity::Load);
    const auto statements = medianOf(usual, Quantity::Statements);
    const auto misses = medianOf(usual, Quantity::Misses);
    if (!load || !statements || !misses || *statements < 1)
        return std::nullopt;
    Demand demand;
    demand.usual = counted.value_or(load->mean);
    if (demand.usual <= 0.02)
        return std::nullopt;
    // One statement per miss, or fewer when clients share an answer; the other statements need no cache.
    const double perMiss = *misses > 0 ? std::min(1.0, *statements / *misses) : 1.0;
    demand.perMiss = demand.usual / *statements * perMiss;
    demand.base = std::max(0.0, demand.usual - demand.perMiss * *misses);
    return demand;
}

double leastHitRatio(const Demand &demand, double lookups, double cores) {
    const double borne = std::max(0.0, cores - demand.base) / demand.perMiss;
    return lookups > 0 ? std::clamp(1 - borne / lookups, 0.0, 1.0) : 0.0;
}

Dependence dependenceOf(const Demand &demand, double lookups, double cores) {
    Dependence dependence;
    dependence.ifLost = demand.at(lookups) / demand.usual;
    if (cores > 0)
        dependence.survived = cores / demand.usual;
    return dependence;
}

std::optional<Duration> saturationWithin(const std::deque<Tick> &ticks, double cores) {
    if (cores <= 0 || ticks.empty())
        return std::nullopt;
    const Instant now = ticks.back().at;
    const double load = meanOf(ticks, now - 4500ms, now).load;
    const double earlier = meanOf(ticks, now - 14500ms, now - 10s).load;
    const double scatter = std::sqrt(std::max(load, 0.1) / 5);
    if (!(load - earlier > 3 * scatter) || load >= nearlyFull * cores)
        return std::nullopt;
    const double seconds = (nearlyFull * cores - load) / (load - earlier) * 10;
    if (seconds < 60)
        return std::chrono::minutes(1);
    return seconds < 600 ? std::optional<Duration>(std::chrono::minutes(10)) : std::nullopt;
}

Recovery recoveryOf(const RecoveryInput &in) {
    Recovery recovery;
    const auto usual = medianOf(in.usual, Quantity::HitRatio);
    const auto lookups = medianOf(in.usual, Quantity::Lookups);
    const double now = ratioOf(in.now);
    if (!usual || !lookups || std::isnan(now))
        return recovery;
    const double lost = *usual - in.lowestHitRatio;
    if (lost > 0.01) {
        recovery.refilled = std::clamp((now - in.lowestHitRatio) / lost, 0.0, 1.0);
        if (in.sinceOnset >= shortest && *recovery.refilled > 0.15)
            recovery.usualIn = timeToUsual(lost, *usual - ratioOf(in.before), *usual - now, 30);
    }
    recovery.sustained = in.triggerIsPast && in.saturatedFor >= stuck && in.now.lookups > 1.15 * *lookups;
    if (in.demand && in.cores > 0)
        recovery.mayLiftThrottling = in.now.load < comfortable * in.cores &&
                                     in.demand->at(*lookups * (1 - now)) < comfortable * in.cores;
    return recovery;
}

QString outlookText(const Verdict &verdict) {
    QStringList text;
    const bool atPeace = verdict.culprit == Culprit::None;
    if (const auto &recovery = verdict.recovery) {
        if (recovery->sustained)
            text << tr("What began it is past; retries keep the load up. Shed load first.");
        if (recovery->refilled && *recovery->refilled >= 0.15)
            text << (recovery->usualIn ? tr("%1 of the lost hits are back; usual in about %2.")
                                             .arg(formatValue(Unit::Ratio, recovery->refilled),
                                                  formatDuration(*recovery->usualIn))
                                       : tr("%1 of the lost hits are back.")
                                             .arg(formatValue(Unit::Ratio, recovery->refilled)));
        if (recovery->mayLiftThrottling)
            text << tr("Throttling may be lifted.");
    }
    if (verdict.saturatesWithin)
        text << tr("At this rate the database is full in less than %1.")
                    .arg(formatDuration(*verdict.saturatesWithin));
    if (atPeace && verdict.dependence && verdict.dependence->survived)
        text << tr("Were the cache lost, the database would get %1 times its usual work; it bears %2 times.")
                    .arg(times(verdict.dependence->ifLost), times(*verdict.dependence->survived));
    if (verdict.leastHitRatio && *verdict.leastHitRatio > 0)
        text << tr("This traffic needs a hit ratio of %1.")
                    .arg(formatValue(Unit::Ratio, verdict.leastHitRatio));
    return text.join(QLatin1Char(' '));
}

} // namespace spillway
