#include "workstation/whatif.h"

#include "format.h"
#include "plaintext.h"
#include "player.h"
#include "textlabel.h"
#include "workstation/marks.h"

#include <QApplication>
#include <QBoxLayout>
#include <QClipboard>
#include <QPainter>
#include <QPushButton>

namespace spillway {

namespace {
constexpr Duration atRest{80};
constexpr QSize cardSize(760, 52);
constexpr int aboveTimeBar = 96; // from the bottom of the workstation
constexpr int left = 248;        // over the lanes
} // namespace

WhatIf::WhatIf(const Session &session, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_theme(theme)
    , m_sentence(new TextLabel(theme.font(13), theme.text, this)) {
    if (const Player *player = session.player()) {
        m_rehearsal = std::make_unique<Rehearsal>(player->recordingPath());
        connect(m_rehearsal.get(), &Rehearsal::finished, this, [this](const std::vector<Firing> &firings) {
            m_firings = firings;
            m_isKnown = true;
            refresh();
        });
    }
    connect(&session, &Session::surveyed, this, [this] {
        if (m_candidate)
            refresh();
    });
    m_rest.setSingleShot(true);
    m_rest.setInterval(atRest);
    connect(&m_rest, &QTimer::timeout, this, &WhatIf::rehearse);
    auto *copy = new QPushButton(tr("Copy rule"), this);
    auto *leave = new QPushButton(tr("Drop"), this);
    copy->setToolTip(plainToolTip(tr("The rule as TOML, to be pasted into a configuration")));
    leave->setToolTip(plainToolTip(tr("Back to the rule in force (Escape)")));
    connect(copy, &QPushButton::clicked, this,
            [this] { QApplication::clipboard()->setText(pastedText(*m_candidate)); });
    connect(leave, &QPushButton::clicked, this, &WhatIf::drop);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(16, 8, 12, 8);
    layout->setSpacing(10);
    layout->addWidget(m_sentence, 1);
    layout->addWidget(copy);
    layout->addWidget(leave);
    hide();
}

void WhatIf::setStack(StackId stack) {
    if (stack == m_stack)
        return;
    drop();
    m_stack = stack;
}

void WhatIf::tryOut(size_t rule, double threshold) {
    const std::vector<Rule> &rules = m_session.configuration().rules;
    if (!m_rehearsal || rule >= rules.size())
        return;
    const Rule candidate = withThreshold(rules[rule], threshold);
    if (candidate == m_candidate)
        return;
    m_rule = rule;
    m_candidate = candidate;
    m_isKnown = false;
    m_rehearsal->cancel();
    m_rest.start();
    setGeometry(QRect(QPoint(left, parentWidget()->height() - aboveTimeBar - cardSize.height()), cardSize));
    show();
    raise();
    refresh();
}

void WhatIf::drop() {
    if (!m_candidate)
        return;
    m_rest.stop();
    m_rehearsal->cancel();
    m_candidate.reset();
    m_firings.clear();
    hide();
    emit changed();
}

void WhatIf::rehearse() {
    m_rehearsal->start(m_session.configuration(), m_stack, *m_candidate);
}

std::vector<Firing> WhatIf::realFirings() const {
    if (!m_candidate || !m_session.survey())
        return {};
    return firingsOf(m_session.survey()->timeline(), m_candidate->name,
                     m_session.configuration().stacks[m_stack].name);
}

QString WhatIf::sentence() const {
    if (!m_candidate)
        return {};
    const bool isBelow = m_candidate->comparison == Comparison::Below;
    const QString limit =
        QLatin1String(isBelow ? "< " : "> ") + formatValue(m_candidate->metric, m_candidate->threshold);
    const QString what =
        m_isKnown && m_session.isSurveyed() ? comparedText(m_firings, realFirings()) : tr("looking \u2026");
    return tr("%1 %2: %3").arg(plainText(m_candidate->name, 40), limit, what);
}

void WhatIf::refresh() {
    m_sentence->setText(sentence());
    emit changed();
}

void WhatIf::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(replayColour(m_theme), 1));
    painter.setBrush(m_theme.raised);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
}

} // namespace spillway
