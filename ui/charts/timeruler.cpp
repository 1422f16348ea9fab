#include "timeruler.h"

#include "figures.h"

#include <QDateTime>
#include <QFontMetricsF>
#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <array>

namespace spillway {

namespace {

constexpr int textPixels = 11;
constexpr qreal spacing = 90; // least, between two labels
constexpr Duration day = std::chrono::hours(24);

} // namespace

Duration roundInterval(Duration least) {
    using namespace std::chrono;
    static constexpr std::array<Duration, 21> intervals{
        1s,    2s, 5s, 10s, 15s, 30s, 1min,      2min,      5min,          10min,         15min,
        30min, 1h, 2h, 3h,  6h,  12h, hours(24), hours(48), hours(7 * 24), hours(28 * 24)};
    const auto fitting = std::ranges::lower_bound(intervals, least);
    return fitting == intervals.end() ? intervals.back() : *fitting;
}

QString tickTime(Instant at, Duration interval) {
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(at.ms(), Qt::UTC);
    if (at.ms() % day.count() == 0)
        return QLocale::c().toString(time.date(), QStringLiteral("d MMM"));
    return time.toString(interval < std::chrono::minutes(1) ? QStringLiteral("HH:mm:ss")
                                                            : QStringLiteral("HH:mm"));
}

TimeRuler::TimeRuler(QGraphicsItem *chart, const Theme &theme)
    : PlotLayer(chart, Depth::Cursor)
    , m_theme(theme) {}

void TimeRuler::setTheme(const Theme &theme) {
    m_theme = theme;
    update();
}

void TimeRuler::show(const Plot &plot, std::optional<Instant> crosshair) {
    if (crosshair && !plot.shows(*crosshair))
        crosshair.reset();
    // Its own room only: below the plot, and half a label beyond its ends.
    Plot below = plot;
    below.area = QRect(plot.area.left(), plot.area.bottom() + 1, plot.area.width(), height);
    const bool moved = takePlot(below, QMargins(32, 0, 16, 0));
    if (moved)
        layOut();
    if (crosshair != m_crosshair) {
        m_crosshair = crosshair;
        update();
    }
}

void TimeRuler::layOut() {
    m_ticks.clear();
    const double msPerPixel = plot().time.width * plot().density;
    const Duration interval = roundInterval(Duration{static_cast<qint64>(spacing * msPerPixel)});
    qint64 number = plot().time.from().ms() / interval.count();
    for (Instant at = Instant::fromMs(number * interval.count()); at <= plot().time.to();
         at = at + interval) {
        if (!plot().shows(at))
            continue;
        const QString text = tickTime(at, interval);
        const QRectF place = placeOf(plot().x(at), text);
        if (boundingRect().contains(place))
            m_ticks.push_back({at, text, place});
    }
}

QRectF TimeRuler::placeOf(qreal x, const QString &text) const {
    const QFont font = m_theme.font(textPixels);
    const QSizeF size(figuresWidth(font, text), QFontMetricsF(font).height());
    return {QPointF(x - size.width() / 2, plot().area.top() + 6), size};
}

std::vector<QRectF> TimeRuler::labelPlaces() const {
    std::vector<QRectF> places;
    for (const Tick &tick : m_ticks)
        places.push_back(tick.place);
    return places;
}

void TimeRuler::paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *) {
    const QFont font = m_theme.font(textPixels);
    const qreal ascent = QFontMetricsF(font).ascent();
    const QString now = m_crosshair ? m_crosshair->clockText() : QString();
    QRectF pill;
    if (m_crosshair) {
        pill = placeOf(plot().x(*m_crosshair), now).adjusted(-5, -2, 5, 2);
        pill.moveLeft(
            std::clamp(pill.left(), boundingRect().left() + 1, boundingRect().right() - pill.width() - 1));
    }
    for (const Tick &tick : m_ticks) {
        painter->fillRect(QRectF(std::floor(plot().x(tick.at)), plot().area.top(), 1, 4), m_theme.line);
        painter->setPen(m_theme.muted);
        if (!tick.place.intersects(pill))
            drawFigures(*painter, tick.place.topLeft() + QPointF(0, ascent), font, tick.text);
    }
    if (pill.isEmpty())
        return;
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(m_theme.text);
    painter->drawRoundedRect(pill, 4, 4);
    painter->setPen(m_theme.panel);
    drawFigures(*painter, pill.topLeft() + QPointF(5, 2 + ascent), font, now);
}

} // namespace spillway
