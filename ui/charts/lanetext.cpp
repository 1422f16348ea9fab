#include "lanetext.h"

#include "format.h"
#include "trace.h"

#include <QCoreApplication>
#include <QStringList>

#include <cmath>

namespace spillway {

namespace {

const QString separator = QStringLiteral(" · ");

QString say(const char *text, int n = -1) {
    return QCoreApplication::translate("Lane", text, nullptr, n);
}

Duration freshness(const LaneSpec &spec, const History &history) {
    return 5 * std::max(spec.cadence, history.step()) / 2 + history.step();
}

std::optional<double> valueAt(const LaneSpec &spec, const History &history, const SeriesId &id, Instant at) {
    return Trace(history, id, spec.cadence, spec.endpoints).sampleAt(at);
}

std::optional<double> usualAt(const LaneSpec &spec, const History &history, Instant at) {
    if (!spec.usual)
        return std::nullopt;
    const auto low = valueAt(spec, history, spec.usual->low, at);
    const auto high = valueAt(spec, history, spec.usual->high, at);
    return low && high ? std::optional((*low + *high) / 2) : std::nullopt;
}

// Why there is no number now.
QString silence(const LaneSpec &spec, const History &history, Instant now) {
    const Series *series = history.series(spec.lines.front().series);
    if (!series || series->isEmpty())
        return say("no data yet");
    return say("no data for %1").arg(formatDuration(now - series->timeOf(series->endSlot() - 1)));
}

} // namespace

QString laneNumber(const LaneSpec &spec, std::optional<double> value) {
    if (!value)
        return QString(QChar(0x2014));
    // "per second · 728 misses": the unit is already in the preface.
    return spec.unit == Unit::PerSecond && !spec.preface.isEmpty() ? formatNumber(*value)
                                                                   : formatValue(spec.unit, value);
}

QString readoutText(const LaneSpec &spec, const History &history, Instant now,
                    std::optional<Instant> crosshair) {
    if (spec.lines.empty())
        return {};
    QStringList parts;
    if (crosshair)
        parts << crosshair->clockText();
    else if (!spec.preface.isEmpty())
        parts << spec.preface;

    const auto number = [&](const LineSpec &line) {
        return crosshair ? valueAt(spec, history, line.series, *crosshair)
                         : history.latest(line.series, now, freshness(spec, history));
    };
    if (!crosshair && !number(spec.lines.front()))
        return (parts << silence(spec, history, now)).join(separator);
    if (spec.lines.size() == 1) {
        const QString text = laneNumber(spec, number(spec.lines.front()));
        parts << (crosshair ? text : say("now %1").arg(text));
    } else {
        for (const LineSpec &line : spec.lines)
            parts << laneNumber(spec, number(line)) + QChar(0x00a0) + line.label;
    }
    if (const auto usual = usualAt(spec, history, crosshair.value_or(now)))
        parts << say("usual %1").arg(laneNumber(spec, usual));
    return parts.join(separator);
}

QString descriptionText(const LaneSpec &spec, const History &history, Instant now,
                        const std::vector<Limit> &limits, int gaps) {
    if (spec.lines.empty())
        return {};
    const SeriesId &id = spec.lines.front().series;
    const auto last = history.latest(id, now, freshness(spec, history));
    QStringList parts;
    if (last) {
        parts << say("last %1").arg(formatValue(spec.unit, last));
        const auto before = valueAt(spec, history, id, now - 30s);
        // Less than a fiftieth is noise to the ear.
        const double change = before ? *last - *before : 0;
        const double noise = std::max(std::abs(*last), std::abs(before.value_or(*last))) / 50;
        parts << (change > noise ? say("rising") : change < -noise ? say("falling") : say("steady"));
    } else {
        parts << silence(spec, history, now);
    }
    for (const Limit &limit : limits)
        parts << say("threshold %1").arg(formatValue(spec.unit, limit.value));
    if (gaps > 0)
        parts << say(gaps == 1 ? "%n gap" : "%n gaps", gaps);
    return parts.join(QStringLiteral(", "));
}

} // namespace spillway
