#include "wall/wallheader.h"

#include "figures.h"
#include "format.h"
#include "health.h"
#include "plaintext.h"
#include "statemark.h"
#include "textlabel.h"
#include "workstation/marks.h"

#include <QDateTime>
#include <QFontMetricsF>
#include <QLocale>
#include <QPainter>
#include <QTimeZone>

#include <cmath>

namespace spillway {

namespace {

constexpr Duration tolerableLag{3000};

QString dateText(Instant at) {
    const QDate date = QDateTime::fromMSecsSinceEpoch(at.ms(), QTimeZone::utc()).date();
    return QLocale::c().toString(date, QStringLiteral("d MMM yyyy"));
}

} // namespace

void WallSummary::count(const StackGlance &glance) {
    switch (glance.health) {
    case Health::Critical:
        ++critical;
        break;
    case Health::Warning:
        ++warning;
        break;
    case Health::Unknown:
        ++unknown;
        break;
    case Health::Healthy:
        ++healthy;
        break;
    }
}

Health WallSummary::worst() const {
    return critical              ? Health::Critical
           : warning             ? Health::Warning
           : unknown || !healthy ? Health::Unknown
                                 : Health::Healthy;
}

WallHeader::WallHeader(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_clock(new TextLabel(theme.font(48, QFont::Bold), theme.text, this))
    , m_side(new TextLabel(theme.font(22), theme.muted, this))
    , m_notes(new TextLabel(theme.font(18), theme.muted, this))
    , m_counts(new TextLabel(theme.font(28, QFont::DemiBold), theme.text, this)) {
    m_notes->setAlignment(Qt::AlignRight);
}

void WallHeader::place(const QRect &where, qreal unit) {
    if (where == geometry() && unit == m_unit)
        return;
    setGeometry(where);
    m_unit = unit;
    layOut();
}

void WallHeader::layOut() {
    m_clock->setTextFont(m_theme.font(static_cast<int>(4.4 * m_unit), QFont::Bold));
    m_side->setTextFont(m_theme.font(static_cast<int>(2.1 * m_unit)));
    m_notes->setTextFont(m_theme.font(static_cast<int>(1.8 * m_unit)));
    m_counts->setTextFont(m_theme.font(static_cast<int>(2.7 * m_unit), QFont::DemiBold));
    const int gap = static_cast<int>(1.6 * m_unit);
    const int clockWidth = m_clock->sizeHint().width();
    m_clock->setGeometry(0, 0, clockWidth, height());
    const int mark = static_cast<int>(1.9 * m_unit);
    const int countsWidth = m_counts->sizeHint().width();
    const int pillHeight = static_cast<int>(5.2 * m_unit);
    m_pill = QRect(width() - countsWidth - mark - 3 * gap, (height() - pillHeight) / 2,
                   countsWidth + mark + 3 * gap, pillHeight);
    m_counts->setGeometry(m_pill.left() + mark + 2 * gap, m_pill.top(), countsWidth, pillHeight);
    const int notesWidth = m_notes->text().isEmpty() ? 0 : m_notes->sizeHint().width();
    m_notes->setGeometry(m_pill.left() - gap - notesWidth, 0, notesWidth, height());
    m_side->setGeometry(clockWidth + gap, 0, std::max(m_notes->x() - clockWidth - 2 * gap, 0), height());
    update();
}

bool WallHeader::isLate() const {
    return m_summary.clock && *m_summary.clock - m_summary.data > tolerableLag;
}

QString WallHeader::sideText() const {
    if (m_summary.data == Instant{})
        return tr("waiting for the first answers");
    if (isLate())
        return tr("UTC · the last data are %1 old; it is %2")
            .arg(formatDuration(*m_summary.clock - m_summary.data), m_summary.clock->clockText());
    QStringList parts{tr("UTC")};
    if (!m_summary.source.isEmpty())
        parts << dateText(m_summary.data) << tr("REPLAY of %1").arg(plainText(m_summary.source, 60));
    if (m_summary.isSimulated)
        parts << tr("simulated");
    return parts.join(QStringLiteral(" · "));
}

QString WallHeader::noteText() const {
    QStringList parts;
    if (m_summary.pages > 1)
        parts << tr("page %1 of %2").arg(m_summary.page + 1).arg(m_summary.pages);
    if (m_summary.mayBlank)
        parts << tr("this screen may blank");
    return parts.join(QStringLiteral(" · "));
}

QString WallHeader::countsText() const {
    QStringList parts;
    const auto add = [&](int count, Health health) {
        if (count > 0)
            parts << QStringLiteral("%1 %2").arg(count).arg(healthName(health));
    };
    add(m_summary.critical, Health::Critical);
    add(m_summary.warning, Health::Warning);
    add(m_summary.unknown, Health::Unknown);
    add(m_summary.healthy, Health::Healthy);
    return parts.isEmpty() ? tr("no stack") : parts.join(QStringLiteral(" · "));
}

void WallHeader::show(const WallSummary &summary) {
    if (summary == m_summary && !m_clock->text().isEmpty())
        return;
    const bool isOther = summary.worst() != m_summary.worst() || m_clock->text().isEmpty();
    const QStringList before{m_notes->text(), m_counts->text()};
    const qsizetype clockLength = m_clock->text().size();
    m_summary = summary;
    m_clock->setText(summary.data == Instant{} ? noNumber() : summary.data.clockText());
    m_clock->setColour(isLate() ? m_theme.muted : m_theme.text);
    m_side->setText(sideText());
    m_side->setColour(isLate()                   ? m_theme.warning
                      : summary.source.isEmpty() ? m_theme.muted
                                                 : replayColour(m_theme));
    m_notes->setText(noteText());
    m_counts->setText(countsText());
    setAccessibleName(tr("Summary"));
    setAccessibleDescription(countsText());
    if (isOther || before != QStringList{m_notes->text(), m_counts->text()} ||
        clockLength != m_clock->text().size())
        layOut();
}

void WallHeader::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Health worst = m_summary.worst();
    const QColor colour = stateColour(m_theme, worst);
    const qreal width = std::max(0.2 * m_unit, 1.0);
    painter.setPen(QPen(worst == Health::Healthy ? m_theme.line : colour, width));
    painter.setBrush(worst == Health::Healthy || worst == Health::Unknown ? m_theme.panel
                                                                          : m_theme.wash(colour));
    painter.drawRoundedRect(QRectF(m_pill).adjusted(width / 2, width / 2, -width / 2, -width / 2),
                            0.8 * m_unit, 0.8 * m_unit);
    const int mark = static_cast<int>(1.9 * m_unit);
    drawState(painter,
              QRectF(m_counts->x() - mark - 0.8 * m_unit, m_pill.center().y() - mark / 2.0, mark, mark),
              m_theme, worst);
}

} // namespace spillway
