#include "workstation/overviewstrip.h"

#include "statemark.h"
#include "workstation/marks.h"
#include "workstation/navigation.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace spillway {

namespace {
constexpr qreal edgeReach = 5; // of the pointer around the brush's edges
constexpr qreal pad = 5;       // above and below the lines
} // namespace

OverviewStrip::OverviewStrip(const Session &session, Navigation *navigation, TimeWindow *window,
                             const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_navigation(navigation)
    , m_window(window)
    , m_theme(theme) {
    setMouseTracking(true);
    setMinimumSize(200, 40);
    connect(window, &TimeWindow::changed, this, qOverload<>(&QWidget::update));
}

void OverviewStrip::setStack(StackId stack) {
    m_stack = stack;
    refresh();
}

const Engine &OverviewStrip::source() const {
    const Engine *survey = m_session.survey();
    const bool knowsMore = survey && (m_session.isSurveyed() || survey->now() >= m_session.engine().now());
    return knowsMore ? *survey : m_session.engine();
}

void OverviewStrip::refresh() {
    m_extent = m_navigation->extent();
    readColumns();
    readMarks();
    update();
}

void OverviewStrip::readColumns() {
    const History &history = source().history();
    const auto read = [&](Metric metric) {
        return m_extent.length() > 0ms ? history.window({m_stack, SeriesId::WholeStack, metric},
                                                        m_extent.from, m_extent.to, width())
                                       : std::vector<Column>{};
    };
    m_hitRatio = read(Metric::HitRatio);
    m_load = read(Metric::Load);
}

void OverviewStrip::readMarks() {
    m_marks.clear();
    const Configuration &configuration = m_session.configuration();
    if (configuration.stacks.empty())
        return;
    const QString &name = configuration.stacks[m_stack].name;
    for (const Event &event : source().timeline()) {
        if (event.stack != name && !event.stack.isEmpty())
            continue;
        if (const auto *alert = std::get_if<AlertEvent>(&event.what)) {
            if (alert->state == AlertState::Firing)
                m_marks.push_back({event.at,
                                   alert->severity == Severity::Critical ? m_theme.critical : m_theme.warning,
                                   Mark::Kind::Alert});
        } else if (std::holds_alternative<NoteEvent>(event.what) ||
                   std::holds_alternative<DecisionEvent>(event.what)) {
            m_marks.push_back({event.at, m_theme.text, Mark::Kind::Note});
        } else if (std::holds_alternative<ConfigEvent>(event.what)) {
            m_marks.push_back({event.at, m_theme.cache, Mark::Kind::Config});
        }
    }
}

qreal OverviewStrip::xOf(Instant at) const {
    if (m_extent.length() <= 0ms)
        return 0;
    return width() * toSeconds(at - m_extent.from) / toSeconds(m_extent.length());
}

Instant OverviewStrip::instantAt(qreal x) const {
    const double share = std::clamp(x / width(), 0.0, 1.0);
    return m_extent.from + Duration(std::llround(share * static_cast<double>(m_extent.length().count())));
}

void OverviewStrip::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    drawUnread(painter);
    drawGaps(painter);
    drawLost(painter);
    double highest = 1;
    for (const Column &column : m_load)
        highest = column.isEmpty() ? highest : std::max(highest, static_cast<double>(column.max));
    drawLine(painter, m_hitRatio, 1.0, blended(m_theme.panel, m_theme.cache, 0.6));
    drawLine(painter, m_load, highest, m_theme.database);
    drawMarks(painter);
    drawBrush(painter);
    if (m_navigation->isReplay()) {
        drawLoop(painter);
        drawPosition(painter);
    }
    drawFirings(painter, m_realFirings, height() - 13, m_theme.warning);
    drawFirings(painter, m_firings, height() - 8, replayColour(m_theme));
}

void OverviewStrip::drawLine(QPainter &painter, const std::vector<Column> &columns, double top,
                             const QColor &colour) const {
    const auto y = [&](float value) { return height() - pad - (height() - 2 * pad) * value / top; };
    painter.setPen(QPen(colour, 1));
    const Column *before = nullptr;
    for (size_t i = 0; i < columns.size(); ++i) {
        const Column &column = columns[i];
        const qreal x = static_cast<qreal>(i) + 0.5;
        if (column.isEmpty()) {
            before = nullptr;
            continue;
        }
        const qreal high = y(before ? std::max(column.max, before->last) : column.max);
        const qreal low = y(before ? std::min(column.min, before->last) : column.min);
        painter.drawLine(QPointF(x, high), QPointF(x, std::max(low, high + 0.5)));
        before = &column;
    }
}

void OverviewStrip::drawUnread(QPainter &painter) const {
    const qreal from = std::round(xOf(m_navigation->knownTo()));
    const QRectF unread(from, 0, width() - from, height());
    if (!m_navigation->isReplay() || m_session.isSurveyed() || unread.width() < 1)
        return;
    painter.fillRect(unread, m_theme.raised);
    const QString words = tr("not read yet");
    painter.setFont(m_theme.font(12));
    painter.setPen(m_theme.muted);
    if (painter.fontMetrics().horizontalAdvance(words) + 4 * pad < unread.width())
        painter.drawText(unread, Qt::AlignCenter, words);
}

void OverviewStrip::drawGaps(QPainter &painter) const {
    const Configuration &configuration = m_session.configuration();
    for (const Gap &gap : source().history().gaps()) {
        if (gap.endpoint < configuration.endpoints.size() &&
            configuration.endpoints[gap.endpoint].stack == m_stack) {
            const qreal left = std::max(xOf(gap.from), 0.0);
            const qreal right = std::min<qreal>(std::max(xOf(gap.to), left + 2), width());
            if (right > left)
                drawHatching(painter, QRectF(left, 0, right - left, height()), m_theme.line);
        }
    }
}

// What can no longer be read, of this stack or of nobody knows whom; hatched, and barred at the top so that
// it differs from a silent endpoint.
void OverviewStrip::drawLost(QPainter &painter) const {
    const Configuration &configuration = m_session.configuration();
    for (const LostStretch &lost : m_session.lost()) {
        const std::optional<EndpointId> whose = configuration.endpointNamed(lost.endpoint);
        if (whose && configuration.endpoints[*whose].stack != m_stack)
            continue;
        const qreal left = std::max(xOf(lost.from), 0.0);
        const QRectF stretch(left, 0, std::max(xOf(lost.to) - left, 3.0), height());
        drawHatching(painter, stretch, m_theme.warning);
        painter.fillRect(QRectF(stretch.left(), 0, stretch.width(), 4), m_theme.warning);
    }
}

void OverviewStrip::drawMarks(QPainter &painter) const {
    for (const Mark &mark : m_marks) {
        const qreal x = std::round(xOf(mark.at));
        switch (mark.kind) {
        case Mark::Kind::Alert:
            painter.fillRect(QRectF(x - 1, 0, 2, height()), mark.colour);
            break;
        case Mark::Kind::Config:
            painter.fillRect(QRectF(x - 1, 0, 2, 8), mark.colour);
            break;
        case Mark::Kind::Note:
            painter.fillRect(QRectF(x, 0, 1, height()), mark.colour);
            painter.fillRect(QRectF(x, 0, 7, 5), mark.colour);
            break;
        }
    }
}

void OverviewStrip::drawBrush(QPainter &painter) const {
    const QRectF box(QPointF(std::max(xOf(m_window->from()), 0.75), 0.75),
                     QPointF(std::min<qreal>(xOf(m_window->to()), width() - 0.75), height() - 0.75));
    if (box.width() <= 0)
        return;
    QColor fill = m_theme.cache;
    fill.setAlphaF(0.2F);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_theme.cache, 1.2));
    painter.setBrush(fill);
    painter.drawRoundedRect(box.width() < 3 ? box.adjusted(-1.5, 0, 1.5, 0) : box, 3, 3);
}

void OverviewStrip::setFirings(const std::vector<Firing> &real, const std::vector<Firing> &candidate) {
    m_realFirings = real;
    m_firings = candidate;
    update();
}

void OverviewStrip::drawFirings(QPainter &painter, const std::vector<Firing> &firings, qreal top,
                                const QColor &colour) const {
    painter.setRenderHint(QPainter::Antialiasing, false);
    for (const Firing &firing : firings) {
        const qreal left = xOf(firing.from);
        const qreal right = firing.to ? xOf(*firing.to) : width();
        painter.fillRect(QRectF(left, top, std::max(right - left, 3.0), 4), colour);
    }
}

// Two brackets in the replay's colour, and a bar between them.
void OverviewStrip::drawLoop(QPainter &painter) const {
    const auto loop = m_navigation->loop();
    if (!loop)
        return;
    const qreal left = std::clamp(xOf(loop->from), 0.0, width() - 2.0);
    const qreal right = std::clamp(xOf(loop->to), left + 2, static_cast<qreal>(width()));
    const QColor colour = replayColour(m_theme);
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.fillRect(QRectF(left, height() - 3, right - left, 3), colour);
    for (const qreal x : {left, right - 2})
        painter.fillRect(QRectF(x, height() / 2.0, 2, height() / 2.0), colour);
}

void OverviewStrip::drawPosition(QPainter &painter) const {
    const qreal x = xOf(m_navigation->position());
    QColor ahead = m_theme.panel;
    ahead.setAlphaF(0.55F);
    painter.fillRect(QRectF(x, 0, width() - x, height()), ahead);
    const qreal at = std::clamp(x, 1.0, width() - 1.0);
    painter.fillRect(QRectF(at - 1, 0, 2, height()), replayColour(m_theme));
    painter.setPen(Qt::NoPen);
    painter.setBrush(replayColour(m_theme));
    painter.drawPolygon(QPolygonF({{at - 5, 0}, {at + 5, 0}, {at, 7}}));
}

OverviewStrip::Drag OverviewStrip::dragAt(qreal x) const {
    if (std::abs(x - xOf(m_window->from())) <= edgeReach)
        return Drag::LeftEdge;
    // The right edge of a window that follows is the position itself.
    if (!m_window->isFollowing() && std::abs(x - xOf(m_window->to())) <= edgeReach)
        return Drag::RightEdge;
    return Drag::Scrub;
}

void OverviewStrip::mousePressEvent(QMouseEvent *event) {
    if (event->button() != Qt::LeftButton)
        return;
    m_drag = dragAt(event->position().x());
    if (m_drag == Drag::Scrub)
        m_navigation->scrub(instantAt(event->position().x()));
}

void OverviewStrip::mouseMoveEvent(QMouseEvent *event) {
    const qreal x = event->position().x();
    const Instant at = instantAt(x);
    constexpr Duration shortest{5000};
    switch (m_drag) {
    case Drag::None:
        setCursor(dragAt(x) == Drag::Scrub ? Qt::PointingHandCursor : Qt::SizeHorCursor);
        break;
    case Drag::Scrub:
        m_navigation->scrub(at);
        break;
    case Drag::LeftEdge:
        m_window->show(std::min(at, m_window->to() - shortest), m_window->to());
        break;
    case Drag::RightEdge:
        m_window->show(m_window->from(), std::max(at, m_window->from() + shortest));
        break;
    }
}

void OverviewStrip::mouseReleaseEvent(QMouseEvent *) {
    m_drag = Drag::None;
}

void OverviewStrip::resizeEvent(QResizeEvent *) {
    refresh();
}

} // namespace spillway
