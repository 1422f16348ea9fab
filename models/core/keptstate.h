#pragma once
// What of the alerts outlives the program: the open ones with their clocks and with what was decided about
// them, and the incidents that the user was told of. Taken from one engine and given to the next one, which
// goes on from it. Values; the JSON form is in wire/keptstatejson.h.

#include "alert.h"

#include <vector>

namespace spillway {

struct KeptAlert {
    QString rule;
    QString stack;
    QString condition; // of the rule, to tell whether it was edited; see conditionOf()
    Severity severity = Severity::Warning;
    AlertState state = AlertState::Pending; // Pending or Firing
    Instant since;
    Duration breached{0}; // of a pending one: how long the breach has been seen
    Attention attention;
    friend bool operator==(const KeptAlert &, const KeptAlert &) = default;
};

struct KeptIncident {
    QString stack;
    qint64 number = 0; // also of the last one, so that no key is used twice
    bool isOpen = false;
    Severity worst = Severity::Warning;
    friend bool operator==(const KeptIncident &, const KeptIncident &) = default;
};

struct KeptState {
    Instant watchedUntil; // the newest frame
    std::vector<KeptAlert> alerts;
    std::vector<KeptIncident> incidents;
    friend bool operator==(const KeptState &, const KeptState &) = default;
};

// A state that an engine is given before its first frame, at that time.
struct Restored {
    Instant at;
    KeptState state;
    friend bool operator==(const Restored &, const Restored &) = default;
};

// What decides when the rule fires and ends, as text; name, severity, summary and runbook are not part of it.
QString conditionOf(const Rule &rule);

} // namespace spillway
