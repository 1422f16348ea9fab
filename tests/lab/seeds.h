#pragma once
// Which simulated systems the method was tuned on, and which only judge it. The two never overlap: whoever
// changes the diagnosis looks at tuning seeds; the score that is published is of the held-out ones.

#include <QtGlobal>

namespace spillway::lab {

constexpr quint64 tuningSeeds = 1;           // 1, 2, 3 ...
constexpr quint64 heldOutSeeds = 70'000'001; // 70'000'001, ...

} // namespace spillway::lab
