#include "drill/drillanswers.h"

#include "textlabel.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QGridLayout>
#include <QListWidget>
#include <QPushButton>
#include <QShortcut>
#include <QSignalBlocker>

#include <algorithm>

namespace spillway {

namespace {

struct Choice {
    Culprit culprit;
    const char *text;
    Qt::Key key;
};

constexpr Choice choices[] = {
    {Culprit::Cache, QT_TRANSLATE_NOOP("spillway::DrillAnswers", "The cache"), Qt::Key_C},
    {Culprit::Traffic, QT_TRANSLATE_NOOP("spillway::DrillAnswers", "The traffic"), Qt::Key_T},
    {Culprit::Database, QT_TRANSLATE_NOOP("spillway::DrillAnswers", "The database"), Qt::Key_D},
    {Culprit::Background, QT_TRANSLATE_NOOP("spillway::DrillAnswers", "Another client"), Qt::Key_X},
    {Culprit::Unknown, QT_TRANSLATE_NOOP("spillway::DrillAnswers", "Cannot be told"), Qt::Key_U},
};

constexpr int moveRole = Qt::UserRole;

QString spoken(Cause cause) {
    return causeName(cause).replace(u'-', u' ');
}

} // namespace

DrillAnswers::DrillAnswers(DrillRun *run, const Theme &theme, QWidget *parent)
    : Panel(tr("Your answers"), theme, parent)
    , m_run(run)
    , m_onset(new TextLabel(theme.font(13), theme.muted, this))
    , m_cause(new QComboBox(this))
    , m_moves(new QListWidget(this))
    , m_make(new QPushButton(tr("Do it"), this))
    , m_reply(new TextLabel(theme.font(13), theme.muted, this)) {
    body()->setContentsMargins(14, 4, 14, 12);
    body()->setSpacing(8);
    addOnset();
    addCulprits();
    addCause();
    addMoves();
    connect(run, &DrillRun::changed, this, &DrillAnswers::refresh);
    connect(run, &DrillRun::over, this, [this] { setEnabled(false); });
    refresh();
}

void DrillAnswers::addHeading(const QString &text) {
    auto *heading = new TextLabel(Panel::theme().font(13, QFont::DemiBold), Panel::theme().text, this);
    heading->setText(text);
    body()->addWidget(heading);
}

void DrillAnswers::addOnset() {
    addHeading(tr("When did it begin?"));
    auto *mark = new QPushButton(tr("Mark this moment (O)"), this);
    auto *row = new QHBoxLayout;
    row->setSpacing(10);
    row->addWidget(mark);
    row->addWidget(m_onset, 1);
    body()->addLayout(row);
    connect(mark, &QPushButton::clicked, this, &DrillAnswers::onsetAsked);
    connect(new QShortcut(QKeySequence(Qt::Key_O), this), &QShortcut::activated, this,
            &DrillAnswers::onsetAsked);
}

void DrillAnswers::addCulprits() {
    addHeading(tr("Who loads the database?"));
    auto *grid = new QGridLayout;
    grid->setSpacing(6);
    for (const Choice &choice : choices) {
        auto *button =
            new QPushButton(tr("%1 (%2)").arg(tr(choice.text), QKeySequence(choice.key).toString()), this);
        button->setCheckable(true);
        const int place = static_cast<int>(m_culprits.size());
        grid->addWidget(button, place / 2, place % 2);
        m_culprits[choice.culprit] = button;
        const auto say = [this, culprit = choice.culprit] {
            m_run->name(culprit);
            refresh(); // a second click takes nothing back
        };
        connect(button, &QPushButton::clicked, this, say);
        connect(new QShortcut(QKeySequence(choice.key), this), &QShortcut::activated, this, say);
    }
    body()->addLayout(grid);
}

void DrillAnswers::addCause() {
    addHeading(tr("By what, if you know?"));
    m_cause->setAccessibleName(tr("Cause"));
    body()->addWidget(m_cause);
    connect(m_cause, &QComboBox::activated, this, [this](int row) {
        const QVariant cause = m_cause->itemData(row);
        m_run->nameCause(cause.isValid() ? std::optional(static_cast<Cause>(cause.toInt())) : std::nullopt);
    });
}

void DrillAnswers::addMoves() {
    addHeading(tr("What do you do? (M)"));
    m_moves->setAccessibleName(tr("Moves"));
    m_moves->setFont(Panel::theme().font(13));
    m_moves->setSelectionMode(QAbstractItemView::SingleSelection);
    m_moves->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_moves->setTextElideMode(Qt::ElideRight);
    for (const DrillMoveInfo &info : drillMoves()) {
        auto *item = new QListWidgetItem(QLatin1String(info.text), m_moves);
        item->setData(moveRole, static_cast<int>(info.move));
        item->setToolTip(plainToolTip(item->text()));
    }
    m_moves->sortItems(); // the right ones are not side by side
    m_moves->setCurrentRow(0);
    body()->addWidget(m_moves, 1);
    auto *giveUp = new QPushButton(tr("Give up (G)"), this);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_make);
    row->addWidget(giveUp);
    row->addStretch();
    body()->addLayout(row);
    m_reply->setMaximumLines(2);
    body()->addWidget(m_reply);
    connect(m_moves, &QListWidget::itemActivated, this, &DrillAnswers::makeChosen);
    connect(m_make, &QPushButton::clicked, this, &DrillAnswers::makeChosen);
    connect(giveUp, &QPushButton::clicked, m_run, &DrillRun::giveUp);
    connect(new QShortcut(QKeySequence(Qt::Key_G), this), &QShortcut::activated, m_run, &DrillRun::giveUp);
    connect(new QShortcut(QKeySequence(Qt::Key_M), this), &QShortcut::activated, this,
            &DrillAnswers::chooseMoves);
}

void DrillAnswers::chooseMoves() {
    m_moves->setFocus(Qt::ShortcutFocusReason);
}

void DrillAnswers::makeChosen() {
    const QListWidgetItem *item = m_moves->currentItem();
    if (!item)
        return;
    m_run->make(static_cast<DrillMove>(item->data(moveRole).toInt()));
    if (!m_run->isOver())
        m_reply->setText(m_run->culprit() ? tr("%1: no better.").arg(item->text())
                                          : tr("Say first who you think it is."));
}

void DrillAnswers::refresh() {
    m_onset->setText(m_run->onset() ? tr("%1 UTC").arg(m_run->onset()->clockText()) : tr("not marked"));
    for (const auto &[culprit, button] : m_culprits)
        button->setChecked(m_run->culprit() == culprit);
    refreshCauses();
}

void DrillAnswers::refreshCauses() {
    const QSignalBlocker quiet(m_cause);
    m_cause->clear();
    m_cause->addItem(tr("not sure"));
    for (const Cause cause : causesOf(m_run->culprit().value_or(Culprit::Unknown))) {
        m_cause->addItem(spoken(cause), static_cast<int>(cause));
        if (m_run->cause() == cause)
            m_cause->setCurrentIndex(m_cause->count() - 1);
    }
    m_cause->setEnabled(m_cause->count() > 1);
}

} // namespace spillway
