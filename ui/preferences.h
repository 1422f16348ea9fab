#pragma once
// What a person has chosen about the window, as opposed to what is watched, which is the configuration's.
// Plain values, kept in a small file of their own; what is missing or wrong there is the default.

#include "instant.h"

#include <QString>

#include <optional>
#include <vector>

namespace spillway {

enum class ThemeChoice { Desktop, Light, Dark };

struct Preferences {
    ThemeChoice theme = ThemeChoice::Desktop;
    Duration span = std::chrono::minutes(10); // of time in view at the start
    bool desktopNotices = true;               // else inside the window only

    friend bool operator==(const Preferences &, const Preferences &) = default;
};

QString themeChoiceName(ThemeChoice choice); // in files and options: "desktop", "light", "dark"
std::optional<ThemeChoice> themeChoiceFromName(const QString &name);

std::vector<Duration> spanChoices();

Preferences loadPreferences(const QString &path);
// False when the file cannot be written.
bool savePreferences(const Preferences &preferences, const QString &path);

} // namespace spillway
