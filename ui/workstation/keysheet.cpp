#include "workstation/keysheet.h"

#include <QApplication>
#include <QKeyEvent>
#include <QPainter>

#include <algorithm>
#include <utility>

namespace spillway {

namespace {
constexpr int rowHeight = 24;
constexpr int columnWidth = 390;
constexpr int keyWidth = 110;
constexpr int pad = 24;
constexpr int headHeight = 40;
constexpr int columns = 2;
} // namespace

KeySheet::KeySheet(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme) {
    setFocusPolicy(Qt::ClickFocus);
    setAccessibleName(tr("Keys"));
    hide();
}

void KeySheet::toggle(const std::vector<Shortcuts::Entry> &entries) {
    if (isVisible())
        return close();
    m_entries = entries;
    QStringList lines;
    for (const Shortcuts::Entry &entry : entries)
        lines << entry.keys + QStringLiteral(": ") + entry.what;
    setAccessibleDescription(lines.join(QLatin1Char('\n')));
    const int rows = (static_cast<int>(entries.size()) + columns - 1) / columns;
    const QSize size(2 * pad + columns * columnWidth, 2 * pad + headHeight + rows * rowHeight);
    setGeometry(QRect(QPoint((parentWidget()->width() - size.width()) / 2,
                             std::max((parentWidget()->height() - size.height()) / 2, 0)),
                      size));
    m_before = QApplication::focusWidget();
    show();
    raise();
    setFocus(Qt::OtherFocusReason);
}

void KeySheet::close() {
    hide();
    if (QWidget *before = std::exchange(m_before, nullptr))
        before->setFocus(Qt::OtherFocusReason);
}

// Any key closes it and does nothing else.
bool KeySheet::event(QEvent *event) {
    if (event->type() == QEvent::ShortcutOverride)
        event->accept();
    return QWidget::event(event);
}

void KeySheet::keyPressEvent(QKeyEvent *) {
    close();
}
void KeySheet::mousePressEvent(QMouseEvent *) {
    close();
}
void KeySheet::focusOutEvent(QFocusEvent *) {
    m_before = nullptr;
    hide();
}

void KeySheet::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_theme.muted, 1));
    painter.setBrush(m_theme.raised);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
    painter.setPen(m_theme.text);
    painter.setFont(m_theme.font(15, QFont::DemiBold));
    painter.drawText(QRect(pad, pad, width() - 2 * pad, headHeight), Qt::AlignTop, tr("Keys"));
    const int rows = (static_cast<int>(m_entries.size()) + columns - 1) / columns;
    for (int i = 0; i < static_cast<int>(m_entries.size()); ++i) {
        const Shortcuts::Entry &entry = m_entries[static_cast<size_t>(i)];
        const QRect row(pad + i / rows * columnWidth, pad + headHeight + i % rows * rowHeight,
                        columnWidth - pad, rowHeight);
        painter.setFont(m_theme.font(13, QFont::DemiBold));
        painter.setPen(m_theme.text);
        painter.drawText(row, Qt::AlignVCenter | Qt::AlignLeft, entry.keys);
        painter.setFont(m_theme.font(13));
        painter.setPen(m_theme.muted);
        painter.drawText(row.adjusted(keyWidth, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, entry.what);
    }
}

} // namespace spillway
