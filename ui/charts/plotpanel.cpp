#include "plotpanel.h"

#include "panelheader.h"

#include <QCategoryAxis>
#include <QChart>
#include <QGraphicsLayout>
#include <QPainter>
#include <QResizeEvent>
#include <QWheelEvent>

namespace spillway {

namespace {

constexpr qreal cornerRadius = 6;
constexpr int headerTop = 6;
constexpr int headerLeft = 16;
constexpr int headerLeast = 20; // a plot with a smaller margin above it goes without a header
constexpr int axisPixels = 12;

void setTicks(QCategoryAxis *axis, const ValueScale &scale, Unit unit, const QString &suffix = {}) {
    const QStringList before = axis->categoriesLabels();
    for (const QString &label : before)
        axis->remove(label);
    axis->setRange(scale.bottom, scale.top);
    // The lowest label stands on the range's end, so the categories begin below it.
    axis->setStartValue(scale.bottom - scale.step);
    for (const double tick : scale.ticks())
        axis->append(tickText(unit, tick) + suffix, tick);
}

} // namespace

PlotPanel::PlotPanel(const Theme &theme, QWidget *parent)
    : QChartView(parent)
    , m_theme(theme)
    , m_header(new PanelHeader(chart(), theme)) {
    chart()->legend()->hide();
    chart()->setBackgroundVisible(false); // the view paints the panel; see drawBackground
    chart()->setMargins({});
    chart()->layout()->setContentsMargins(0, 0, 0, 0);
    m_upAxis = makeAxis(Qt::AlignLeft);
    m_acrossAxis = makeAxis(Qt::AlignBottom);
    m_acrossAxis->setVisible(false);

    setFrameShape(NoFrame);
    setViewportUpdateMode(BoundingRectViewportUpdate);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setContextMenuPolicy(Qt::PreventContextMenu); // the right button marks a stretch
    applyTheme();
}

QCategoryAxis *PlotPanel::makeAxis(Qt::Alignment side) {
    auto *axis = new QCategoryAxis;
    axis->setLabelsPosition(QCategoryAxis::AxisLabelsPositionOnValue);
    // Before it joins the chart: an axis that joins with an empty range never gets a geometry.
    setTicks(axis, ValueScale::ratio(1), Unit::Ratio);
    axis->setLineVisible(false);
    axis->setTruncateLabels(false);
    chart()->addAxis(axis, side);
    return axis;
}

QString PlotPanel::title() const {
    return m_header->title();
}
QString PlotPanel::readout() const {
    return m_header->readout();
}
void PlotPanel::setTitle(const QString &title) {
    m_header->setTitle(title);
}
void PlotPanel::setReadout(const QString &readout) {
    m_header->setReadout(readout);
}

QRectF PlotPanel::headerRoom() const {
    return m_header->freeRoom();
}

void PlotPanel::setTheme(const Theme &theme) {
    if (theme == m_theme)
        return;
    m_theme = theme;
    applyTheme();
    relayout();
}

void PlotPanel::setPlotMargins(const QMargins &margins) {
    if (margins == m_margins)
        return;
    m_margins = margins;
    pinPlot();
}

void PlotPanel::setValueAxis(const ValueScale &scale, Unit unit) {
    setTicks(m_upAxis, scale, unit);
}

void PlotPanel::setAcrossAxis(const ValueScale &scale, Unit unit, const QString &suffix) {
    m_acrossAxis->setVisible(true);
    setTicks(m_acrossAxis, scale, unit, suffix);
}

void PlotPanel::setEnlargement(qreal factor) {
    if (factor == m_enlargement)
        return;
    m_enlargement = factor;
    setTransform(QTransform::fromScale(factor, factor));
    pinPlot();
}

void PlotPanel::resizeEvent(QResizeEvent *event) {
    QChartView::resizeEvent(event);
    pinPlot();
}

void PlotPanel::wheelEvent(QWheelEvent *event) {
    event->ignore();
}

void PlotPanel::pinPlot() {
    const QSize scene = sceneSize();
    m_area = QRect(QPoint(), scene).marginsRemoved(m_margins);
    if (!m_area.isValid())
        return;
    if (m_enlargement != 1) { // the view gives its chart its own size, whatever it shows of it
        chart()->resize(scene);
        setSceneRect(QRectF(QPointF(), scene));
    }
    m_header->setVisible(m_margins.top() >= headerLeast);
    chart()->setPlotArea(m_area);
    // The chart moves its series at once, but its axes only when it is laid out the next time.
    chart()->layout()->invalidate();
    chart()->layout()->activate();
    m_header->place(
        QRectF(headerLeft, headerTop, m_area.right() + 1 - headerLeft, m_margins.top() - headerTop - 6));
    relayout();
}

void PlotPanel::applyTheme() {
    m_header->setTheme(m_theme);
    QPen grid(m_theme.grid, 1);
    grid.setCosmetic(true);
    for (QCategoryAxis *axis : {m_upAxis, m_acrossAxis}) {
        axis->setGridLinePen(grid);
        axis->setLabelsColor(m_theme.muted);
        axis->setLabelsFont(m_theme.font(axisPixels));
    }
    viewport()->update();
}

void PlotPanel::drawBackground(QPainter *painter, const QRectF &rect) {
    const QRectF panel(QPointF(), QSizeF(viewport()->size()) / m_enlargement);
    const QRectF inner = panel.adjusted(0, cornerRadius, 0, -cornerRadius);
    const QRectF core = panel.adjusted(cornerRadius, 0, -cornerRadius, 0);
    if (inner.contains(rect) || core.contains(rect)) { // the usual case: no corner to round
        painter->fillRect(rect, m_theme.panel);
        return;
    }
    painter->save();
    painter->fillRect(rect, m_theme.background);
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(m_theme.panel);
    painter->drawRoundedRect(panel, cornerRadius, cornerRadius);
    painter->restore();
}

} // namespace spillway
