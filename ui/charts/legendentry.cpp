#include "legendentry.h"

#include <QFontMetrics>
#include <QKeyEvent>
#include <QPainter>

namespace spillway {

namespace {

constexpr int swatch = 10;
constexpr int between = 6;
constexpr int sides = 4;
constexpr int textPixels = 11;

} // namespace

LegendEntry::LegendEntry(const QString &label, const QColor &colour, const Theme &theme, QWidget *parent)
    : QAbstractButton(parent)
    , m_colour(colour)
    , m_theme(theme) {
    setText(label);
    setCheckable(true);
    setChecked(true);
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    setToolTip(tr("Click hides or shows, double click shows this one alone"));
}

void LegendEntry::setTheme(const Theme &theme) {
    m_theme = theme;
    update();
}

QSize LegendEntry::sizeHint() const {
    const QFontMetrics metrics(m_theme.font(textPixels));
    return {sides + swatch + between + metrics.horizontalAdvance(text()) + sides, metrics.height() + 4};
}

void LegendEntry::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box(sides, (height() - swatch) / 2.0, swatch, swatch);
    if (isChecked()) {
        painter.setPen(QPen(m_theme.panel, 1));
        painter.setBrush(m_colour);
    } else {
        painter.setPen(QPen(m_theme.muted, 1));
        painter.setBrush(m_theme.panel);
    }
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 2, 2);
    QFont font = m_theme.font(textPixels);
    font.setStrikeOut(!isChecked());
    painter.setFont(font);
    painter.setPen(isChecked() ? m_theme.text : m_theme.muted);
    painter.drawText(rect().adjusted(sides + swatch + between, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft,
                     text());
    if (hasFocus()) {
        painter.setPen(QPen(m_theme.cache, 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
    }
}

void LegendEntry::mouseDoubleClickEvent(QMouseEvent *event) {
    event->accept();
    emit isolationAsked();
}

void LegendEntry::keyPressEvent(QKeyEvent *event) {
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        emit isolationAsked();
    else
        QAbstractButton::keyPressEvent(event);
}

} // namespace spillway
