#pragma once
// What a wall says of one stack at one moment, in words and numbers: two equal glances need no repaint.
// Made from a session by glanceAt(); no clock, no widget. A number that gets old is marked, then
// replaced by the time of silence: nothing stale is ever shown as fresh.

#include "session.h"

#include <QList>
#include <QString>

namespace spillway {

class Clock;

// A number of the glance, and whether the next one is overdue.
struct GlanceNumber {
    enum class Age { Fresh, Old, Unknown };
    QString text; // "97.8 %", or a dash
    Age age = Age::Unknown;
    friend bool operator==(const GlanceNumber &, const GlanceNumber &) = default;
};

struct StackGlance {
    StackId stack = 0;
    QString name;
    Health health = Health::Unknown;
    bool isBlind = true;          // some endpoint is silent: hatched, whatever the colour
    std::optional<Instant> since; // of the trouble
    GlanceNumber hitRatio, load, misses;
    QString remark;      // why it is not calm, in a few words: "Hit ratio low for 6 m"
    QString brief;       // the same where there is little room: "since 09:44"
    QList<float> course; // of the load, ten minutes, oldest first
    // Of a stack in trouble, for the stage.
    QString culprit;                              // one word: "CACHE"
    QString sentence;                             // "The cache is overloading the database"
    QString reason;                               // the arithmetic, and what to do
    QString usualHitRatio, capacity, usualMisses; // captions, without the number's own name

    bool operator==(const StackGlance &other) const;
};

StackGlance glanceAt(const Session &session, StackId stack, Instant now);
// The worst first: critical, warning, unknown, healthy; of equals the one that began first.
bool isWorse(const StackGlance &a, const StackGlance &b);
// Warning or critical: it takes the stage if no other is worse.
bool isTrouble(const StackGlance &glance);

// The time of the newest data; once no frame has come for longer than three polls, that of the clock, so
// that everything ages. A replay has no clock.
Instant glanceTime(const Session &session, const Clock *clock);

} // namespace spillway
