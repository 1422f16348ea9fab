#include "workstation/noticebar.h"

#include "plaintext.h"
#include "textlabel.h"

#include <QBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

#include <algorithm>

namespace spillway {

NoticeBar::NoticeBar(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_title(new TextLabel(theme.font(13, QFont::DemiBold), theme.text, this))
    , m_body(new TextLabel(theme.font(13), theme.text, this))
    , m_why(new TextLabel(theme.font(12), theme.muted, this))
    , m_open(new QPushButton(tr("Show"), this))
    , m_acknowledge(new QPushButton(tr("Acknowledge"), this))
    , m_snooze(new QPushButton(tr("Snooze for 15 min"), this))
    , m_dismiss(new QToolButton(this)) {
    setAccessibleName(tr("Notice"));
    m_dismiss->setText(QStringLiteral(u"\u00d7"));
    m_dismiss->setAccessibleName(tr("Dismiss"));
    m_dismiss->setToolTip(plainToolTip(tr("Dismiss; the alert goes on")));
    m_why->setAlignment(Qt::AlignRight);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(16, 6, 10, 6);
    layout->setSpacing(12);
    layout->addWidget(m_title);
    layout->addWidget(m_body, 1);
    layout->addWidget(m_why);
    layout->addWidget(m_open);
    layout->addWidget(m_acknowledge);
    layout->addWidget(m_snooze);
    layout->addWidget(m_dismiss);
    const auto front = [this] { return m_entries.front().notice; };
    connect(m_open, &QPushButton::clicked, this, [this, front] { emit opened(front()); });
    connect(m_acknowledge, &QPushButton::clicked, this, [this, front] {
        const Notice notice = front();
        withdraw(notice.incident);
        emit acknowledged(notice);
    });
    connect(m_snooze, &QPushButton::clicked, this, [this, front] {
        const Notice notice = front();
        withdraw(notice.incident);
        emit snoozed(notice, NoticeSnooze);
    });
    connect(m_dismiss, &QToolButton::clicked, this, [this, front] { withdraw(front().incident); });
    refresh();
}

void NoticeBar::show(const Notice &notice, const QString &why) {
    withdraw(notice.incident);
    m_entries.push_back({notice, why});
    std::stable_sort(m_entries.begin(), m_entries.end(), [](const Entry &a, const Entry &b) {
        return a.notice.urgency != b.notice.urgency ? a.notice.urgency > b.notice.urgency
                                                    : a.notice.at > b.notice.at;
    });
    refresh();
}

void NoticeBar::withdraw(const QString &incident) {
    std::erase_if(m_entries, [&](const Entry &entry) { return entry.notice.incident == incident; });
    refresh();
}

void NoticeBar::refresh() {
    setVisible(!m_entries.empty());
    if (m_entries.empty())
        return;
    const auto &[notice, why] = m_entries.front();
    m_title->setText(plainText(notice.title, 120));
    m_body->setText(plainText(notice.body, 300));
    QString reason = tr("Shown here: %1").arg(plainText(why, 120));
    if (m_entries.size() > 1)
        reason = tr("%1 more · %2").arg(m_entries.size() - 1).arg(reason);
    m_why->setText(reason);
    const bool isAsking = !notice.closes && notice.reason != NoticeReason::Acknowledged;
    m_acknowledge->setVisible(isAsking);
    m_snooze->setVisible(isAsking);
    setAccessibleDescription(m_title->text() + QLatin1String(". ") + m_body->text());
    update();
}

void NoticeBar::paintEvent(QPaintEvent *) {
    if (m_entries.empty())
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Notice &notice = m_entries.front().notice;
    const QColor colour = notice.closes                         ? m_theme.healthy
                          : notice.urgency == Urgency::Critical ? m_theme.critical
                                                                : m_theme.warning;
    painter.setPen(QPen(colour, 1));
    painter.setBrush(m_theme.wash(colour));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
}

} // namespace spillway
