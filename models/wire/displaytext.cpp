#include "displaytext.h"

#include <QList>

namespace spillway {

namespace {

bool isHarmless(char32_t character) {
    switch (QChar::category(character)) {
    case QChar::Other_Control:
    case QChar::Other_Format: // includes the bidirectional overrides
    case QChar::Other_Surrogate:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return false;
    default:
        return true;
    }
}

} // namespace

QString displayText(QByteArrayView utf8, qsizetype longest) {
    // Four bytes make at most one character that is kept, so the rest need not be decoded.
    const QString decoded = QString::fromUtf8(utf8.first(qMin(utf8.size(), 4 * longest + 4)));
    QString shown;
    const QList<uint> characters = decoded.toUcs4();
    for (const char32_t character : characters)
        shown += isHarmless(character) ? QString::fromUcs4(&character, 1) : QStringLiteral(" ");
    shown = shown.simplified();
    if (shown.size() <= longest)
        return shown;
    shown.truncate(longest - 1);
    if (shown.back().isHighSurrogate())
        shown.chop(1);
    return shown + QChar(0x2026);
}

} // namespace spillway
