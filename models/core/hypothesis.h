#pragma once
// What people thought while it happened: a note of the form
//   We think it is the cache.        (or: the traffic, the database, another client)
// and perhaps words behind it. It is an ordinary note, so any recording can hold it; here it is found again,
// and set against the verdicts of its time. Pure.

#include "event.h"

#include <QStringList>

#include <vector>

namespace spillway {

// For cache, traffic, database and background; others have none.
QString hypothesisText(Culprit culprit);
std::optional<Culprit> hypothesisIn(const QString &noteText);

struct Hypothesis {
    Instant at;
    QString stack;
    QString author;
    Culprit culprit = Culprit::Unknown;
    std::optional<Instant> refuted;   // when a verdict first blamed another, or at once
    std::optional<Instant> confirmed; // when a verdict first blamed the same
    Instant until;                    // the next hypothesis, the end of the incident, or of the timeline

    // The last verdict of its time blamed another.
    bool isWrong = false;
    // That were spent on it although it was wrong.
    Duration lost() const { return isWrong ? until - at : Duration(0); }
    friend bool operator==(const Hypothesis &, const Hypothesis &) = default;
};

// In order. `end`: of the timeline. One on all stacks is weighed against each verdict that blames somebody.
std::vector<Hypothesis> hypothesesOf(const std::vector<Event> &timeline, Instant end);

// What the verdict holds for and against it, each a sentence with its numbers; both may be empty.
struct Standing {
    QStringList pro;
    QStringList contra;
};
Standing standingOf(Culprit hypothesis, const Verdict &verdict);

} // namespace spillway
