#include "timewindow.h"

#include <algorithm>
#include <cmath>

namespace spillway {

namespace {

constexpr Duration shortest = 10s;
constexpr Duration longest = std::chrono::hours(24 * 366);
constexpr size_t mostRemembered = 100;

} // namespace

TimeWindow::TimeWindow(Duration span, QObject *parent)
    : QObject(parent)
    , m_shown{Instant{}, Instant{} + span} {}

void TimeWindow::setExtent(Instant oldest, Instant newest) {
    m_extent = {oldest, std::max(oldest, newest)};
}

void TimeWindow::advance(Instant now) {
    m_now = now;
    if (isFollowing())
        apply({now - m_shown.length(), now}, Mode::Following);
}

Instant TimeWindow::snapped(Instant at) const {
    const double steps = static_cast<double>(at.ms()) / static_cast<double>(m_step.count());
    return Instant::fromMs(std::llround(steps) * m_step.count());
}

void TimeWindow::show(Instant from, Instant to) {
    if (to < from)
        std::swap(from, to);
    remember();
    const Duration lacking = std::max(shortest - (to - from), Duration{0});
    apply({from - lacking / 2, to + lacking / 2}, Mode::Held);
}

void TimeWindow::zoom(double factor) {
    remember();
    scale(isFollowing() ? m_shown.to : m_crosshair.value_or(m_shown.from + m_shown.length() / 2), factor,
          m_mode);
}

void TimeWindow::zoomAt(Instant fixed, double factor, Gesture gesture) {
    if (gesture == Gesture::Begins)
        remember();
    scale(fixed, factor, Mode::Held);
}

void TimeWindow::scale(Instant fixed, double factor, Mode mode) {
    const double before = static_cast<double>(m_shown.length().count());
    const double span = std::clamp(before * factor, static_cast<double>(shortest.count()),
                                   static_cast<double>(longest.count()));
    const double place = static_cast<double>((fixed - m_shown.from).count()) / before;
    const Instant from = fixed - Duration{std::llround(span * place)};
    apply({from, from + Duration{std::llround(span)}}, mode);
}

void TimeWindow::pan(Duration by, Gesture gesture) {
    if (by == Duration{0})
        return;
    if (gesture == Gesture::Begins)
        remember();
    // A tenth of the window stays in sight of the data.
    const Duration margin = m_shown.length() / 10;
    if (m_extent.length() > Duration{0})
        by = std::clamp(by, std::min(m_extent.from - m_shown.to + margin, Duration{0}),
                        std::max(m_extent.to - m_shown.from - margin, Duration{0}));
    apply({m_shown.from + by, m_shown.to + by}, Mode::Held);
}

void TimeWindow::showAll() {
    if (m_extent.length() > Duration{0})
        show(m_extent.from, m_extent.to);
}

void TimeWindow::follow() {
    if (isFollowing())
        return;
    remember();
    apply({m_now - m_shown.length(), m_now}, Mode::Following);
}

void TimeWindow::back() {
    if (m_past.empty())
        return;
    View view = m_past.back();
    m_past.pop_back();
    if (view.mode == Mode::Following) // where it would be by now
        view.shown = {m_now - view.shown.length(), m_now};
    apply(view.shown, view.mode);
}

void TimeWindow::setCrosshair(std::optional<Instant> at) {
    if (at == m_crosshair)
        return;
    m_crosshair = at;
    emit crosshairMoved();
}

void TimeWindow::stepCrosshair(int samples) {
    const Instant start = m_crosshair.value_or(m_shown.to);
    setCrosshair(std::clamp(snapped(start) + m_step * samples, m_shown.from, m_shown.to));
}

void TimeWindow::setBrush(std::optional<TimeSpan> brush) {
    if (brush == m_brush)
        return;
    m_brush = brush;
    emit brushChanged();
}

void TimeWindow::zoomToBrush() {
    if (!m_brush)
        return;
    const TimeSpan span = *m_brush;
    setBrush(std::nullopt);
    show(span.from, span.to);
}

void TimeWindow::remember() {
    if (m_past.size() == mostRemembered)
        m_past.erase(m_past.begin());
    m_past.push_back({m_shown, m_mode});
}

void TimeWindow::apply(TimeSpan shown, Mode mode) {
    const bool moved = shown != m_shown;
    const bool switched = mode != m_mode;
    m_shown = shown;
    m_mode = mode;
    if (switched)
        emit modeChanged(mode);
    if (moved)
        emit changed();
}

} // namespace spillway
