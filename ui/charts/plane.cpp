#include "plane.h"

#include "format.h"
#include "planelayer.h"
#include "timewindow.h"

#include <QChart>

namespace spillway {

namespace {

constexpr QMargins margins(50, 42, 20, 44);
constexpr double headroom = 1.1;
constexpr double leastTop = 4;
constexpr int intervals = 4;

} // namespace

Plane::Plane(TimeWindow *window, const Theme &theme, QWidget *parent)
    : PlotPanel(theme, parent)
    , m_window(window)
    , m_layer(new PlaneLayer(chart(), theme)) {
    setTitle(tr("Hit ratio against database load"));
    setAccessibleName(tr("Hit ratio against database load"));
    setPlotMargins(margins);
    setAcrossAxis(ValueScale::ratio(intervals), Unit::Ratio, QStringLiteral("%"));
    connect(window, &TimeWindow::crosshairMoved, this, &Plane::showPicture);
}

void Plane::setSource(const History *history) {
    m_history = history;
    showPicture();
}

void Plane::setSpec(const PlaneSpec &spec) {
    if (spec == m_spec)
        return;
    m_spec = spec;
    showPicture();
}

void Plane::refresh(Instant now) {
    m_now = now;
    showPicture();
}

void Plane::relayout() {
    m_layer->setTheme(theme());
    showPicture();
}

void Plane::showPicture() {
    if (plotArea().isEmpty())
        return;
    const PlanePicture picture =
        m_history ? planePicture(*m_history, m_spec, m_now, trail, m_window->crosshair()) : PlanePicture{};
    const auto room = [](double highest) { return std::max(highest * headroom, leastTop); };
    const ValueScale scale = ValueScale::calm(room(picture.highest), room(highestNearby()), intervals);
    if (scale != m_load) {
        m_load = scale;
        setValueAxis(scale, Unit::Sessions);
    }
    m_layer->show(plotArea(), m_load, m_spec, picture);
    updateWords(picture);
}

double Plane::highestNearby() const {
    const Series *load = m_history ? m_history->series(m_spec.load) : nullptr;
    const Extremes range =
        load ? load->extremes(load->slotOf(m_now - 2 * trail), load->slotOf(m_now) + 1) : Extremes{};
    return range.isEmpty() ? 0 : range.max;
}

void Plane::updateWords(const PlanePicture &picture) {
    const auto place = [](const QPointF &point) {
        return QStringLiteral("%1 · %2").arg(formatValue(Unit::Ratio, point.x()),
                                             formatValue(Unit::Sessions, point.y()));
    };
    if (picture.picked)
        setReadout(QStringLiteral("%1 · %2").arg(m_window->crosshair()->clockText(), place(*picture.picked)));
    else if (picture.now)
        setReadout(tr("last 10 min"));
    else
        setReadout(picture.silentFor ? tr("no data for %1").arg(formatDuration(*picture.silentFor))
                                     : tr("no data yet"));

    QString description = readout();
    if (picture.now)
        description = tr("now %1 hits at %2 active sessions")
                          .arg(formatValue(Unit::Ratio, picture.now->x()),
                               formatValue(Unit::Sessions, picture.now->y()));
    if (m_spec.capacity)
        description += QStringLiteral(", ") + tr("capacity %1").arg(formatNumber(*m_spec.capacity));
    if (description != accessibleDescription())
        setAccessibleDescription(description);
}

std::vector<QRectF> Plane::labelPlaces() const {
    return m_layer->labelPlaces();
}

} // namespace spillway
