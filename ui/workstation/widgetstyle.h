#pragma once
// The look of the standard widgets (buttons, tabs, lists, menus, fields) in the colours of a theme. What
// a panel paints itself is not in here.

#include "theme.h"

namespace spillway {

QString widgetStyle(const Theme &theme);

} // namespace spillway
