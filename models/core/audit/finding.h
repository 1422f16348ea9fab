#pragma once
// One result of the configuration audit: a rule, what it was judged on, and what was seen. Values; made by
// audit() and kept in reviews. Unknown is a result of its own, with the reason: a blind audit is no pass.

#include "endpoint.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace spillway {

enum class Gravity { Info, Low, Medium, High, Critical };
QString gravityName(Gravity gravity); // "medium"

enum class Ruling { Pass, Fail, Unknown };
QString rulingName(Ruling ruling); // "fail"
std::optional<Ruling> rulingFromName(const QString &name);

// What a rule says of one server or stack.
struct Judgement {
    Ruling ruling = Ruling::Unknown;
    QString observed; // one sentence with its numbers; of an unknown: what is missing
    QStringList evidence;
    QString command;                // unset: the rule's own
    std::optional<Gravity> gravity; // unset: the rule's own
    friend bool operator==(const Judgement &, const Judgement &) = default;
};

// Agreed to be left as it is, until a day.
struct Acceptance {
    QString reason;
    QString by;
    QString until; // "2026-12-31", the last day
    friend bool operator==(const Acceptance &, const Acceptance &) = default;
};

struct Finding {
    QString rule;    // "R04"
    QString subject; // the endpoint's name, or the stack's
    QString stack;
    Gravity gravity = Gravity::Medium;
    Ruling ruling = Ruling::Unknown;
    QString title;
    QString observed;
    QString threshold;
    QString why;
    QStringList evidence;
    QString command; // printed, never run
    QString source;
    QString topic; // of the built-in documentation
    std::optional<Acceptance> accepted;
    QString sinceReview; // "new", "again: accepted until ...", "" = as it was

    // Counts for the exit status: a warning or worse that nobody accepted.
    bool isDue() const { return ruling == Ruling::Fail && gravity >= Gravity::Medium && !accepted; }
    friend bool operator==(const Finding &, const Finding &) = default;
};

} // namespace spillway
