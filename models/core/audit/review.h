#pragma once
// What an audit left behind: who looked when, the settings and findings of that day, and what was accepted
// until when. The next audit is compared with it. A value; wire/reviewfile.h reads and writes it.

#include "audit/finding.h"
#include "audit/observed.h"
#include "instant.h"

#include <QMap>

#include <vector>

namespace spillway {

struct Review {
    Instant at; // of the newest frame that it judged
    QString reviewer;
    QString comment;
    QString owner;                                  // who does the next one
    QString due;                                    // its last day, "2026-12-31"; empty: none was agreed
    QMap<QString, QMap<QString, QString>> settings; // by endpoint
    QMap<QString, QMap<QString, double>> habits;    // by endpoint: keys, lookups per second, ...
    std::vector<Finding> findings;

    const Finding *finding(const QString &rule, const QString &subject) const;
    friend bool operator==(const Review &, const Review &) = default;
};

// The last day of the next one has come to its end.
bool isOverdue(const Review &review, Instant now);
// Marks a finding as accepted, or as no longer so; one that the review does not hold is added to it.
void setAccepted(Review &review, const Finding &finding, const std::optional<Acceptance> &acceptance);
// The marks of the last one that still hold on what still fails.
void takeAcceptances(Review &review, const Review &last);

// The numbers of a server that the next review is compared with.
QMap<QString, double> reviewHabits(const Observed &seen);

} // namespace spillway
