#include "theme.h"

#include <QFontDatabase>

#include <algorithm>
#include <cmath>

namespace spillway {

namespace {

QString preferredFamily() {
    const QString inter = QStringLiteral("Inter");
    return QFontDatabase::hasFamily(inter) ? inter
                                           : QFontDatabase::systemFont(QFontDatabase::GeneralFont).family();
}

double luminance(const QColor &colour) {
    const auto linear = [](double channel) {
        return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) +
           0.0722 * linear(colour.blueF());
}

} // namespace

Theme Theme::dark() {
    return {.background = 0x0E1318,
            .panel = 0x151C23,
            .raised = 0x1B242D,
            .line = 0x2A3641,
            .grid = 0x1F2932,
            .text = 0xE6EDF3,
            .muted = 0x93A1AE,
            .cache = 0x56B4E9,
            .database = 0xE69F00,
            .traffic = 0xB8C4CE,
            .otherClients = 0xCC79A7,
            .usual = 0x3A4A58,
            .healthy = 0x2FBF91,
            .warning = 0xF0C419,
            .critical = 0xFF6B57,
            .unknown = 0x5C6A77,
            .family = preferredFamily()};
}

Theme Theme::light() {
    return {.background = 0xEEF1F4,
            .panel = 0xFFFFFF,
            .raised = 0xF6F8FA,
            .line = 0xC9D2DA,
            .grid = 0xE4E9ED,
            .text = 0x17202A,
            .muted = 0x556371,
            .cache = 0x0569C4,
            .database = 0x955902,
            .traffic = 0x4E5F6C,
            .otherClients = 0x5F1B5F,
            .usual = 0xC3CFD9,
            .healthy = 0x0A7658,
            .warning = 0x906303,
            .critical = 0x8E1410,
            .unknown = 0x76838F,
            .family = preferredFamily()};
}

Theme Theme::fitting(const QPalette &desktop) {
    const bool darkDesktop =
        desktop.color(QPalette::Window).lightness() < desktop.color(QPalette::WindowText).lightness();
    return darkDesktop ? dark() : light();
}

QFont Theme::font(int pixels, QFont::Weight weight) const {
    QFont font(family);
    font.setPixelSize(std::max(pixels, 1));
    font.setWeight(weight);
    return font;
}

QColor Theme::area(const QColor &mark) const {
    return mark == usual ? usual : blended(panel, mark, 0.75);
}

QColor Theme::band(const QColor &mark) const {
    return blended(panel, mark, 0.24);
}

QColor Theme::wash(const QColor &mark) const {
    return blended(panel, mark, 0.14);
}

QPalette Theme::palette() const {
    QPalette palette(raised, panel);
    palette.setColor(QPalette::Window, background);
    palette.setColor(QPalette::WindowText, text);
    palette.setColor(QPalette::Base, panel);
    palette.setColor(QPalette::AlternateBase, raised);
    palette.setColor(QPalette::Text, text);
    palette.setColor(QPalette::PlaceholderText, muted);
    palette.setColor(QPalette::Button, raised);
    palette.setColor(QPalette::ButtonText, text);
    palette.setColor(QPalette::BrightText, critical);
    palette.setColor(QPalette::ToolTipBase, raised);
    palette.setColor(QPalette::ToolTipText, text);
    palette.setColor(QPalette::Highlight, cache);
    palette.setColor(QPalette::HighlightedText, isDark() ? background : panel);
    palette.setColor(QPalette::Link, cache);
    palette.setColor(QPalette::LinkVisited, otherClients);
    palette.setColor(QPalette::Mid, line);
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, unknown);
    return palette;
}

QColor blended(const QColor &over, const QColor &mark, double share) {
    const auto mix = [share](int a, int b) {
        return static_cast<int>(std::lround(a + (b - a) * std::clamp(share, 0.0, 1.0)));
    };
    return QColor(mix(over.red(), mark.red()), mix(over.green(), mark.green()),
                  mix(over.blue(), mark.blue()));
}

double contrast(const QColor &a, const QColor &b) {
    const double brighter = std::max(luminance(a), luminance(b));
    const double darker = std::min(luminance(a), luminance(b));
    return (brighter + 0.05) / (darker + 0.05);
}

} // namespace spillway
