#pragma once
// Ticks and usual levels for tests of the diagnosis' parts.

#include "diagnosis/quantities.h"

namespace spillway::fixture {

inline Tick quietTick(int second) {
    Tick tick;
    tick.at = Instant::fromMs(second * 1000LL);
    tick.lookups = 1000 + second % 5;
    tick.misses = 50 + second % 3;
    tick.hits = tick.lookups - tick.misses;
    tick.statements = 100 + second % 4;
    tick.load = 3 + 0.1 * (second % 3);
    tick.locked = 0;
    tick.keys = 100'000;
    tick.ttl = 3600;
    tick.evictions = 0;
    tick.expiries = 20;
    tick.rows = 10;
    return tick;
}

// `quiet` seconds of usual ticks, learned.
struct QuietPast {
    std::deque<Tick> ticks;
    Usual usual;

    // counted: what the server itself counts as its load, if it does.
    explicit QuietPast(int quiet = 300, double counted = Tick::none) {
        for (int second = 0; second < quiet; ++second) {
            ticks.push_back(quietTick(second));
            ticks.back().counted = counted;
            usual.learn(ticks.back());
        }
        usual.update(Instant::fromMs(quiet * 1000LL));
    }
    int nextSecond() const { return static_cast<int>(ticks.back().at.ms() / 1000) + 1; }
    // Appends seconds in which `change` alters the quiet tick.
    template <class Change> void add(int seconds, Change change) {
        for (int i = 0; i < seconds; ++i) {
            Tick tick = quietTick(nextSecond());
            change(tick);
            ticks.push_back(tick);
        }
    }
};

} // namespace spillway::fixture
