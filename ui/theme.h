#pragma once
// Colours and fonts of the whole interface: a value that the window hands to whatever paints. Dark is the
// palette of the design; light keeps the same hues at a contrast of 4.5:1 for text and 3:1 for marks.
// State is never colour alone: see statemark.h.

#include <QColor>
#include <QFont>
#include <QPalette>
#include <QString>

namespace spillway {

struct Theme {
    // Surfaces
    QColor background, panel, raised, line, grid;
    QColor text, muted;
    // What a mark stands for
    QColor cache, database, traffic, otherClients, usual;
    // State
    QColor healthy, warning, critical, unknown;
    QString family;

    static Theme dark();
    static Theme light();
    // The one of the two that suits a desktop with this palette.
    static Theme fitting(const QPalette &desktop);

    bool isDark() const { return panel.lightness() < 128; }
    // Proportional text; its figures are made equally wide by figures.h.
    QFont font(int pixels, QFont::Weight weight = QFont::Normal) const;
    // An area in the colour of a mark, opaque over the panel.
    QColor area(const QColor &mark) const;
    // The usual range behind a line of this colour.
    QColor band(const QColor &mark) const;
    // A hint of a mark's colour over the panel: banners, regions, chips.
    QColor wash(const QColor &mark) const;
    QPalette palette() const;

    friend bool operator==(const Theme &, const Theme &) = default;
};

// `over` with `share` (0 to 1) of `mark` in it.
QColor blended(const QColor &over, const QColor &mark, double share);
// Contrast ratio as WCAG 2.1 defines it, 1 to 21.
double contrast(const QColor &a, const QColor &b);

} // namespace spillway
