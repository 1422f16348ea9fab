#pragma once
// What can happen to the real shop, each with the truth that a verdict is held to. A deed is done once a
// second from the onset on, so that ramps are deeds too.

#include "live/shop.h"
#include "verdict.h"

#include <functional>
#include <set>
#include <span>

namespace spillway::lab {

struct Scenario {
    const char *name;
    const char *story;
    ShopOptions shop;
    std::set<Culprit> culprits; // any of these is right; empty: nobody is to be named
    std::set<Cause> causes;
    std::function<void(Shop &, int second)> deed; // second 0 is the onset
    int seconds = 40;                             // of watching, from the onset
};

std::span<const Scenario> scenarios();

} // namespace spillway::lab
