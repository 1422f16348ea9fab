#include "figures.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>

namespace spillway {

namespace {

bool isFigure(QChar c) {
    return c >= QLatin1Char('0') && c <= QLatin1Char('9');
}

qreal cellWidth(const QFontMetricsF &metrics) {
    qreal widest = 0;
    for (char16_t figure = u'0'; figure <= u'9'; ++figure)
        widest = std::max(widest, metrics.horizontalAdvance(QChar(figure)));
    return widest;
}

// Calls take(piece, isFigure) for each run without figures and for each single figure.
template <typename Take> void split(const QString &text, Take take) {
    qsizetype start = 0;
    for (qsizetype i = 0; i <= text.size(); ++i) {
        if (i < text.size() && !isFigure(text[i]))
            continue;
        if (i > start)
            take(text.mid(start, i - start), false);
        if (i < text.size())
            take(text.mid(i, 1), true);
        start = i + 1;
    }
}

} // namespace

qreal figuresWidth(const QFont &font, const QString &text) {
    const QFontMetricsF metrics(font);
    const qreal cell = cellWidth(metrics);
    qreal width = 0;
    split(text, [&](const QString &piece, bool figure) {
        width += figure ? cell : metrics.horizontalAdvance(piece);
    });
    return width;
}

void drawFigures(QPainter &painter, QPointF baseline, const QFont &font, const QString &text) {
    const QFontMetricsF metrics(font);
    const qreal cell = cellWidth(metrics);
    painter.setFont(font);
    split(text, [&](const QString &piece, bool figure) {
        const qreal advance = metrics.horizontalAdvance(piece);
        painter.drawText(baseline + QPointF(figure ? (cell - advance) / 2 : 0, 0), piece);
        baseline.rx() += figure ? cell : advance;
    });
}

QString elidedFigures(const QFont &font, const QString &text, qreal width) {
    if (figuresWidth(font, text) <= width)
        return text;
    for (qsizetype length = text.size() - 1; length > 0; --length) {
        const QString shorter = text.left(length).trimmed() + QChar(0x2026);
        if (figuresWidth(font, shorter) <= width)
            return shorter;
    }
    return {};
}

} // namespace spillway
