#pragma once
// Discrete things that happened to a stack and that can be a cause: a setting changed, a restart, a
// flush. Each has its moment and a sentence. Collected from events and from leaps in the ticks; owned by
// the Diagnosis.

#include "event.h"
#include "frame.h"
#include "verdict.h"

#include <deque>
#include <optional>

namespace spillway {

struct Fact {
    Instant at;
    Cause cause = Cause::MaxMemory;
    QString endpoint;
    QString text; // "cache-1: maxmemory went from 4 GiB to 400 MiB"
    QString undo; // "restore it": what to do about it
};

class Facts {
public:
    // Events about the stack's own endpoints; cacheNames tells caches from databases.
    void collect(const Event &event, bool isCache);
    void add(Fact fact);
    // Facts older than an hour before `now` are forgotten.
    void expire(Instant now);

    // The latest fact of this cause in [from, to].
    std::optional<Fact> latest(Cause cause, Instant from, Instant to) const;
    const std::deque<Fact> &all() const { return m_facts; }

private:
    std::deque<Fact> m_facts;
};

} // namespace spillway
