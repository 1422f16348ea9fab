#include "drill/drillview.h"

#include "drill/drillanswers.h"
#include "drill/drillresult.h"
#include "format.h"
#include "plaintext.h"
#include "readingmodel.h"
#include "textlabel.h"
#include "workstation/lanestack.h"
#include "workstation/marks.h"
#include "workstation/navigation.h"
#include "workstation/pagebrowser.h"
#include "workstation/pill.h"
#include "workstation/tablepage.h"
#include "workstation/widgetstyle.h"

#include <QBoxLayout>
#include <QPainter>
#include <QShortcut>
#include <QStackedWidget>
#include <QTextBrowser>
#include <QToolButton>

namespace spillway {

namespace {

constexpr int rightWidth = 420;
constexpr int numbersHeight = 230;

} // namespace

DrillView::DrillView(Session *session, DrillRun *run, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_run(run)
    , m_theme(theme)
    , m_navigation(new Navigation(session, &m_window, this))
    , m_readings(new ReadingModel(session, run->task().stack, this))
    , m_lanes(new LaneStack(*session, &m_window, theme, this))
    , m_right(new QStackedWidget(this))
    , m_answers(new DrillAnswers(run, theme, this))
    , m_result(makePageBrowser(tr("Result of the drill"), theme, this)) {
    setPalette(theme.palette());
    setStyleSheet(widgetStyle(theme));
    m_lanes->setTelling(LaneStack::Telling::Numbers);
    m_lanes->setStack(run->task().stack);
    m_window.setStep(session->configuration().every);
    m_right->setFixedWidth(rightWidth);
    m_right->addWidget(m_answers);
    m_right->addWidget(m_result);
    auto *left = new QVBoxLayout;
    left->setSpacing(12);
    left->addWidget(m_lanes, 1);
    left->addWidget(makeNumbers());
    auto *columns = new QHBoxLayout;
    columns->setContentsMargins(16, 14, 16, 14);
    columns->setSpacing(14);
    columns->addLayout(left, 1);
    columns->addWidget(m_right);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeHead());
    layout->addLayout(columns, 1);
    connect(session, &Session::changed, this, &DrillView::follow);
    // The lanes look at the engine's history, which is another one after a seek.
    connect(session, &Session::restarted, this, [this] { m_lanes->setStack(m_run->task().stack); });
    connect(session, &Session::changed, &m_repainter, &Repainter::markAll);
    connect(m_navigation, &Navigation::changed, this, &DrillView::refreshHead);
    connect(m_answers, &DrillAnswers::onsetAsked, run, [this] { m_run->markOnset(m_navigation->moment()); });
    connect(run, &DrillRun::over, this, &DrillView::reveal, Qt::QueuedConnection); // the history comes first
    m_repainter.add(m_lanes, [this] { m_lanes->refresh(); });
    addKeys();
    follow();
    m_lanes->setFocus();
}

QWidget *DrillView::makeHead() {
    auto *head = new QWidget(this);
    auto *title = new TextLabel(m_theme.font(17, QFont::Bold), m_theme.text, head);
    const Drill *bundled = m_run->task().drill;
    title->setText(tr("Drill: %1")
                       .arg(bundled ? QString(QLatin1String(bundled->name)).replace(u'-', u' ')
                                    : plainText(m_session->sourceName(), 40)));
    auto *pill = new Pill(Pill::Kind::Sign, m_theme, head);
    pill->setText(m_session->configuration().simulated ? tr("REPLAY, simulated") : tr("REPLAY"));
    pill->setColour(replayColour(m_theme));
    auto *story = new TextLabel(m_theme.font(14), m_theme.text, head);
    story->setMaximumLines(2);
    story->setText(bundled ? QString(QLatin1String(bundled->story))
                           : tr("Something happens in this recording. When did it begin, who is it, and what "
                                "do you do?"));
    m_clock = new TextLabel(m_theme.font(14, QFont::DemiBold), m_theme.text, head);
    m_clock->setAlignment(Qt::AlignRight);
    m_clock->setMinimumWidth(210);
    m_play = new QToolButton(head);
    m_play->setFont(m_theme.font(13));
    connect(m_play, &QToolButton::clicked, m_navigation, &Navigation::togglePlaying);
    auto *top = new QHBoxLayout;
    top->setSpacing(10);
    top->addWidget(title);
    top->addWidget(pill);
    top->addStretch();
    top->addWidget(m_clock);
    top->addWidget(m_play);
    auto *layout = new QVBoxLayout(head);
    layout->setContentsMargins(16, 12, 16, 0);
    layout->setSpacing(6);
    layout->addLayout(top);
    layout->addWidget(story);
    return head;
}

QWidget *DrillView::makeNumbers() {
    auto *table =
        new TablePage(m_readings, tr("What the servers say"), nullptr, ReadingModel::Name, m_theme, this);
    table->setEmptyText(tr("Nothing has been answered yet."));
    table->setFixedHeight(numbersHeight);
    table->setFocusPolicy(Qt::ClickFocus);
    m_repainter.add(table, [this] { m_readings->refresh(); });
    return table;
}

// Letters are answers, so they work wherever the focus is.
void DrillView::addKeys() {
    const auto add = [this](const QKeySequence &key, const auto &call) {
        connect(new QShortcut(key, this), &QShortcut::activated, this, call);
    };
    add(Qt::Key_P, [this] { m_navigation->togglePlaying(); });
    add(Qt::Key_Comma, [this] { m_navigation->slower(); });
    add(Qt::Key_Period, [this] { m_navigation->faster(); });
    auto *space = new QShortcut(QKeySequence(Qt::Key_Space), m_lanes);
    space->setContext(Qt::WidgetWithChildrenShortcut);
    connect(space, &QShortcut::activated, m_navigation, &Navigation::togglePlaying);
}

void DrillView::refreshHead() {
    m_play->setText(m_navigation->isPlaying() ? tr("Pause (P)") : tr("Play (P)"));
    const Instant now = m_session->engine().now();
    m_clock->setText(tr("%1 UTC, %2 x (, .)")
                         .arg(now == Instant{} ? tr("before it begins") : now.clockText(),
                              formatNumber(m_navigation->speed())));
}

void DrillView::follow() {
    const Instant now = m_session->engine().now();
    if (now != Instant{}) {
        m_window.setExtent(m_session->engine().history().oldest(), now);
        m_window.advance(now);
    }
    refreshHead();
}

void DrillView::setHistory(const std::vector<DrillRecord> &history) {
    m_history = history;
}

void DrillView::reveal() {
    m_lanes->setTelling(LaneStack::Telling::All);
    m_lanes->setStack(m_run->task().stack);
    m_result->setHtml(drillResultHtml(*m_run, m_history));
    m_right->setCurrentWidget(m_result);
    m_result->setFocus();
}

void DrillView::paintEvent(QPaintEvent *) {
    QPainter(this).fillRect(rect(), m_theme.background);
}

} // namespace spillway
