#pragma once
// What one server answered over the whole run, condensed: its settings, how far each counter moved and
// between which values each gauge lay. The audit judges settings by it. Kept by the Auditor; 5 KiB.

#include "audit/figure.h"
#include "frame.h"

#include <array>
#include <optional>

namespace spillway {

class Observed {
public:
    // Frames of one endpoint, in order.
    void add(const Frame &frame);
    void note(Figure figure, double value, Instant at);

    int readings() const { return m_readings; }
    int failures() const { return m_failures; }
    int restarts() const { return m_restarts; }
    Instant from() const { return m_from; } // of the first reading
    Duration span() const { return m_to - m_from; }
    const QMap<QString, QString> &settings() const { return m_settings; }
    const QString &version() const { return m_version; }

    std::optional<double> first(Figure figure) const;
    std::optional<double> latest(Figure figure) const;
    std::optional<double> highest(Figure figure) const;
    // Of a counter: all that it gained, without the intervals in which it began anew.
    std::optional<double> gained(Figure figure) const;
    std::optional<double> perSecond(Figure figure) const;

private:
    struct Tally {
        int count = 0;
        double first = 0;
        double latest = 0;
        Instant at; // of the latest; a figure may be missing in most frames
        double highest = 0;
        double gained = 0;
        double seconds = 0; // in which it was followed
    };
    const Tally &tally(Figure figure) const { return m_tallies[figure.index()]; }

    int m_readings = 0;
    int m_failures = 0;
    int m_restarts = 0;
    Instant m_from;
    Instant m_to;
    QMap<QString, QString> m_settings;
    QString m_version;
    QString m_identity;
    std::array<Tally, Figure::count> m_tallies;
};

} // namespace spillway
