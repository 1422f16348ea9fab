#include "planepicture.h"

#include "trace.h"

#include <QRectF>

#include <algorithm>
#include <cmath>

namespace spillway {

namespace {

constexpr double usualMisses = 2.5;
constexpr double usualLoads = 3;

std::optional<QPointF> pointAt(const Trace &hitRatio, const Trace &load, qint64 slot) {
    const double sessions = load.series()->at(slot);
    if (std::isnan(sessions))
        return std::nullopt;
    const auto ratio = hitRatio.valueAt(static_cast<double>(slot));
    return ratio ? std::optional(QPointF(*ratio, sessions)) : std::nullopt;
}

} // namespace

PlanePicture planePicture(const History &history, const PlaneSpec &spec, Instant now, Duration trail,
                          std::optional<Instant> crosshair) {
    PlanePicture picture;
    const Trace hitRatio(history, spec.hitRatio, spec.cadence, {});
    const Trace load(history, spec.load, spec.cadence, {});
    picture.highest = std::max(spec.capacity.value_or(0), spec.usualLoad.value_or(0) * usualLoads);
    if (!hitRatio.series() || !load.series())
        return picture;

    const Series &sessions = *load.series();
    const qint64 end = std::min(sessions.slotOf(now) + 1, sessions.endSlot());
    qint64 last = 0;
    for (qint64 slot = std::max(sessions.slotOf(now - trail), sessions.firstSlot()); slot < end; ++slot) {
        const auto point = pointAt(hitRatio, load, slot);
        if (!point)
            continue;
        const double age = toSeconds(now - sessions.timeOf(slot)) / toSeconds(trail);
        const bool joins = !picture.trail.empty() && slot - last <= load.reach();
        picture.trail.push_back({*point, std::clamp(age, 0.0, 1.0), joins});
        picture.highest = std::max(picture.highest, point->y());
        last = slot;
    }
    if (!picture.trail.empty()) {
        const Duration silence = now - sessions.timeOf(last);
        if (silence <= load.reach() * load.step() + load.step())
            picture.now = picture.trail.back().at;
        else
            picture.silentFor = silence;
    }
    if (crosshair) {
        if (const auto around = load.neighbours(static_cast<double>(sessions.slotOf(*crosshair))))
            picture.picked = pointAt(hitRatio, load, around->before);
        if (picture.picked)
            picture.highest = std::max(picture.highest, picture.picked->y());
    }
    return picture;
}

std::optional<QRectF> usualRegion(const PlaneSpec &spec) {
    if (!spec.usualHitRatio || !spec.usualLoad)
        return std::nullopt;
    const double lowest = std::max(1 - (1 - *spec.usualHitRatio) * usualMisses, 0.0);
    // Never narrower than the eye needs: a cache that misses one in a thousand has a region, too.
    const double left = std::min(lowest, 0.96);
    return QRectF(left, 0, 1 - left, *spec.usualLoad * usualLoads);
}

} // namespace spillway
