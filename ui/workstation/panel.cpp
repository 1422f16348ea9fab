#include "workstation/panel.h"

#include "textlabel.h"

#include <QBoxLayout>
#include <QPainter>

namespace spillway {

Panel::Panel(const QString &title, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_note(new TextLabel(theme.font(13), theme.muted, this))
    , m_body(new QVBoxLayout) {
    auto *heading = new TextLabel(theme.font(14, QFont::DemiBold), theme.text, this);
    heading->setText(title);
    auto *head = new QHBoxLayout;
    head->addWidget(heading);
    head->addStretch();
    head->addWidget(m_note);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 10, 16, 10);
    layout->setSpacing(6);
    layout->addLayout(head);
    layout->addLayout(m_body);
    m_body->setSpacing(0);
}

void Panel::setNote(const QString &note) {
    m_note->setText(note);
}

void Panel::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.panel);
    painter.drawRoundedRect(rect(), 8, 8);
}

} // namespace spillway
