#pragma once
// One panel of a page: lines, stacked causes, limits, gaps and flags of one subject over the common time.
// It pulls from a History when its owner calls refresh(); it knows no session and no clock. Owned by the
// page, lives in the GUI thread; the history and the time window must outlive it.

#include "flaglayer.h"
#include "lanespec.h"
#include "plotpanel.h"
#include "timewindow.h"

namespace spillway {

class AreaLayer;
class BandLayer;
class CursorLayer;
class GapLayer;
class Legend;
class LimitLayer;
class SpanLayer;
class TimeRuler;

class Lane : public PlotPanel {
    Q_OBJECT
public:
    enum class Ruler { Hidden, Shown };

    Lane(TimeWindow *window, const Theme &theme, QWidget *parent = nullptr);

    // Null shows an empty lane. Call again when the history has begun anew.
    void setSource(const History *history);
    void setSpec(const LaneSpec &spec);
    const LaneSpec &spec() const { return m_spec; }
    void setOverlay(const std::optional<Overlay> &overlay);
    const std::optional<Overlay> &overlay() const { return m_overlay; }
    void setLimits(const std::vector<Limit> &limits);
    void setFlags(const std::vector<Flag> &flags);
    void setFlagLabels(FlagLayer::Labels labels);
    void setRuler(Ruler ruler);

    // Takes what is new. `now` is the newest instant known, also when this lane has heard nothing.
    void refresh(Instant now);

    // The left margin that its axis labels need; all lanes of a page take the greatest.
    int neededLeftMargin() const;
    // The rule of the limit near this place that may be tried out; the last one of several.
    std::optional<size_t> ruleAt(const QPointF &position) const;
    double valueAt(qreal y) const;           // within the scale
    Plot plot() const;                       // as the time window has it now
    std::vector<QRectF> labelPlaces() const; // of all words inside the panel but its header's, in the scene

signals:
    void neededLeftMarginChanged();
    void limitDragged(size_t rule, double value);

protected:
    void relayout() override;
    bool viewportEvent(QEvent *event) override;

private:
    void showSoon();
    Plot currentPlot() const;
    SeriesId ofOverlay(const SeriesId &ours) const;
    Plot plotOfOverlay(const Plot &plot) const;
    double highestSince(const Plot &plot, qint64 column) const;
    void placeLegend();
    void updateAxis();
    void showLayers();
    void showEndLabel();
    void showCursor();
    void followCrosshair();
    void updateReadout();
    void updateDescription();
    QString hoverText(const QPointF &position) const;

    TimeWindow *m_window;
    const History *m_history = nullptr;
    LaneSpec m_spec;
    std::vector<Limit> m_limitValues;
    std::optional<Overlay> m_overlay;
    Instant m_now;
    Plot m_plot;
    bool m_waiting = false;     // the time window has moved; to be shown in this turn of the event loop
    ValueScale m_axis{0, 0, 1}; // what the chart's axis shows

    GapLayer *m_gaps;
    BandLayer *m_band;
    AreaLayer *m_areas;
    SpanLayer *m_others; // of the overlay
    SpanLayer *m_lines;
    LimitLayer *m_limits;
    FlagLayer *m_flags;
    CursorLayer *m_cursor;
    TimeRuler *m_ruler;
    Legend *m_legend;
};

} // namespace spillway
