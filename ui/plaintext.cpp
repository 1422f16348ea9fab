#include "plaintext.h"

#include <QChar>
#include <QList>

namespace spillway {

namespace {

bool isHarmless(char32_t c) {
    switch (QChar::category(c)) {
    case QChar::Other_Control:
    case QChar::Other_Format: // bidi marks, overrides and isolates, zero-width joiners, byte-order mark
    case QChar::Other_Surrogate:
    case QChar::Other_NotAssigned:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return false;
    default:
        return true;
    }
}

QString cleaned(const QString &text, bool keepLines) {
    QString out;
    out.reserve(text.size());
    for (char32_t c : text.toUcs4()) {
        if (c == U'\n' && keepLines)
            out += QLatin1Char('\n');
        else if (c == U'\n' || c == U'\t' || c == U'\r')
            out += QLatin1Char(' ');
        else if (isHarmless(c))
            out += QString::fromUcs4(&c, 1);
    }
    return out;
}

QString cut(QString text, qsizetype limit) {
    if (text.size() <= limit)
        return text;
    text.truncate(limit - 1);
    if (text.back().isHighSurrogate())
        text.chop(1);
    return text + QChar(0x2026);
}

} // namespace

QString plainText(const QString &text, qsizetype limit) {
    // A hostile text may be megabytes long; only what can be shown is looked at.
    return cut(cleaned(text.left(4 * limit), false).trimmed(), limit);
}

QString plainLines(const QString &text, qsizetype limit) {
    return cut(cleaned(text.left(4 * limit), true).trimmed(), limit);
}

} // namespace spillway
