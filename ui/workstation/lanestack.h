#pragma once
// The lanes of one stack under each other on one time axis and one crosshair: hit ratio with its limits,
// load by cause with the capacity, lookups and misses, evictions. Config changes, alerts and notes run
// through all of them. Owned by the workstation; takes its numbers from the session's history.

#include "charts/lanespec.h"
#include "session.h"
#include "theme.h"

#include <QWidget>

#include <array>

namespace spillway {

class Lane;
class TimeWindow;

class LaneStack : public QWidget {
    Q_OBJECT
public:
    LaneStack(const Session &session, TimeWindow *window, const Theme &theme, QWidget *parent = nullptr);

    // Numbers: only what was measured and what is usual, for a drill; no causes, verdicts or flags.
    enum class Telling { All, Numbers };
    void setTelling(Telling telling) { m_telling = telling; } // before the stack
    void setStack(StackId stack);
    // Whose limits are shown, and may be tried out.
    std::vector<size_t> triableRules() const;
    // A rule that is tried out, and when it would have fired.
    struct Candidate {
        size_t rule;
        double threshold;
        std::vector<Instant> firings;
    };
    void setOverlay(const std::optional<Overlay> &overlay, const QString &words);
    void setCandidate(const std::optional<Candidate> &candidate);
    void refresh();

signals:
    void limitDragged(size_t rule, double value);

private:
    enum Place { HitRatio, Load, Lookups, Evictions, Count };

    void alignLanes();
    void setSpecs();
    std::vector<Limit> hitRatioLimits() const;
    std::vector<Flag> flags() const;
    SeriesId series(Metric metric) const { return {m_stack, SeriesId::WholeStack, metric}; }
    LaneSpec hitRatioSpec() const;
    LaneSpec loadSpec() const;
    LaneSpec lookupsSpec() const;
    LaneSpec evictionsSpec() const;

    const Session &m_session;
    Theme m_theme;
    StackId m_stack = 0;
    Telling m_telling = Telling::All;
    std::optional<Candidate> m_candidate;
    QString m_overlayWords; // what the muted lines are
    std::array<Lane *, Count> m_lanes{};
};

} // namespace spillway
