#include "figures.h"

#include <QFontMetricsF>
#include <QGlyphRun>
#include <QPainter>
#include <QRawFont>

#include <algorithm>
#include <optional>

namespace spillway {

namespace {

bool isFigure(QChar c) {
    return c >= QLatin1Char('0') && c <= QLatin1Char('9');
}

qreal cellWidth(const QRawFont &font) {
    const QList<QPointF> advances =
        font.advancesForGlyphIndexes(font.glyphIndexesForString(QStringLiteral("0123456789")));
    qreal widest = 0;
    for (const QPointF &advance : advances)
        widest = std::max(widest, advance.x());
    return widest;
}

// Times and numbers have nothing to kern: their glyphs are placed at once, which spares the shaping of each.
// Nothing for text with letters, or with signs that this font lacks.
std::optional<QGlyphRun> glyphsOf(const QRawFont &font, const QString &text) {
    const auto needsShaping = [](QChar c) { return c.isLetter() || c.isMark() || c.isSurrogate(); };
    const QList<quint32> glyphs = font.glyphIndexesForString(text);
    if (std::ranges::any_of(text, needsShaping) || glyphs.size() != text.size() || glyphs.contains(0u))
        return std::nullopt;
    const QList<QPointF> advances = font.advancesForGlyphIndexes(glyphs);
    const qreal cell = cellWidth(font);
    QList<QPointF> positions;
    qreal x = 0;
    for (qsizetype i = 0; i < glyphs.size(); ++i) {
        const qreal width = isFigure(text[i]) ? cell : advances[i].x();
        positions.append({x + (width - advances[i].x()) / 2, 0});
        x += width;
    }
    QGlyphRun run;
    run.setRawFont(font);
    run.setGlyphIndexes(glyphs);
    run.setPositions(positions);
    return run;
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
    const qreal cell = cellWidth(QRawFont::fromFont(font));
    qreal width = 0;
    split(text, [&](const QString &piece, bool figure) {
        width += figure ? cell : metrics.horizontalAdvance(piece);
    });
    return width;
}

void drawFigures(QPainter &painter, QPointF baseline, const QFont &font, const QString &text) {
    const QRawFont raw = QRawFont::fromFont(font);
    if (const auto glyphs = glyphsOf(raw, text)) {
        painter.drawGlyphRun(baseline, *glyphs);
        return;
    }
    const QFontMetricsF metrics(font);
    const qreal cell = cellWidth(raw);
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
