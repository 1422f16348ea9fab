#include "workstation/timebar.h"

#include "format.h"
#include "plaintext.h"
#include "textlabel.h"
#include "workstation/marks.h"
#include "workstation/navigation.h"
#include "workstation/overviewstrip.h"
#include "workstation/tapecontrols.h"
#include "workstation/transport.h"

#include <QBoxLayout>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace spillway {

namespace {

constexpr auto newsStay = std::chrono::seconds(20);

// "300 polls of cache-1 lost, 09:58:12 to 10:03:12"
QString lostText(const std::vector<LostStretch> &lost) {
    if (lost.size() > 1)
        return TimeBar::tr("%1 stretches of the recording are lost, marked in the strip").arg(lost.size());
    const LostStretch &one = lost.front();
    const QString polls = TimeBar::tr("%1 polls").arg(one.polls);
    return TimeBar::tr("%1 lost, %2 to %3")
        .arg(one.endpoint.isEmpty() ? polls : TimeBar::tr("%1 of %2").arg(polls, plainText(one.endpoint, 40)),
             one.from.clockText(), one.to.clockText());
}

} // namespace

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
    auto *above = new QHBoxLayout;
    above->setSpacing(8);
    above->addWidget(new Transport(navigation, theme, this));
    addTapeControls(above);
    left->addLayout(above);
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
    m_words->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed); // long ones take nothing from the strip
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 8, 16, 8);
    layout->setSpacing(16);
    layout->addLayout(left);
    layout->addWidget(m_strip, 1);
    connect(navigation, &Navigation::changed, this, &TimeBar::refresh);
    m_newsTimer.setSingleShot(true);
    connect(&m_newsTimer, &QTimer::timeout, this, [this] {
        m_news.clear();
        refresh();
    });
}

void TimeBar::addTapeControls(QBoxLayout *row) {
    Tape *tape = m_session.tape();
    if (!tape)
        return;
    m_tapeControls = new TapeControls(tape, m_theme, this);
    row->addWidget(m_tapeControls);
    connect(m_tapeControls, &TapeControls::succeeded, this, &TimeBar::setNews);
    connect(m_tapeControls, &TapeControls::failed, this, &TimeBar::setTrouble);
    connect(tape, &Tape::recordingChanged, this, &TimeBar::refresh);
}

void TimeBar::setStack(StackId stack) {
    m_strip->setStack(stack);
}

void TimeBar::refresh() {
    const Instant position = m_navigation->position();
    m_position->setText(position == Instant{} ? noNumber() : position.clockText());
    m_reading->setVisible(m_navigation->isReplay() && !m_session.isSurveyed());
    m_reading->setText(m_navigation->isReadingAhead() ? tr("Stop") : tr("Read"));
    m_reading->setToolTip(plainToolTip(
        m_navigation->isReadingAhead() ? tr("Stop reading the recording ahead")
                                       : tr("Read the recording ahead, for the overview and its events")));
    m_words->setText(!m_trouble.isEmpty() ? m_trouble : !m_news.isEmpty() ? m_news : words());
    const bool isTroubled = !m_trouble.isEmpty() || (m_news.isEmpty() && !m_session.lost().empty());
    m_words->setColour(isTroubled ? m_theme.warning : !m_news.isEmpty() ? m_theme.healthy : m_theme.muted);
    m_strip->refresh();
}

void TimeBar::setTrouble(const QString &trouble) {
    m_trouble = trouble;
    refresh();
}

void TimeBar::setNews(const QString &news) {
    m_news = news;
    m_newsTimer.start(newsStay);
    setTrouble(QString());
}

// "last 24 h", "4 h 30 m · simulated", "3 m behind the present", "REC 12.4 MiB, 4.1 MiB/day · last 24 h"
QString TimeBar::words() const {
    const TimeSpan extent = m_navigation->extent();
    QStringList parts{m_navigation->isReplay() ? formatDuration(extent.length())
                                               : tr("last %1").arg(formatDuration(extent.length()))};
    const Duration behind = m_session.engine().now() - m_navigation->moment();
    if (!m_navigation->isReplay() && !m_navigation->isPlaying() && behind >= 1s)
        parts = {tr("%1 behind the present").arg(formatDuration(behind))};
    if (m_navigation->isReplay() && !m_session.isSurveyed())
        parts << readingWords();
    if (m_tapeControls && !m_tapeControls->words().isEmpty())
        parts.prepend(m_tapeControls->words());
    if (!m_session.lost().empty())
        parts.prepend(lostText(m_session.lost()));
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
