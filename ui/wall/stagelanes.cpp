#include "wall/stagelanes.h"

#include "format.h"
#include "plaintext.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace spillway {

namespace {

QString tr(const char *text) {
    return QCoreApplication::translate("Stage", text);
}

constexpr double lineWidth = 2;

SeriesId seriesOf(StackId stack, Metric metric) {
    return {stack, SeriesId::WholeStack, metric};
}

} // namespace

LaneSpec stageHitRatioLane(const Configuration &configuration, StackId stack, const Theme &theme) {
    LaneSpec spec;
    spec.title = tr("Cache hit ratio");
    spec.unit = Unit::Ratio;
    spec.cadence = configuration.cadenceOf(stack);
    spec.endpoints = configuration.stacks[stack].caches;
    spec.lines = {{.series = seriesOf(stack, Metric::HitRatio),
                   .label = tr("hit ratio"),
                   .colour = theme.cache,
                   .width = lineWidth}};
    spec.usual = BandSpec{seriesOf(stack, Metric::UsualHitRatioLow),
                          seriesOf(stack, Metric::UsualHitRatioHigh), theme.cache};
    return spec;
}

LaneSpec stageLoadLane(const Configuration &configuration, StackId stack, const Theme &theme) {
    LaneSpec spec;
    spec.title = tr("Database load");
    spec.unit = Unit::Sessions;
    spec.cadence = configuration.cadenceOf(stack);
    spec.endpoints = configuration.stacks[stack].databases;
    spec.leastTop = 4;
    spec.lines = {{.series = seriesOf(stack, Metric::Load),
                   .label = tr("load"),
                   .colour = theme.database,
                   .width = lineWidth}};
    return spec;
}

std::vector<Limit> capacityLimit(const Configuration &configuration, StackId stack, const Theme &theme) {
    const double capacity = configuration.capacityOf(stack);
    if (!std::isfinite(capacity))
        return {};
    return {{capacity, tr("capacity %1").arg(formatNumber(capacity)), theme.critical, Limit::BadSide::Above}};
}

std::vector<Flag> stageFlags(const Engine &engine, StackId stack, Instant from, const Theme &theme) {
    const QString &name = engine.configuration().stacks[stack].name;
    const Timeline &timeline = engine.timeline();
    const auto first = std::lower_bound(timeline.begin(), timeline.end(), from,
                                        [](const Event &event, Instant at) { return event.at < at; });
    std::vector<Flag> flags;
    for (auto event = first; event != timeline.end(); ++event) {
        if (event->stack != name && !event->stack.isEmpty())
            continue;
        if (std::holds_alternative<ConfigEvent>(event->what))
            flags.push_back({event->at, plainText(event->text), theme.cache});
        else if (std::holds_alternative<NoteEvent>(event->what))
            flags.push_back({event->at, plainText(event->text), theme.text});
    }
    return flags;
}

} // namespace spillway
