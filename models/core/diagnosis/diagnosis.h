#pragma once
// Who causes the database load of one stack, sample by sample: learns what is usual, notices a rise,
// splits it by cause, and names the culprit or says what is missing. Deterministic; all time comes from
// samples. Owned by the Engine. The method: attribution.h; when to ask: alarm.h; why: cause.h.

#include "alert.h"
#include "configuration.h"
#include "diagnosis/alarm.h"
#include "diagnosis/attribution.h"
#include "diagnosis/cause.h"
#include "diagnosis/facts.h"
#include "diagnosis/quantities.h"
#include "diagnosis/ticker.h"
#include "diagnosis/week.h"
#include "frame.h"

#include <array>
#include <deque>
#include <set>

namespace spillway {

class Diagnosis {
public:
    static constexpr Duration learning = 30s; // before anybody is blamed

    Diagnosis(const Configuration &configuration, StackId stack);

    // The samples and events of one frame of this stack.
    void observe(const Frame &frame, const std::vector<Sample> &samples, const std::vector<Event> &events);
    // Takes stock after them. Appends the parts of the load to `out`; true when culprit or cause changed.
    bool conclude(Instant now, const std::vector<Alert> &alerts, std::vector<Sample> &out);

    const Verdict &verdict() const { return m_verdict; }
    std::optional<double> usual(Metric metric) const;
    // Why alerts on the database's load are a consequence now; empty when they are not.
    QString whyLoadIsConsequence() const;

private:
    // Which culprit the last ticks point at, and for how long.
    struct Candidate {
        Culprit culprit = Culprit::Unknown;
        double share = 0;
        int streak = 0; // consecutive ticks
    };
    struct Incident {
        Instant onset;
        Instant raised;
        std::optional<Instant> saturatedSince;
        Candidate candidate;
        Culprit named = Culprit::Unknown;
        Instant namedAt;
        double lowestHitRatio = 1;
        bool longStatements = false;
        bool cacheWasDown = false;
        bool locked = false; // named for long enough; only strong evidence changes it
        CauseFound cause;
        std::array<std::optional<Instant>, static_cast<size_t>(Quantity::Count)> onsets;
    };
    void findFlush(const Tick &tick);
    void findMassExpiry(const Tick &tick);
    void advance(const Tick &tick);
    bool isUsualAtThisHour(Instant now) const;
    void followTheWeek(Instant now);
    void open(Instant now);
    void judge(const Tick &tick);
    double persistenceOfMisses(const Tick &tick) const;
    Tick judgedMean(const Tick &tick) const;
    bool isExtraordinarilyLong(const Tick &tick) const;
    bool explains(const Attribution &parts, const Tick &now) const;
    void weigh(const Attribution &parts, bool explained);
    void nameCause(const Tick &now);
    Instant earliestOnset() const;
    void noteOnsets();
    void describeIncident(const Tick &tick, const Tick &now, const std::vector<Alert> &alerts);
    void describeQuiet(const Tick &tick);
    void describeBlind(Instant now);
    void foresee(const Tick &tick, const Tick &now);
    bool triggerIsPast(const Tick &now) const;
    void gatherEvidence(const Tick &now, const std::vector<Alert> &alerts);
    void writeParts(const Tick &tick, std::vector<Sample> &out) const;

    StackId m_stack;
    QString m_stackName;
    std::set<QString> m_caches; // their names
    Duration m_every;
    Ticker m_ticker;
    double m_cores; // 0 = unknown
    Alarm m_alarm;
    Usual m_usual;
    Week m_week;
    Facts m_facts;
    std::optional<Tick> m_fresh; // a complete tick, not yet taken
    std::deque<Tick> m_ticks;    // the last five minutes
    Instant m_lastUpdate;
    std::optional<Instant> m_firstTick;
    std::optional<Incident> m_incident;
    Attribution m_parts; // of the open incident
    Verdict m_verdict;
};

} // namespace spillway
