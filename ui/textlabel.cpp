#include "textlabel.h"

#include "figures.h"

#include <QEvent>
#include <QFontMetrics>
#include <QHelpEvent>
#include <QPainter>
#include <QTextLayout>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace spillway {

TextLabel::TextLabel(const QFont &font, const QColor &colour, QWidget *parent)
    : QWidget(parent)
    , m_font(font)
    , m_colour(colour) {
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setSizePolicy(policy);
}

void TextLabel::setText(const QString &text) {
    if (text == m_text)
        return;
    const bool sameSize = m_lines == 1 && figuresWidth(m_font, text) == figuresWidth(m_font, m_text);
    m_text = text;
    setAccessibleName(text);
    if (!sameSize)
        updateGeometry();
    update();
}

void TextLabel::setColour(const QColor &colour) {
    if (colour == m_colour)
        return;
    m_colour = colour;
    update();
}

void TextLabel::setTextFont(const QFont &font) {
    if (font == m_font)
        return;
    m_font = font;
    updateGeometry();
    update();
}

void TextLabel::setAlignment(Qt::Alignment alignment) {
    m_alignment = alignment;
    update();
}

void TextLabel::setMaximumLines(int lines) {
    m_lines = lines;
    QSizePolicy policy = sizePolicy();
    policy.setHeightForWidth(lines > 1);
    setSizePolicy(policy);
}

int TextLabel::lineHeight() const {
    return static_cast<int>(std::ceil(QFontMetricsF(m_font).height() * (m_lines > 1 ? 1.12 : 1.0)));
}

QSize TextLabel::sizeHint() const {
    return QSize(static_cast<int>(std::ceil(figuresWidth(m_font, m_text))) + 1, lineHeight())
        .grownBy(contentsMargins());
}

QSize TextLabel::minimumSizeHint() const {
    const qreal shortest = QFontMetricsF(m_font).averageCharWidth() * 4;
    return QSize(static_cast<int>(std::min(figuresWidth(m_font, m_text) + 1, shortest)), lineHeight())
        .grownBy(contentsMargins());
}

int TextLabel::heightForWidth(int width) const {
    const QMargins around = contentsMargins();
    return static_cast<int>(linesFor(width - around.left() - around.right()).size()) * lineHeight() +
           around.top() + around.bottom();
}

QStringList TextLabel::linesFor(int width) const {
    return wrappedLines(m_font, m_text, width, m_lines);
}

bool TextLabel::isCut() const {
    return linesFor(contentsRect().width()).join(QLatin1Char(' ')) != m_text;
}

void TextLabel::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    painter.setPen(m_colour);
    const QRect room = contentsRect();
    const QStringList lines = linesFor(room.width());
    const QFontMetricsF metrics(m_font);
    qreal y = room.top() + (room.height() - lineHeight() * static_cast<double>(lines.size())) / 2 +
              (lineHeight() - metrics.height()) / 2 + metrics.ascent();
    for (const QString &line : lines) {
        const qreal slack = room.width() - figuresWidth(m_font, line);
        const qreal x = m_alignment & Qt::AlignRight ? slack : m_alignment & Qt::AlignHCenter ? slack / 2 : 0;
        drawFigures(painter, {room.left() + x, std::round(y)}, m_font, line);
        y += lineHeight();
    }
}

bool TextLabel::event(QEvent *event) {
    if (event->type() == QEvent::ToolTip && toolTip().isEmpty()) {
        if (isCut())
            QToolTip::showText(static_cast<QHelpEvent *>(event)->globalPos(), plainToolTip(m_text), this);
        return true;
    }
    return QWidget::event(event);
}

QStringList wrappedLines(const QFont &font, const QString &text, int width, int lines) {
    if (lines == 1 || text.isEmpty())
        return {elidedFigures(font, text, width)};
    QStringList out;
    QTextLayout layout(text, font);
    layout.beginLayout();
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(width);
        // Figures of equal width may need more room than the layout knows of.
        const auto needed = [&] {
            return figuresWidth(font, text.mid(line.textStart(), line.textLength()).trimmed());
        };
        for (int narrower = width - 4; narrower > 0 && needed() > width; narrower -= 4)
            line.setLineWidth(narrower);
        const bool isLast = out.size() + 1 == lines;
        out << elidedFigures(font, text.mid(line.textStart(), isLast ? -1 : line.textLength()).trimmed(),
                             width);
        if (isLast)
            break;
    }
    layout.endLayout();
    return out;
}

QString plainToolTip(const QString &text) {
    return text.isEmpty() ? QString()
                          : QLatin1String("<span>") + text.toHtmlEscaped() + QLatin1String("</span>");
}

} // namespace spillway
