#pragma once
// Walks all labels of a screen: none may be cut, reach out of its parent, lie under another one or be
// smaller than the screen can be read at.

#include "textlabel.h"

#include <QFontInfo>
#include <QRect>
#include <QWidget>

namespace spillway {

// What is wrong with the labels of a screen, a line each.
inline QStringList faultsOfText(const QWidget &screen, qreal leastPixels = 0) {
    QStringList faults;
    std::vector<std::pair<QRect, QString>> seen;
    for (const TextLabel *label : screen.findChildren<TextLabel *>()) {
        if (!label->isVisibleTo(&screen) || label->text().isEmpty())
            continue;
        const QSize needed = label->isCut() ? QSize() : label->minimumSizeHint();
        const QRect place(label->mapTo(&screen, QPoint()), label->size());
        if (label->isCut())
            faults << QStringLiteral("cut: '%1' in %2 pixels").arg(label->text()).arg(label->width());
        if (label->height() < needed.height())
            faults << QStringLiteral("too low: '%1'").arg(label->text());
        if (!label->parentWidget()->rect().contains(label->geometry()) || !screen.rect().contains(place))
            faults << QStringLiteral("reaches out: '%1'").arg(label->text());
        if (label->textFont().pixelSize() < leastPixels)
            faults << QStringLiteral("%1 pixels are too small: '%2'")
                          .arg(label->textFont().pixelSize())
                          .arg(label->text());
        // A label may be wider than its words.
        const QRect words =
            QRect(place.topLeft(), QSize(std::min(place.width(), label->sizeHint().width()), place.height()));
        // Lines have air above and below the letters.
        const QRect inked = words.adjusted(1, words.height() / 10, -1, -words.height() / 10);
        for (const auto &[other, text] : seen)
            if (other.intersects(inked))
                faults << QStringLiteral("'%1' lies over '%2'").arg(label->text(), text);
        seen.emplace_back(inked, label->text());
    }
    return faults;
}

} // namespace spillway
