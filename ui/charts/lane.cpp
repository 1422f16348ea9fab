#include "lane.h"

#include "arealayer.h"
#include "bandlayer.h"
#include "cursorlayer.h"
#include "figures.h"
#include "format.h"
#include "gaplayer.h"
#include "lanetext.h"
#include "legend.h"
#include "limitgestures.h"
#include "limitlayer.h"
#include "spanlayer.h"
#include "timegestures.h"
#include "timeruler.h"
#include "trace.h"

#include <QChart>
#include <QHelpEvent>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace spillway {

namespace {

constexpr double headroom = 1.05;   // above the highest value
constexpr double endLabelRoom = 16; // pixels between the two lines that the end label explains
constexpr qreal limitReach = 4;     // of the pointer around a limit
constexpr QMargins margins(52, 36, 16, 14);

int intervalsFor(int height) {
    return height >= 110 ? 4 : height >= 48 ? 2 : 1;
}

} // namespace

Lane::Lane(TimeWindow *window, const Theme &theme, QWidget *parent)
    : PlotPanel(theme, parent)
    , m_window(window)
    , m_gaps(new GapLayer(chart()))
    , m_band(new BandLayer(chart()))
    , m_areas(new AreaLayer(chart()))
    , m_others(new SpanLayer(chart(), PlotLayer::Depth::Areas))
    , m_lines(new SpanLayer(chart()))
    , m_limits(new LimitLayer(chart(), theme))
    , m_flags(new FlagLayer(chart(), theme))
    , m_cursor(new CursorLayer(chart(), theme))
    , m_ruler(new TimeRuler(chart(), theme))
    , m_legend(new Legend(theme, viewport())) {
    new TimeGestures(this, viewport(), window);
    connect(new LimitGestures(this, viewport()), &LimitGestures::dragged, this, &Lane::limitDragged);
    setPlotMargins(margins);
    m_ruler->setVisible(false);
    connect(window, &TimeWindow::changed, this, &Lane::showSoon);
    connect(window, &TimeWindow::crosshairMoved, this, &Lane::followCrosshair);
    connect(window, &TimeWindow::brushChanged, this, &Lane::showCursor);
    connect(m_legend, &Legend::visibilityChanged, this, [this] {
        m_areas->setVisibleParts(m_legend->visibleEntries());
        showLayers();
    });
}

void Lane::setSource(const History *history) {
    m_history = history;
    m_band->reset();
    m_areas->reset();
    m_lines->reset();
    m_now = {};
    showLayers();
}

void Lane::setSpec(const LaneSpec &spec) {
    if (spec == m_spec)
        return;
    m_spec = spec;
    setTitle(spec.title);
    setAccessibleName(spec.title);
    std::vector<LineSpec> lines;
    if (spec.counterfactual)
        lines.push_back(*spec.counterfactual);
    // The lane's own number lies over its companions.
    lines.insert(lines.end(), spec.lines.rbegin(), spec.lines.rend());
    m_lines->setLines(lines, spec.cadence, spec.endpoints);
    std::vector<LineSpec> parts = spec.stack ? spec.stack->parts : std::vector<LineSpec>{};
    for (LineSpec &part : parts)
        part.colour = theme().area(part.colour);
    m_areas->setStack(spec.stack ? std::optional(StackSpec{spec.stack->total, parts}) : std::nullopt,
                      spec.cadence, spec.endpoints);
    std::optional<BandSpec> usual = spec.usual;
    if (usual)
        usual->colour = theme().band(usual->colour);
    m_band->setBand(usual, spec.cadence);
    m_gaps->setEndpoints(spec.endpoints);
    m_legend->setEntries(parts);
    relayout();
}

void Lane::setOverlay(const std::optional<Overlay> &overlay) {
    if (overlay == m_overlay)
        return;
    m_overlay = overlay;
    std::vector<LineSpec> lines;
    if (overlay)
        for (LineSpec line : m_spec.lines) {
            line.series = ofOverlay(line.series);
            line.colour = blended(theme().panel, theme().text, 0.45);
            line.width = 1;
            lines.push_back(line);
        }
    m_others->setLines(lines, overlay ? overlay->cadence : m_spec.cadence, {});
    m_others->setVisible(overlay.has_value());
    showLayers();
}

SeriesId Lane::ofOverlay(const SeriesId &ours) const {
    return {m_overlay->stack, ours.endpoint, ours.metric};
}

// The same columns, of another stretch of time.
Plot Lane::plotOfOverlay(const Plot &plot) const {
    Plot moved = plot;
    const auto columns = std::llround(static_cast<double>(m_overlay->ahead.count()) / plot.time.width);
    moved.time.first += columns;
    return moved;
}

void Lane::setLimits(const std::vector<Limit> &limits) {
    m_limitValues = limits;
    m_limits->setLimits(limits);
    showLayers();
}

void Lane::setFlags(const std::vector<Flag> &flags) {
    m_flags->setFlags(flags);
}

void Lane::setFlagLabels(FlagLayer::Labels labels) {
    m_flags->setLabels(labels);
}

void Lane::setRuler(Ruler ruler) {
    m_ruler->setVisible(ruler == Ruler::Shown);
    QMargins with = plotMargins();
    with.setBottom(ruler == Ruler::Shown ? TimeRuler::height + 6 : margins.bottom());
    setPlotMargins(with);
}

void Lane::refresh(Instant now) {
    m_now = now;
    showLayers();
}

// A drag moves the window more often than a screen can follow.
void Lane::showSoon() {
    if (m_waiting)
        return;
    m_waiting = true;
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (m_waiting)
                showLayers();
        },
        Qt::QueuedConnection);
}

std::optional<size_t> Lane::ruleAt(const QPointF &position) const {
    const Plot shown = plot();
    std::optional<size_t> found;
    if (position.x() < shown.area.left() || position.x() > shown.area.right() + 1)
        return found;
    for (const Limit &limit : m_limitValues)
        if (limit.rule && std::abs(shown.y(limit.value) - position.y()) <= limitReach)
            found = limit.rule;
    return found;
}

double Lane::valueAt(qreal y) const {
    const Plot shown = plot();
    return std::clamp(shown.values.valueAt(y - shown.area.top(), shown.area.height()), shown.values.bottom,
                      shown.values.top);
}

Plot Lane::plot() const {
    return m_waiting && m_history ? currentPlot() : m_plot;
}

Plot Lane::currentPlot() const {
    Plot plot;
    plot.area = plotArea();
    plot.density = density();
    plot.time = ColumnGrid::between(m_window->from(), m_window->to(), plot.deviceWidth());
    const int intervals = intervalsFor(plot.area.height());
    if (m_spec.unit == Unit::Ratio) {
        plot.values = ValueScale::ratio(intervals);
        return plot;
    }
    const qint64 before = plot.time.first - plot.time.count; // as long again
    const auto room = [this](double highest) { return std::max(highest * headroom, m_spec.leastTop); };
    plot.values = ValueScale::calm(room(highestSince(plot, plot.time.first)),
                                   room(highestSince(plot, before)), intervals);
    return plot;
}

double Lane::highestSince(const Plot &plot, qint64 column) const {
    Extremes range;
    for (const Limit &limit : m_limitValues)
        range.include(static_cast<float>(limit.value));
    std::vector<SeriesId> shown;
    for (const LineSpec &line : m_spec.lines)
        shown.push_back(line.series);
    if (m_spec.stack)
        shown.push_back(m_spec.stack->total);
    if (m_spec.counterfactual)
        shown.push_back(m_spec.counterfactual->series);
    for (const SeriesId &id : shown)
        if (const Series *series = m_history->series(id))
            range.include(series->extremes(plot.time.slotOf(column, m_history->step()),
                                           plot.time.slotOf(plot.time.end(), m_history->step())));
    if (m_overlay)
        for (const LineSpec &line : m_spec.lines)
            if (const Series *series = m_overlay->history->series(ofOverlay(line.series))) {
                const Plot moved = plotOfOverlay(plot);
                const qint64 from = column - plot.time.first + moved.time.first;
                range.include(
                    series->extremes(moved.time.slotOf(from, m_overlay->history->step()),
                                     moved.time.slotOf(moved.time.end(), m_overlay->history->step())));
            }
    return range.isEmpty() ? 0 : range.max;
}

void Lane::relayout() {
    m_limits->setTheme(theme());
    m_flags->setTheme(theme());
    m_cursor->setTheme(theme());
    m_ruler->setTheme(theme());
    m_legend->setTheme(theme());
    m_gaps->setColour(blended(theme().panel, theme().unknown, 0.6));
    placeLegend();
    showLayers();
}

// At the bottom of the plot, where the usual load lies; in a plot too small for both the data win.
void Lane::placeLegend() {
    const QSize size = m_legend->sizeHint();
    const QRect place(QPoint(plotArea().left() + 8, plotArea().bottom() - size.height() - 2), size);
    m_legend->setGeometry(place);
    m_legend->setVisible(m_spec.stack && plotArea().contains(place) &&
                         plotArea().height() >= 4 * size.height());
    m_limits->setBlocked(m_legend->isVisibleTo(this) ? QRectF(place) : QRectF());
}

void Lane::updateAxis() {
    if (m_plot.values == m_axis)
        return;
    m_axis = m_plot.values;
    setValueAxis(m_axis, m_spec.unit);
    emit neededLeftMarginChanged();
}

int Lane::neededLeftMargin() const {
    qreal widest = 0;
    for (const double tick : m_axis.ticks())
        widest = std::max(widest, figuresWidth(theme().font(12), tickText(m_spec.unit, tick)));
    return std::max(static_cast<int>(std::ceil(widest)) + 20, margins.left());
}

void Lane::showLayers() {
    m_waiting = false;
    if (!m_history || plotArea().isEmpty())
        return;
    m_plot = currentPlot();
    updateAxis();
    m_gaps->show(*m_history, m_plot);
    m_band->show(*m_history, m_plot);
    m_areas->show(*m_history, m_plot);
    if (m_overlay)
        m_others->show(*m_overlay->history, plotOfOverlay(m_plot));
    m_lines->show(*m_history, m_plot);
    m_limits->show(m_plot);
    showEndLabel();
    updateReadout();
    updateDescription();
    const int flagEnd = m_ruler->isVisible() ? m_plot.area.bottom() + 1 : sceneSize().height();
    m_flags->show(m_plot, QRectF(m_plot.area.left(), 0, m_plot.area.width(), flagEnd), headerRoom());
    showCursor();
}

void Lane::showEndLabel() {
    if (!m_spec.counterfactual)
        return;
    const Trace trace(*m_history, m_spec.counterfactual->series, m_spec.cadence, m_spec.endpoints);
    const Instant end = std::min(m_window->to(), m_now);
    const auto value = trace.sampleAt(end);
    const Trace load(*m_history, m_spec.lines.front().series, m_spec.cadence, m_spec.endpoints);
    const auto now = load.sampleAt(end);
    // Where both lines are one, the words would lie across them and say nothing.
    const bool differs = value && now && std::abs(m_plot.y(*now) - m_plot.y(*value)) > endLabelRoom;
    const QString text =
        differs ? QStringLiteral("%1: %2").arg(m_spec.counterfactual->label, laneNumber(m_spec, value))
                : QString();
    m_limits->setEndLabel(text, value.value_or(0));
}

void Lane::showCursor() {
    if (!m_history || plotArea().isEmpty())
        return;
    std::vector<CursorLayer::Dot> dots;
    const std::optional<Instant> at = m_window->crosshair();
    if (at)
        for (const LineSpec &line : m_spec.lines) {
            const Trace trace(*m_history, line.series, m_spec.cadence, m_spec.endpoints);
            const double slot =
                static_cast<double>(at->ms()) / static_cast<double>(m_history->step().count());
            if (const auto value = trace.series() ? trace.valueAt(slot) : std::nullopt)
                dots.push_back({*value, line.colour});
        }
    m_cursor->show(m_plot, at, dots, m_window->brush());
    m_ruler->show(m_plot, at);
}

void Lane::followCrosshair() {
    showCursor();
    if (m_history)
        updateReadout();
}

void Lane::updateReadout() {
    std::optional<Instant> crosshair = m_window->crosshair();
    if (crosshair && !m_plot.shows(*crosshair))
        crosshair.reset();
    const Gap *gap = crosshair ? m_gaps->gapAt(*crosshair) : nullptr;
    QString text = readoutText(m_spec, *m_history, m_now, crosshair);
    if (gap)
        text += QStringLiteral(" · ") + gap->reason;
    setReadout(text);
}

void Lane::updateDescription() {
    const QString description = descriptionText(m_spec, *m_history, m_now, m_limitValues, m_gaps->count());
    if (description != accessibleDescription())
        setAccessibleDescription(description);
}

std::vector<QRectF> Lane::labelPlaces() const {
    std::vector<QRectF> places = m_limits->labelPlaces();
    for (const QRectF &pill : m_flags->pillPlaces())
        places.push_back(pill);
    if (m_ruler->isVisible())
        for (const QRectF &label : m_ruler->labelPlaces())
            places.push_back(label);
    if (m_legend->isVisibleTo(this))
        places.push_back(m_legend->geometry());
    std::erase_if(places, [](const QRectF &place) { return place.isEmpty(); });
    return places;
}

bool Lane::viewportEvent(QEvent *event) {
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        QToolTip::showText(help->globalPos(), hoverText(help->pos()), this);
        return true;
    }
    return PlotPanel::viewportEvent(event);
}

QString Lane::hoverText(const QPointF &position) const {
    QStringList lines;
    for (const Flag &flag : m_flags->flagsAt(position))
        lines << flag.at.clockText() + QChar(u' ') + flag.text;
    if (const Gap *gap = m_gaps->gapAt(m_plot.timeAt(position.x())))
        lines << tr("No data for %1: %2").arg(formatDuration(gap->to - gap->from), gap->reason);
    return lines.join(QLatin1Char('\n'));
}

} // namespace spillway
