#include "workstation/topbar.h"

#include "format.h"
#include "plaintext.h"
#include "session.h"
#include "textlabel.h"
#include "workstation/marks.h"
#include "workstation/pill.h"

#include <QBoxLayout>
#include <QPainter>
#include <QTabBar>

namespace spillway {

TopBar::TopBar(const Session &session, const QStringList &pages, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_theme(theme)
    , m_stackName(new TextLabel(theme.font(15), theme.muted, this))
    , m_pages(new QTabBar(this))
    , m_status(new TextLabel(theme.font(13), theme.muted, this)) {
    setFixedHeight(44);
    auto *name = new TextLabel(theme.font(17, QFont::Bold), theme.text, this);
    name->setText(tr("Spillway"));
    m_stackName->setMaximumWidth(140);
    m_status->setAlignment(Qt::AlignRight);
    auto *pill = new Pill(Pill::Kind::Sign, theme, this);
    pill->setDotted(true);
    const bool isReplay = session.mode() == Session::Mode::Replay;
    pill->setText(isReplay ? tr("REPLAY") : tr("LIVE"));
    pill->setColour(isReplay ? replayColour(theme) : theme.healthy);
    auto *simulated = new Pill(Pill::Kind::Sign, theme, this);
    simulated->setText(tr("simulated"));
    simulated->setColour(theme.warning);
    simulated->setVisible(session.configuration().simulated);
    for (const QString &page : pages)
        m_pages->addTab(page);
    m_pages->setDrawBase(false);
    m_pages->setExpanding(false);
    m_pages->setFont(theme.font(14));
    m_pages->setAccessibleName(tr("Pages"));
    connect(m_pages, &QTabBar::currentChanged, this, &TopBar::pageChosen);

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(16, 0, 16, 0);
    layout->setSpacing(10);
    layout->addWidget(name);
    layout->addSpacing(8);
    layout->addWidget(m_stackName);
    layout->addWidget(pill);
    layout->addWidget(simulated);
    layout->addSpacing(24);
    layout->addWidget(m_pages, 0, Qt::AlignBottom);
    layout->addWidget(m_status, 1);
}

void TopBar::setStackName(const QString &name) {
    m_stackName->setText(plainText(name));
}

void TopBar::setPage(int page) {
    m_pages->setCurrentIndex(page);
}

void TopBar::refresh() {
    m_status->setText(status());
}

// "10:02:41 UTC · 1 s · 5 of 5 endpoints answering"
QString TopBar::status() const {
    const Engine &engine = m_session.engine();
    if (engine.now() == Instant{})
        return tr("waiting for the first answers");
    const size_t count = engine.configuration().endpoints.size();
    int answering = 0;
    for (size_t i = 0; i < count; ++i) {
        const EndpointState state = engine.endpoint(static_cast<EndpointId>(i)).state;
        answering += state == EndpointState::Up || state == EndpointState::Reset ? 1 : 0;
    }
    QStringList parts;
    if (m_session.mode() == Session::Mode::Replay)
        parts << plainText(m_session.sourceName(), 40);
    parts << tr("%1 UTC").arg(momentText(engine.now(), m_session.mode()));
    parts << formatDuration(engine.configuration().every);
    parts << tr("%1 of %n endpoints answering", nullptr, static_cast<int>(count)).arg(answering);
    return parts.join(QStringLiteral(" · "));
}

void TopBar::paintEvent(QPaintEvent *) {
    QPainter(this).fillRect(rect(), m_theme.raised);
}

} // namespace spillway
