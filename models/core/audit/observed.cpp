#include "audit/observed.h"

#include <algorithm>

namespace spillway {

void Observed::add(const Frame &frame) {
    if (!frame.outcome.ok()) {
        ++m_failures;
        return;
    }
    const Reading &reading = frame.outcome.value();
    if (m_readings++ == 0)
        m_from = m_to = frame.at;
    else if (reading.identity != m_identity)
        ++m_restarts;
    m_identity = reading.identity;
    for (const FieldValue &entry : reading.fields())
        note(Figure::of(entry.field), entry.value, frame.at);
    for (auto setting = reading.settings.begin(); setting != reading.settings.end(); ++setting)
        if (QString &known = m_settings[setting.key()]; known != setting.value())
            known = setting.value();
    m_version = reading.version;
    m_to = frame.at;
}

// A counter that falls began anew: that interval does not count.
void Observed::note(Figure figure, double value, Instant at) {
    Tally &tally = m_tallies[figure.index()];
    if (tally.count++ == 0) {
        tally.first = value;
        tally.highest = value;
    } else if (value >= tally.latest) {
        tally.gained += value - tally.latest;
        tally.seconds += toSeconds(at - tally.at);
    }
    tally.highest = std::max(tally.highest, value);
    tally.latest = value;
    tally.at = at;
}

std::optional<double> Observed::first(Figure figure) const {
    return tally(figure).count > 0 ? std::optional(tally(figure).first) : std::nullopt;
}

std::optional<double> Observed::latest(Figure figure) const {
    return tally(figure).count > 0 ? std::optional(tally(figure).latest) : std::nullopt;
}

std::optional<double> Observed::highest(Figure figure) const {
    return tally(figure).count > 0 ? std::optional(tally(figure).highest) : std::nullopt;
}

std::optional<double> Observed::gained(Figure figure) const {
    return tally(figure).count > 1 ? std::optional(tally(figure).gained) : std::nullopt;
}

std::optional<double> Observed::perSecond(Figure figure) const {
    const Tally &of = tally(figure);
    return of.seconds > 0 ? std::optional(of.gained / of.seconds) : std::nullopt;
}

} // namespace spillway
