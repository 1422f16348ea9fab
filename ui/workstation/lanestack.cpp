#include "workstation/lanestack.h"

#include "charts/lane.h"
#include "charts/timewindow.h"
#include "format.h"
#include "plaintext.h"
#include "workstation/marks.h"

#include <QBoxLayout>

#include <algorithm>
#include <cmath>

namespace spillway {

LaneStack::LaneStack(const Session &session, TimeWindow *window, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_theme(theme) {
    constexpr std::array<int, Count> shares{180, 230, 96, 108}; // of the height
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(10);
    for (size_t i = 0; i < m_lanes.size(); ++i) {
        m_lanes[i] = new Lane(window, theme, this);
        layout->addWidget(m_lanes[i], shares[i]);
        connect(m_lanes[i], &Lane::neededLeftMarginChanged, this, &LaneStack::alignLanes);
    }
    m_lanes[HitRatio]->setFlagLabels(FlagLayer::Labels::Shown);
    m_lanes[Evictions]->setRuler(Lane::Ruler::Shown);
    connect(m_lanes[HitRatio], &Lane::limitDragged, this, &LaneStack::limitDragged);
    setFocusProxy(m_lanes[HitRatio]);
}

void LaneStack::setStack(StackId stack) {
    m_stack = stack;
    for (Lane *lane : m_lanes)
        lane->setSource(&m_session.engine().history());
    setSpecs();
    alignLanes();
    refresh();
}

std::vector<size_t> LaneStack::triableRules() const {
    std::vector<size_t> rules;
    for (const Limit &limit : hitRatioLimits())
        if (limit.rule && std::find(rules.begin(), rules.end(), *limit.rule) == rules.end())
            rules.push_back(*limit.rule);
    return rules;
}

void LaneStack::setOverlay(const std::optional<Overlay> &overlay, const QString &words) {
    m_overlayWords = words;
    for (Lane *lane : m_lanes)
        lane->setOverlay(std::nullopt); // its lines are those of the specification to come
    setSpecs();
    for (Lane *lane : m_lanes)
        lane->setOverlay(overlay);
}

void LaneStack::setCandidate(const std::optional<Candidate> &candidate) {
    m_candidate = candidate;
    m_lanes[HitRatio]->setLimits(hitRatioLimits());
    refresh();
}

void LaneStack::refresh() {
    const std::vector<Flag> shown = flags();
    for (Lane *lane : m_lanes) {
        lane->setFlags(shown);
        lane->refresh(m_session.engine().now());
    }
}

// The same left edge for all plots, whatever their labels.
void LaneStack::alignLanes() {
    int left = 0;
    for (const Lane *lane : m_lanes)
        left = std::max(left, lane->neededLeftMargin());
    for (Lane *lane : m_lanes) {
        QMargins margins = lane->plotMargins();
        if (margins.left() == left)
            continue;
        margins.setLeft(left);
        lane->setPlotMargins(margins);
    }
}

void LaneStack::setSpecs() {
    m_lanes[HitRatio]->setSpec(hitRatioSpec());
    m_lanes[HitRatio]->setLimits(hitRatioLimits());
    m_lanes[Load]->setSpec(loadSpec());
    const double capacity = m_session.configuration().capacityOf(m_stack);
    m_lanes[Load]->setLimits(
        std::isfinite(capacity)
            ? std::vector<Limit>{{capacity, tr("capacity %1 (cores)").arg(formatNumber(capacity)),
                                  m_theme.critical, Limit::BadSide::Above}}
            : std::vector<Limit>{});
    m_lanes[Lookups]->setSpec(lookupsSpec());
    m_lanes[Evictions]->setSpec(evictionsSpec());
}

LaneSpec LaneStack::hitRatioSpec() const {
    LaneSpec spec;
    spec.title = tr("Cache hit ratio");
    spec.preface = m_overlayWords;
    spec.unit = Unit::Ratio;
    spec.cadence = m_session.configuration().every;
    spec.endpoints = m_session.configuration().stacks[m_stack].caches;
    spec.lines = {
        {.series = series(Metric::HitRatio), .label = tr("hit ratio"), .colour = m_theme.cache, .width = 2}};
    if (m_telling == Telling::All)
        spec.counterfactual = LineSpec{.series = series(Metric::LeastHitRatio),
                                       .label = tr("to keep"),
                                       .colour = m_theme.database,
                                       .width = 1.5,
                                       .stroke = Stroke::Dotted};
    spec.usual = BandSpec{series(Metric::UsualHitRatioLow), series(Metric::UsualHitRatioHigh), m_theme.cache};
    return spec;
}

LaneSpec LaneStack::loadSpec() const {
    LaneSpec spec;
    const bool tellsAll = m_telling == Telling::All;
    spec.title = tellsAll ? tr("Database load, and what causes it") : tr("Database load");
    spec.preface = tr("average active sessions");
    spec.unit = Unit::Sessions;
    spec.cadence = m_session.configuration().every;
    spec.endpoints = m_session.configuration().stacks[m_stack].databases;
    spec.leastTop = 4;
    spec.lines = {
        {.series = series(Metric::Load), .label = tr("load"), .colour = m_theme.text, .width = 1.5}};
    if (!tellsAll)
        return spec;
    const auto part = [&](Metric metric, const QString &label, const QColor &colour) {
        return LineSpec{.series = series(metric), .label = label, .colour = colour};
    };
    spec.stack = StackSpec{series(Metric::Load),
                           {part(Metric::LoadUsual, tr("usual"), m_theme.usual),
                            part(Metric::LoadTraffic, tr("traffic"), m_theme.traffic),
                            part(Metric::LoadCache, tr("cache misses"), m_theme.cache),
                            part(Metric::LoadQueryCost, tr("query cost"), m_theme.database),
                            part(Metric::LoadBackground, tr("other clients"), m_theme.otherClients)}};
    spec.counterfactual = LineSpec{.series = series(Metric::LoadAtUsualHitRatio),
                                   .label = tr("at the usual hit ratio"),
                                   .colour = m_theme.text,
                                   .width = 1.5,
                                   .stroke = Stroke::Dotted};
    return spec;
}

LaneSpec LaneStack::lookupsSpec() const {
    LaneSpec spec;
    spec.title = tr("Lookups and misses");
    spec.preface = tr("per second");
    spec.unit = Unit::PerSecond;
    spec.cadence = m_session.configuration().every;
    spec.endpoints = m_session.configuration().stacks[m_stack].caches;
    spec.lines = {{.series = series(Metric::Lookups), .label = tr("lookups"), .colour = m_theme.traffic},
                  {.series = series(Metric::Misses), .label = tr("misses"), .colour = m_theme.cache}};
    return spec;
}

LaneSpec LaneStack::evictionsSpec() const {
    LaneSpec spec;
    spec.title = tr("Evictions and expiries");
    spec.preface = tr("per second");
    spec.unit = Unit::PerSecond;
    spec.cadence = m_session.configuration().every;
    spec.endpoints = m_session.configuration().stacks[m_stack].caches;
    spec.leastTop = 10;
    spec.lines = {
        {.series = series(Metric::Evictions), .label = tr("evicted"), .colour = m_theme.otherClients},
        {.series = series(Metric::Expiries), .label = tr("expired"), .colour = m_theme.muted}};
    return spec;
}

// The fixed thresholds; those relative to the usual move and are shown by the band.
std::vector<Limit> LaneStack::hitRatioLimits() const {
    const Configuration &configuration = m_session.configuration();
    const bool isReplay = m_session.mode() == Session::Mode::Replay;
    std::vector<Limit> limits;
    for (size_t i = 0; i < configuration.rules.size(); ++i) {
        const Rule &rule = configuration.rules[i];
        const bool isFixed = rule.comparison == Comparison::Below || rule.comparison == Comparison::Above;
        const bool isOurs = rule.stack.isEmpty() || rule.stack == configuration.stacks[m_stack].name;
        if (rule.metric != Metric::HitRatio || !isFixed || !isOurs || !rule.endpoint.isEmpty())
            continue;
        const bool isBelow = rule.comparison == Comparison::Below;
        QString text = severityName(rule.severity) + QLatin1String(isBelow ? " < " : " > ") +
                       formatValue(rule.metric, rule.threshold);
        if (rule.hold > 0ms)
            text = tr("%1 for %2").arg(text, formatDuration(rule.hold));
        limits.push_back({rule.threshold, text,
                          rule.severity == Severity::Critical ? m_theme.critical : m_theme.warning,
                          isBelow ? Limit::BadSide::Below : Limit::BadSide::Above,
                          isReplay ? std::optional(i) : std::nullopt});
    }
    if (m_candidate) {
        const bool isBelow = configuration.rules[m_candidate->rule].comparison == Comparison::Below;
        limits.push_back({m_candidate->threshold,
                          tr("tried: %1").arg(formatValue(Metric::HitRatio, m_candidate->threshold)),
                          replayColour(m_theme), isBelow ? Limit::BadSide::Below : Limit::BadSide::Above,
                          m_candidate->rule});
    }
    return limits;
}

std::vector<Flag> LaneStack::flags() const {
    if (m_telling == Telling::Numbers)
        return {};
    const Engine &engine = m_session.engine();
    const QString &name = engine.configuration().stacks[m_stack].name;
    std::vector<Flag> flags;
    for (const Event &event : engine.timeline()) {
        if (event.stack != name && !event.stack.isEmpty())
            continue;
        const auto *alert = std::get_if<AlertEvent>(&event.what);
        const auto *endpoint = std::get_if<EndpointEvent>(&event.what);
        if (std::holds_alternative<ConfigEvent>(event.what))
            flags.push_back({event.at, plainText(event.text), m_theme.cache});
        else if (std::holds_alternative<NoteEvent>(event.what) ||
                 std::holds_alternative<DecisionEvent>(event.what))
            flags.push_back({event.at, plainText(event.text), m_theme.text});
        else if (endpoint && endpoint->state == EndpointState::Reset)
            flags.push_back({event.at, plainText(event.text), m_theme.muted});
        else if (alert && alert->state == AlertState::Firing && alert->severity == Severity::Critical)
            flags.push_back({event.at, plainText(event.text), m_theme.critical, Flag::Word::Consequence});
    }
    if (m_candidate)
        for (const Instant at : m_candidate->firings)
            flags.push_back({at, tr("would have fired"), replayColour(m_theme), Flag::Word::Consequence});
    return flags;
}

} // namespace spillway
