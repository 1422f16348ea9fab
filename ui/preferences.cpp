#include "preferences.h"

#include <QSettings>

#include <algorithm>

namespace spillway {

namespace {

constexpr QLatin1String themeKey("theme");
constexpr QLatin1String spanKey("span_minutes");
constexpr QLatin1String noticesKey("desktop_notices");

} // namespace

QString themeChoiceName(ThemeChoice choice) {
    switch (choice) {
    case ThemeChoice::Light:
        return QStringLiteral("light");
    case ThemeChoice::Dark:
        return QStringLiteral("dark");
    case ThemeChoice::Desktop:
        break;
    }
    return QStringLiteral("desktop");
}

std::optional<ThemeChoice> themeChoiceFromName(const QString &name) {
    for (const ThemeChoice choice : {ThemeChoice::Desktop, ThemeChoice::Light, ThemeChoice::Dark})
        if (themeChoiceName(choice) == name)
            return choice;
    return std::nullopt;
}

std::vector<Duration> spanChoices() {
    using std::chrono::minutes;
    return {minutes(5), minutes(10), minutes(30), minutes(60)};
}

Preferences loadPreferences(const QString &path) {
    const QSettings file(path, QSettings::IniFormat);
    Preferences preferences;
    preferences.theme = themeChoiceFromName(file.value(themeKey).toString()).value_or(preferences.theme);
    const std::vector<Duration> spans = spanChoices();
    const Duration span = std::chrono::minutes(file.value(spanKey).toInt());
    if (std::find(spans.begin(), spans.end(), span) != spans.end())
        preferences.span = span;
    preferences.desktopNotices = file.value(noticesKey, preferences.desktopNotices).toBool();
    return preferences;
}

bool savePreferences(const Preferences &preferences, const QString &path) {
    QSettings file(path, QSettings::IniFormat);
    file.setValue(themeKey, themeChoiceName(preferences.theme));
    file.setValue(spanKey, static_cast<int>(preferences.span / std::chrono::minutes(1)));
    file.setValue(noticesKey, preferences.desktopNotices);
    file.sync();
    return file.status() == QSettings::NoError;
}

} // namespace spillway
