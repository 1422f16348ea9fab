#include "workstation/timebar.h"

#include "format.h"
#include "textlabel.h"
#include "workstation/marks.h"
#include "workstation/navigation.h"
#include "workstation/overviewstrip.h"
#include "workstation/transport.h"

#include <QBoxLayout>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace spillway {

TimeBar::TimeBar(const Session &session, Navigation *navigation, TimeWindow *window, const Theme &theme,
                 QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_navigation(navigation)
    , m_theme(theme)
    , m_position(new TextLabel(theme.font(13, QFont::DemiBold), theme.text, this))
    , m_words(new TextLabel(theme.font(12), theme.muted, this))
    , m_reading(new QToolButton(this))
    , m_strip(new OverviewStrip(session, navigation, window, theme, this)) {
    setFixedHeight(72);
    auto *left = new QVBoxLayout;
    left->setSpacing(4);
    left->addWidget(new Transport(navigation, theme, this));
    auto *below = new QHBoxLayout;
    below->setContentsMargins(4, 0, 0, 0);
    below->setSpacing(10);
    below->addWidget(m_position);
    below->addWidget(m_words, 1);
    below->addWidget(m_reading);
    m_reading->setFont(theme.font(12));
    m_reading->hide();
    connect(m_reading, &QToolButton::clicked, navigation, &Navigation::toggleReadingAhead);
    left->addLayout(below);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 8, 16, 8);
    layout->setSpacing(16);
    layout->addLayout(left);
    layout->addWidget(m_strip, 1);
    connect(navigation, &Navigation::changed, this, &TimeBar::refresh);
}

void TimeBar::setStack(StackId stack) {
    m_strip->setStack(stack);
}

void TimeBar::refresh() {
    const Instant position = m_navigation->position();
    m_position->setText(position == Instant{} ? noNumber() : position.clockText());
    m_words->setText(m_trouble.isEmpty() ? words() : m_trouble);
    m_words->setColour(m_trouble.isEmpty() ? m_theme.muted : m_theme.warning);
    m_reading->setVisible(m_navigation->isReplay() && !m_session.isSurveyed());
    m_reading->setText(m_navigation->isReadingAhead() ? tr("Stop") : tr("Read"));
    m_reading->setToolTip(plainToolTip(
        m_navigation->isReadingAhead() ? tr("Stop reading the recording ahead")
                                       : tr("Read the recording ahead, for the overview and its events")));
    m_strip->refresh();
}

void TimeBar::setTrouble(const QString &trouble) {
    m_trouble = trouble;
    refresh();
}

// "last 24 h", "4 h 30 m · simulated", "3 m behind the present"
QString TimeBar::words() const {
    const TimeSpan extent = m_navigation->extent();
    QStringList parts{m_navigation->isReplay() ? formatDuration(extent.length())
                                               : tr("last %1").arg(formatDuration(extent.length()))};
    const Duration behind = m_session.engine().now() - m_navigation->moment();
    if (!m_navigation->isReplay() && !m_navigation->isPlaying() && behind >= 1s)
        parts = {tr("%1 behind the present").arg(formatDuration(behind))};
    if (m_navigation->isReplay() && !m_session.isSurveyed())
        parts << readingWords();
    if (m_navigation->loop())
        parts << tr("loop");
    if (m_session.configuration().simulated)
        parts << tr("simulated");
    return parts.join(QStringLiteral(" · "));
}

// "34 % read"
QString TimeBar::readingWords() const {
    const TimeSpan extent = m_navigation->extent();
    const double share =
        toSeconds(m_navigation->knownTo() - extent.from) / std::max(toSeconds(extent.length()), 1.0);
    return tr("%1\u00a0% read").arg(std::floor(100 * share));
}

void TimeBar::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.panel);
    painter.drawRoundedRect(rect(), 8, 8);
}

} // namespace spillway
