#pragma once
// What a rule of the audit looks at: one server, or one stack as a whole, with all that was seen of it.
// A rule reads without asking twice what its row says that it needs. Made by audit(); lives for one rule.

#include "audit/finding.h"
#include "audit/observed.h"
#include "audit/review.h"
#include "engine.h"

namespace spillway {

// A stretch of a series, all of whose values lie on one side of a limit.
struct Stretch {
    Instant from;
    double worst = 0;
};

struct AuditCase {
    const Engine &engine;
    const std::vector<Observed> &allObserved; // per endpoint
    const StackId stack;
    const std::optional<EndpointId> id; // unset: the stack as a whole
    const Review *last;                 // null when there is none

    const Endpoint &server() const { return engine.configuration().endpoints[*id]; }
    const Observed &observed(EndpointId of) const { return allObserved[of]; }
    const Observed &seen() const { return observed(*id); }
    QString subject() const;

    // Of this server; only fields that the rule says it needs, otherwise 0.
    double latest(Figure figure) const { return seen().latest(figure).value_or(0); }
    double highest(Figure figure) const { return seen().highest(figure).value_or(0); }
    double gained(Figure figure) const { return seen().gained(figure).value_or(0); }
    double perSecond(Figure figure) const { return seen().perSecond(figure).value_or(0); }
    bool has(Figure figure) const { return seen().latest(figure).has_value(); }
    QString setting(const char *name) const;
    std::optional<double> number(const char *setting) const; // "128MB" counts too
    bool isOff(const char *setting) const;                   // "0", "off", "no", empty

    std::optional<double> hitRatio() const; // over the whole time
    // Resident keys over evictions: how long an item survives; nothing evicted = unset.
    std::optional<double> turnoverSeconds() const;

    SeriesId series(Metric metric) const; // of the server, or of the stack
    // The worst stretch of that length in which the metric stays below, or above, the limit.
    std::optional<Stretch> below(Metric metric, double limit, Duration length) const;
    std::optional<Stretch> above(Metric metric, double limit, Duration length) const;
    // The best that was usual in the audited time: what is usual gets worse when nobody minds.
    std::optional<double> usualHitRatio() const;
    std::vector<Event> changes() const; // of settings of this server, oldest first
};

// The three results of a rule.
Judgement passed(const QString &observed);
Judgement failed(const QString &observed, const QStringList &evidence = {});
Judgement notKnown(const QString &why);
// Fails when the condition holds.
Judgement failedIf(bool isBad, const QString &observed);

// "871/s", "4 GiB": numbers as everywhere.
QString rateText(double perSecond);

} // namespace spillway
