#include "wall/wall.h"

#include "charts/plane.h"
#include "charts/timewindow.h"
#include "clock.h"
#include "wall/stackglance.h"
#include "wall/stacktile.h"
#include "wall/stage.h"
#include "wall/wallheader.h"
#include "workstation/marks.h"

#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>

namespace spillway {

namespace {

constexpr Duration loudness{8000}; // a new state draws the eye this long, then holds
constexpr int shiftReach = 4;      // pixels; two of it on a small screen are enough for every dot to change
constexpr qreal smallestOfPlane = 11; // pixels, of its words
constexpr int replayFrame = 6;

// Eight places around the middle, so that no edge rests on the same pixels for long.
QPoint shiftAt(int step) {
    static constexpr std::array<std::pair<int, int>, 8> ring{
        {{0, -1}, {1, -1}, {1, 0}, {1, 1}, {0, 1}, {-1, 1}, {-1, 0}, {-1, -1}}};
    const auto [x, y] = ring[static_cast<size_t>(step) % ring.size()];
    return {x * shiftReach, y * shiftReach};
}

} // namespace

Wall::Wall(Session *session, const Clock *clock, const Theme &theme, const WallOptions &options,
           QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_clock(clock)
    , m_theme(theme)
    , m_options(options)
    , m_planeTime(new TimeWindow(Plane::trail, this))
    , m_board(new QWidget(this))
    , m_header(new WallHeader(theme, m_board))
    , m_stage(new Stage(*session, theme, m_board))
    , m_plane(new Plane(m_planeTime, theme, m_board)) {
    setPalette(theme.palette());
    setCursor(Qt::BlankCursor);
    setAttribute(Qt::WA_OpaquePaintEvent);
    m_board->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_plane->setFocusPolicy(Qt::NoFocus);
    m_plane->setSource(&session->engine().history());
    setAccessibleName(tr("Wall"));
    m_heart.setInterval(1000);
    connect(&m_heart, &QTimer::timeout, this, &Wall::beat);
    m_repainter.add(this, [this] { refresh(); });
    connect(session, &Session::changed, &m_repainter, &Repainter::markAll);
    connect(session, &Session::restarted, this, &Wall::startAgain);
}

Wall::~Wall() = default;

bool Wall::hasStage() const {
    return m_task.isStaged;
}

void Wall::refreshNow() {
    m_repainter.markAll();
    m_repainter.refreshVisible();
}

void Wall::startAgain() {
    m_changes.clear();
    m_stage->startAgain();
    m_plane->setSource(&m_session->engine().history());
    m_repainter.markAll();
}

void Wall::setMayBlank(bool mayBlank) {
    m_mayBlank = mayBlank;
    m_repainter.markAll();
}

void Wall::beat() {
    ++m_beats;
    const auto stay =
        std::max<qint64>(std::chrono::duration_cast<std::chrono::seconds>(m_options.rotate).count(), 1);
    if (m_beats % stay == 0)
        m_page = (m_page + 1) % std::max(m_plan.pages, 1);
    if (m_beats % shiftBeats == 0)
        shift();
    m_repainter.markAll();
}

void Wall::shift() {
    m_board->move(shiftAt(m_beats / shiftBeats));
}

std::vector<StackGlance> Wall::glances(Instant now) const {
    std::vector<StackGlance> all;
    const size_t count = m_session->configuration().stacks.size();
    for (size_t i = 0; i < count; ++i)
        all.push_back(glanceAt(*m_session, static_cast<StackId>(i), now));
    std::stable_sort(all.begin(), all.end(), isWorse);
    return all;
}

void Wall::refresh() {
    const Instant now = glanceTime(*m_session, m_clock);
    const std::vector<StackGlance> all = glances(now);
    arrange(all);
    showHeader(all, now);
    if (hasStage())
        showStage(all.front(), now);
    showTiles(all, now);
}

void Wall::arrange(const std::vector<StackGlance> &glances) {
    WallTask task;
    task.size = size();
    task.scale = m_options.scale;
    task.isStaged = !glances.empty() && isTrouble(glances.front());
    task.tiles = static_cast<int>(glances.size()) - (task.isStaged ? 1 : 0);
    task.pinned = static_cast<int>(std::count_if(
                      glances.begin(), glances.end(),
                      [](const StackGlance &glance) { return glance.health != Health::Healthy; })) -
                  (task.isStaged ? 1 : 0);
    if (task == m_task)
        return;
    m_task = task;
    m_plan = planWall(task);
    m_page = m_page % m_plan.pages;
    m_board->resize(size());
    m_header->place(m_plan.header, m_plan.unit);
    m_stage->setVisible(task.isStaged);
    m_plane->setVisible(!m_plan.plane.isEmpty());
    if (task.isStaged) {
        m_stage->place(m_plan.stage, m_plan.unit);
    }
    if (!m_plan.plane.isEmpty()) {
        m_plane->setEnlargement(1.6 * m_plan.unit / smallestOfPlane);
        m_plane->setGeometry(m_plan.plane);
    }
    while (m_tiles.size() < m_plan.places.size())
        m_tiles.push_back(new StackTile(m_theme, m_board));
    for (size_t i = 0; i < m_plan.places.size(); ++i)
        m_tiles[i]->place(m_plan.places[i], m_plan.unit);
}

// True for a short while after a stack has changed its state; not for the state it is first seen in.
bool Wall::isLoud(const StackGlance &glance, Instant now) {
    const auto [known, isFirst] = m_changes.try_emplace(glance.stack, Change{glance.health, now - loudness});
    if (known->second.health != glance.health)
        known->second = {glance.health, now};
    const Duration age = now - known->second.at;
    return age < loudness && age.count() / 1000 % 2 == 0;
}

void Wall::showStage(const StackGlance &worst, Instant now) {
    m_stage->setLoud(isLoud(worst, now));
    m_stage->show(worst, now);
    const Configuration &configuration = m_session->configuration();
    const Verdict &verdict = m_session->engine().verdict(worst.stack);
    const double capacity = configuration.capacityOf(worst.stack);
    m_plane->setSpec({.hitRatio = {worst.stack, SeriesId::WholeStack, Metric::HitRatio},
                      .load = {worst.stack, SeriesId::WholeStack, Metric::Load},
                      .cadence = configuration.cadenceOf(worst.stack),
                      .usualHitRatio = verdict.usualHitRatio,
                      .usualLoad = verdict.usualLoad,
                      .capacity = std::isfinite(capacity) ? std::optional(capacity) : std::nullopt});
    m_plane->refresh(now);
}

void Wall::showTiles(const std::vector<StackGlance> &glances, Instant now) {
    const size_t first = hasStage() ? 1 : 0;
    const std::vector<int> shown = tilesOfPage(m_task, m_plan, m_page);
    for (size_t i = 0; i < m_tiles.size(); ++i) {
        m_tiles[i]->setVisible(i < shown.size());
        if (i >= shown.size())
            continue;
        const StackGlance &glance = glances[first + static_cast<size_t>(shown[i])];
        m_tiles[i]->setLoud(isLoud(glance, now));
        m_tiles[i]->show(glance);
    }
}

void Wall::showHeader(const std::vector<StackGlance> &glances, Instant now) {
    WallSummary summary;
    summary.data = m_session->engine().now();
    if (m_clock)
        summary.clock = std::max(now, summary.data);
    for (const StackGlance &glance : glances)
        summary.count(glance);
    summary.page = m_page;
    summary.pages = m_plan.pages;
    if (m_session->mode() == Session::Mode::Replay)
        summary.source = m_session->sourceName();
    summary.isSimulated = m_session->configuration().simulated;
    summary.mayBlank = m_mayBlank;
    m_header->show(summary);
}

void Wall::resizeEvent(QResizeEvent *) {
    m_board->resize(size());
    m_repainter.markAll();
}

void Wall::showEvent(QShowEvent *) {
    m_heart.start();
}

void Wall::hideEvent(QHideEvent *) {
    m_heart.stop();
}

void Wall::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.background);
    if (m_session->mode() != Session::Mode::Replay)
        return;
    painter.setPen(Qt::NoPen);
    painter.setBrush(replayColour(m_theme));
    const int frame = replayFrame;
    painter.drawRect(0, 0, width(), frame);
    painter.drawRect(0, height() - frame, width(), frame);
    painter.drawRect(0, 0, frame, height());
    painter.drawRect(width() - frame, 0, frame, height());
}

} // namespace spillway
