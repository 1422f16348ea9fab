#include "workstation/transport.h"

#include "format.h"
#include "textlabel.h"
#include "workstation/marks.h"
#include "workstation/navigation.h"
#include "workstation/pill.h"

#include <QBoxLayout>
#include <QMenu>
#include <QToolButton>

namespace spillway {

Transport::Transport(Navigation *navigation, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_navigation(navigation)
    , m_theme(theme) {
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    QToolButton *previous = addButton(tr("Previous event"), tr("Shift+Left"));
    QToolButton *back = addButton(tr("Step back"), tr("Left"), Repeats::Yes);
    m_reverse = addButton(tr("Play in reverse"), tr("R"));
    m_reverse->setVisible(navigation->isReplay());
    m_play = addButton(tr("Play"), tr("Space"));
    QToolButton *step = addButton(tr("Step forward"), tr("Right"), Repeats::Yes);
    QToolButton *next = addButton(tr("Next event"), tr("Shift+Right"));
    previous->setIcon(transportIcon(TransportSign::PreviousEvent, theme));
    back->setIcon(transportIcon(TransportSign::StepBack, theme));
    step->setIcon(transportIcon(TransportSign::StepForward, theme));
    next->setIcon(transportIcon(TransportSign::NextEvent, theme));
    m_loop = addButton(tr("Loop between notes"), tr("L; from here [, to here ]"));
    m_loop->setIcon(transportIcon(TransportSign::Loop, theme));
    m_loop->setCheckable(true);
    m_loop->setVisible(navigation->isReplay());
    connect(m_loop, &QToolButton::clicked, navigation, &Navigation::toggleLoop);
    connect(previous, &QToolButton::clicked, navigation, &Navigation::previousEvent);
    connect(back, &QToolButton::clicked, navigation, &Navigation::stepBack);
    connect(m_reverse, &QToolButton::clicked, navigation, &Navigation::toggleReverse);
    connect(m_play, &QToolButton::clicked, navigation, &Navigation::togglePlaying);
    connect(step, &QToolButton::clicked, navigation, &Navigation::stepForward);
    connect(next, &QToolButton::clicked, navigation, &Navigation::nextEvent);

    m_live = new Pill(Pill::Kind::Button, theme, this);
    layout->addSpacing(6);
    layout->addWidget(m_live);
    connect(m_live, &Pill::clicked, navigation, &Navigation::goLive);
    m_speed = new QToolButton(this);
    m_speed->setFont(theme.font(13));
    m_speed->setPopupMode(QToolButton::InstantPopup);
    layout->addSpacing(4);
    layout->addWidget(m_speed);
    layout->addStretch();
    addSpeeds();
    connect(navigation, &Navigation::changed, this, &Transport::refresh);
    refresh();
}

QToolButton *Transport::addButton(const QString &name, const QString &keys, Repeats repeats) {
    auto *button = new QToolButton(this);
    button->setIconSize({16, 16});
    button->setAccessibleName(name);
    button->setToolTip(plainToolTip(tr("%1 (%2)").arg(name, keys)));
    button->setAutoRepeat(repeats == Repeats::Yes);
    layout()->addWidget(button);
    return button;
}

void Transport::addSpeeds() {
    auto *menu = new QMenu(m_speed);
    for (const double speed : Navigation::speeds()) {
        QAction *action = menu->addAction(speedText(speed));
        connect(action, &QAction::triggered, m_navigation, [this, speed] { m_navigation->setSpeed(speed); });
    }
    m_speed->setMenu(menu);
    m_speed->setAccessibleName(tr("Speed"));
    m_speed->setToolTip(plainToolTip(tr("Speed (slower , faster .)")));
    m_speed->setVisible(m_navigation->isReplay());
}

QString Transport::speedText(double speed) {
    return (speed < 1 ? QString::number(speed) : formatNumber(speed)) + QChar(0x00d7);
}

void Transport::refresh() {
    const bool isPlaying = m_navigation->isPlaying(Navigation::Sense::Forward);
    m_play->setIcon(transportIcon(isPlaying ? TransportSign::Pause : TransportSign::Play, m_theme));
    m_play->setAccessibleName(isPlaying ? tr("Pause") : tr("Play"));
    const bool isReversing = m_navigation->isPlaying(Navigation::Sense::Back);
    m_reverse->setIcon(transportIcon(isReversing ? TransportSign::Pause : TransportSign::Reverse, m_theme));
    m_reverse->setAccessibleName(isReversing ? tr("Pause") : tr("Play in reverse"));
    m_loop->setChecked(m_navigation->loop().has_value());
    m_speed->setText(speedText(m_navigation->speed()));
    if (m_navigation->isReplay()) {
        m_live->setText(tr("REPLAY"));
        m_live->setColour(replayColour(m_theme));
        m_live->setToolTip(plainToolTip(tr("Follow the position again (Ctrl+L)")));
    } else {
        m_live->setText(isPlaying ? tr("LIVE") : tr("Back to LIVE"));
        m_live->setColour(isPlaying ? m_theme.healthy : m_theme.warning);
        m_live->setToolTip(plainToolTip(tr("Back to the newest data (Ctrl+L)")));
    }
    m_live->setAccessibleName(tr("Follow the newest data"));
    m_live->updateGeometry();
}

} // namespace spillway
