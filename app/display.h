#pragma once
// Whether a window can be opened, found out before QApplication, which would abort.

#include <QString>

#include <optional>

namespace spillway {

// Why not; nullopt when there is a display. Chooses Qt's Wayland platform where only that answers.
std::optional<QString> whyNoDisplay();

// One line on standard error that names the subcommands which need none.
void sayNoDisplay(const QString &why);

// Screens are drawn into memory from now on.
void drawOffscreen();

} // namespace spillway
