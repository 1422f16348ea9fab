#include "workstation/workstation.h"

#include "alertmodel.h"
#include "charts/plane.h"
#include "counterpart.h"
#include "plaintext.h"
#include "player.h"
#include "runbook.h"
#include "textlabel.h"
#include "timelinemodel.h"
#include "workstation/alertspanel.h"
#include "workstation/auditpage.h"
#include "workstation/commandpalette.h"
#include "workstation/decisions.h"
#include "workstation/entryline.h"
#include "workstation/evidencepanel.h"
#include "workstation/keysheet.h"
#include "workstation/lanestack.h"
#include "workstation/learnpage.h"
#include "workstation/marks.h"
#include "workstation/navigation.h"
#include "workstation/noticebar.h"
#include "workstation/numbersmodel.h"
#include "workstation/overviewstrip.h"
#include "workstation/pages.h"
#include "workstation/questions.h"
#include "workstation/shortcuts.h"
#include "workstation/sidecolumn.h"
#include "workstation/tablepage.h"
#include "workstation/timebar.h"
#include "workstation/topbar.h"
#include "workstation/verdictbanner.h"
#include "workstation/visiblecsv.h"
#include "workstation/whatif.h"
#include "workstation/widgetstyle.h"

#include <QBoxLayout>
#include <QPainter>
#include <QStackedWidget>

#include <cmath>

namespace spillway {

namespace {

constexpr int rightWidth = 384;
constexpr int frameWidth = 4;       // around a replay
constexpr double stepsOfDrag = 200; // half a percent each

} // namespace

Workstation::Workstation(Session *session, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_theme(theme)
    , m_navigation(new Navigation(session, &m_window, this))
    , m_top(new TopBar(*session, pageNames(), theme, this))
    , m_side(new SideColumn(*session, theme, this))
    , m_notices(new NoticeBar(theme, this))
    , m_banner(new VerdictBanner(*session, theme, this))
    , m_pages(new QStackedWidget(this))
    , m_timeBar(new TimeBar(*session, m_navigation, &m_window, theme, this))
    , m_counterpart(new Counterpart(this))
    , m_whatIf(new WhatIf(*session, theme, this))
    , m_questions(new Questions(session, m_navigation, m_whatIf, new EntryLine(theme, this)))
    , m_decisions(new Decisions(session, m_questions->entry()))
    , m_keySheet(new KeySheet(theme, this))
    , m_palette(new CommandPalette(theme, this)) {
    setPalette(theme.palette());
    setStyleSheet(widgetStyle(theme));
    m_pages->addWidget(makeOverview());
    m_pages->addWidget(makeAlerts());
    m_pages->addWidget(makeTimeline());
    m_pages->addWidget(makeNumbers());
    m_pages->addWidget(m_audit = new AuditPage(*session, theme, this));
    m_pages->addWidget(m_learn = new LearnPage(*session, theme, this));

    auto *main = new QVBoxLayout;
    main->setContentsMargins(16, 14, 16, 14);
    main->setSpacing(12);
    main->addWidget(m_notices);
    main->addWidget(m_banner);
    main->addWidget(m_pages, 1);
    main->addWidget(m_timeBar);
    auto *columns = new QHBoxLayout;
    columns->setSpacing(0);
    columns->addWidget(m_side);
    columns->addLayout(main, 1);
    auto *layout = new QVBoxLayout(this);
    const int frame = session->mode() == Session::Mode::Replay ? frameWidth : 0;
    layout->setContentsMargins(frame, frame, frame, frame);
    layout->setSpacing(0);
    layout->addWidget(m_top);
    layout->addLayout(columns, 1);

    m_window.setStep(session->configuration().every);
    connectSession();
    connectPlayer();
    connectPanels();
    connectWhatIf();
    addViews();
    m_shortcuts = new Shortcuts(this, m_navigation, session->tape(), {m_lanes, m_plane, m_timeBar});
    followTime();
    chooseStack(0);
    m_lanes->setFocus();
}

QWidget *Workstation::makeOverview() {
    auto *page = new QWidget(this);
    m_lanes = new LaneStack(*m_session, &m_window, m_theme, page);
    m_plane = new Plane(&m_window, m_theme, page);
    m_evidence = new EvidencePanel(*m_session, m_theme, page);
    m_alerts = new AlertsPanel(*m_session, m_theme, page);
    auto *right = new QVBoxLayout;
    right->setSpacing(10);
    right->addWidget(m_plane, 270);
    right->addWidget(m_evidence, 200);
    right->addWidget(m_alerts, 152);
    for (QWidget *panel : std::initializer_list<QWidget *>{m_plane, m_evidence, m_alerts})
        panel->setFixedWidth(rightWidth);
    auto *layout = new QHBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    layout->addWidget(m_lanes, 1);
    layout->addLayout(right);
    return page;
}

QWidget *Workstation::makeAlerts() {
    TablePage *page = alertsPage(m_session, m_theme, this);
    connect(page, &TablePage::activated, this, [this](const QModelIndex &index) {
        chooseStack(static_cast<StackId>(index.data(AlertModel::StackIdRole).toInt()));
        showPage(OverviewPage);
    });
    return page;
}

QWidget *Workstation::makeTimeline() {
    TablePage *page = timelinePage(m_session, m_theme, this);
    connect(page, &TablePage::activated, this, [this](const QModelIndex &index) {
        m_navigation->scrub(Instant::fromMs(index.data(TimelineModel::AtRole).toLongLong()));
        showPage(OverviewPage);
    });
    return page;
}

QWidget *Workstation::makeNumbers() {
    m_numbers = new NumbersModel(m_session, this);
    return numbersPage(m_numbers, m_theme, this);
}

void Workstation::connectSession() {
    connect(m_session, &Session::changed, this, &Workstation::followTime);
    connect(m_session, &Session::changed, &m_repainter, &Repainter::markAll);
    connect(m_session, &Session::restarted, this, &Workstation::startAgain);
}

// Each note that can be kept takes the complaint about one before away.
void Workstation::connectPlayer() {
    Player *player = m_session->player();
    if (!player)
        return;
    connect(player, &Player::noteNotKept, this, [this](const Failure &why) {
        m_timeBar->setTrouble(tr("The note is not kept: %1. %2.").arg(why.what, why.remedy));
    });
    connect(player, &Player::eventsNotKnownYet, this,
            [this] { m_timeBar->setTrouble(tr("What comes next has not been read yet.")); });
    connect(m_session, &Session::surveyed, this, [this] {
        m_timeBar->setTrouble(QString());
        showCounterpart();
    });
    connect(player, &Player::noteKept, this, [this] { m_timeBar->setTrouble(QString()); });
}

void Workstation::connectWhatIf() {
    connect(m_counterpart, &Counterpart::changed, this, &Workstation::showCounterpart);
    connect(m_counterpart, &Counterpart::failed, this, [this](const Failure &why) {
        m_timeBar->setTrouble(tr("Not compared: %1; %2.").arg(why.what, why.remedy));
    });
    connect(m_lanes, &LaneStack::limitDragged, m_whatIf, [this](size_t rule, double value) {
        m_whatIf->tryOut(rule, std::round(value * stepsOfDrag) / stepsOfDrag);
    });
    connect(m_whatIf, &WhatIf::changed, this, [this] {
        std::optional<LaneStack::Candidate> candidate;
        if (m_whatIf->isActive()) {
            candidate = {m_whatIf->rule(), m_whatIf->candidate()->threshold, {}};
            for (const Firing &firing : m_whatIf->firings())
                candidate->firings.push_back(firing.from);
        }
        m_lanes->setCandidate(candidate);
        m_timeBar->strip()->setFirings(m_whatIf->realFirings(), m_whatIf->firings());
    });
}

void Workstation::connectPanels() {
    connect(m_top, &TopBar::pageChosen, this, &Workstation::showPage);
    connect(m_side, &SideColumn::stackChosen, this, &Workstation::chooseStack);
    connect(m_banner, &VerdictBanner::acknowledgeAsked, this, [this] {
        m_decisions->acknowledge({m_stack, QString()});
    });
    connect(m_banner, &VerdictBanner::evidenceAsked, this, [this] {
        showPage(OverviewPage);
        m_evidence->focusList();
    });
    connect(m_banner, &VerdictBanner::runbookAsked, this, &Workstation::showRunbook);
    connect(m_audit, &AuditPage::topicAsked, this, &Workstation::showTopic);
    connect(m_evidence, &EvidencePanel::momentChosen, m_navigation, &Navigation::scrub);
    m_alerts->letDecide(m_decisions);
    connect(m_decisions, &Decisions::refused, m_timeBar, &TimeBar::setTrouble);
    m_decisions->takeFrom(m_notices);
    connect(m_notices, &NoticeBar::opened, this, [this](const Notice &notice) {
        chooseStack(notice.stack);
        showPage(OverviewPage);
    });
    connect(m_navigation, &Navigation::changed, m_timeBar, &TimeBar::refresh);
}

void Workstation::addViews() {
    m_repainter.add(m_top, [this] { m_top->refresh(); });
    m_repainter.add(m_banner, [this] { m_banner->refresh(); });
    m_repainter.add(m_lanes, [this] { m_lanes->refresh(); });
    m_repainter.add(m_evidence, [this] { m_evidence->refresh(); });
    m_repainter.add(m_plane, [this] { refreshPlane(); });
    m_repainter.add(m_pages->widget(NumbersPage), [this] { m_numbers->show(m_stack, m_window.shown()); });
    m_repainter.add(m_timeBar, [this] { m_timeBar->refresh(); });
    m_repainter.add(m_audit, [this] { m_audit->refresh(); });
    m_repainter.add(m_learn, [this] { m_learn->refresh(); });
}

QStringList Workstation::pageNames() {
    return {tr("Overview"), tr("Alerts"), tr("Timeline"), tr("Numbers"), tr("Audit"), tr("Learn")};
}

void Workstation::chooseStack(StackId stack) {
    if (stack >= m_session->configuration().stacks.size())
        return;
    m_stack = stack;
    m_side->setStack(stack);
    m_top->setStackName(stackName());
    m_banner->setStack(stack);
    m_lanes->setStack(stack);
    m_plane->setSource(&m_session->engine().history());
    refreshPlane();
    m_evidence->setStack(stack);
    m_alerts->setStack(stack);
    m_learn->setStack(stack);
    m_timeBar->setStack(stack);
    m_whatIf->setStack(stack);
    showCounterpart();
    emit stackChosen(stackName());
}

void Workstation::refreshPlane() {
    const Configuration &configuration = m_session->configuration();
    const Verdict &verdict = m_session->engine().verdict(m_stack);
    const double capacity = configuration.capacityOf(m_stack);
    m_plane->setSpec({.hitRatio = {m_stack, SeriesId::WholeStack, Metric::HitRatio},
                      .load = {m_stack, SeriesId::WholeStack, Metric::Load},
                      .cadence = configuration.every,
                      .usualHitRatio = verdict.usualHitRatio,
                      .usualLoad = verdict.usualLoad,
                      .capacity = std::isfinite(capacity) ? std::optional(capacity) : std::nullopt});
    m_plane->refresh(m_session->engine().now());
}

void Workstation::showPage(int page) {
    m_pages->setCurrentIndex(page);
    m_top->setPage(page);
}

Workstation::Place Workstation::place() const {
    return {m_stack, m_pages->currentIndex(), m_window.shown(), m_window.mode()};
}

void Workstation::goTo(const Place &place) {
    chooseStack(place.stack);
    showPage(place.page);
    if (place.mode == TimeWindow::Mode::Following)
        setSpan(place.shown.length());
    else
        m_window.show(place.shown.from, place.shown.to);
}

void Workstation::setSpan(Duration span) {
    m_window.zoom(static_cast<double>(span.count()) / static_cast<double>(m_window.shown().length().count()));
}

void Workstation::showTopic(const QString &topic) {
    m_learn->showTopic(topic);
    showPage(LearningPage);
}

void Workstation::showRunbook() {
    showTopic(topicFor(m_session->engine(), m_stack));
}

void Workstation::writeNote() {
    m_questions->askNote(stackName());
}

void Workstation::askThreshold() {
    m_questions->askThreshold(m_lanes->triableRules());
}

void Workstation::noteNow(const QString &text) {
    m_session->addNote(stackName(), text, m_navigation->moment());
}

void Workstation::compareWith(const QString &recording) {
    m_timeBar->setTrouble(QString());
    m_counterpart->open(recording);
}

void Workstation::showCounterpart() {
    const Engine *other = m_counterpart->other();
    const Engine *ours = m_session->survey();
    if (!other || !ours || !m_session->isSurveyed())
        return m_lanes->setOverlay(std::nullopt, QString());
    const Alignment alignment = alignmentOf(*ours, m_stack, *other);
    const QString moment = alignment.theirs.clockText();
    const QString words = (alignment.isAtOnset ? tr("grey: %1, onset %2") : tr("grey: %1, from %2"))
                              .arg(plainText(m_counterpart->name(), 24), moment);
    m_lanes->setOverlay(Overlay{&other->history(), alignment.stack, other->configuration().every,
                                alignment.theirs - alignment.ours},
                        words);
}

// What is tried out goes first, then what is compared with.
bool Workstation::dropExtra() {
    if (m_whatIf->isActive()) {
        m_whatIf->drop();
        return true;
    }
    const bool compares = m_counterpart->other() || m_counterpart->isOpening();
    m_counterpart->close();
    return compares;
}

void Workstation::toggleKeySheet() {
    m_keySheet->toggle(m_shortcuts->entries());
}

void Workstation::openPalette() {
    std::vector<Shortcuts::Entry> entries = m_shortcuts->entries();
    const auto &stacks = m_session->configuration().stacks;
    for (StackId stack = 0; stack < stacks.size(); ++stack)
        entries.push_back({QString(), tr("Stack: %1").arg(plainText(stacks[stack].name, 60)),
                           [this, stack] { chooseStack(stack); }});
    m_decisions->addTo(entries, m_stack);
    m_palette->open(entries);
}

void Workstation::findStack() {
    m_side->find();
}

void Workstation::toggleNumbers() {
    showPage(m_pages->currentIndex() == NumbersPage ? OverviewPage : NumbersPage);
}

void Workstation::copyVisible() {
    copyToClipboard(visibleCsv(m_session->engine().history(), m_stack, m_window.shown()),
                    m_lanes->grab().toImage());
}

void Workstation::refreshNow() {
    followTime();
    m_repainter.markAll();
    m_repainter.refreshVisible();
}

// A replay has gone back: the engine and its history are other objects now.
void Workstation::startAgain() {
    m_lanes->setStack(m_stack);
    m_plane->setSource(&m_session->engine().history());
    refreshPlane();
    followTime();
    m_repainter.markAll();
}

void Workstation::followTime() {
    const TimeSpan extent = m_navigation->extent();
    m_window.setExtent(extent.from, extent.to);
    m_window.advance(m_session->engine().now());
}

void Workstation::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    painter.fillRect(rect(),
                     m_session->mode() == Session::Mode::Replay ? replayColour(m_theme) : m_theme.background);
    const int frame = m_session->mode() == Session::Mode::Replay ? frameWidth : 0;
    painter.fillRect(rect().adjusted(frame, frame, -frame, -frame), m_theme.background);
}

} // namespace spillway
