#pragma once
// One simulated PostgreSQL: queries share the cores (processor sharing with Sakasegawa's queue below
// saturation and an explicit backlog above), behind the application's connection pool. Queries that
// wait longer than the pool's patience leave; those answered after the client's time-out were in vain.

#include "random.h"
#include "reading.h"

#include <QString>

namespace spillway {

struct DatabaseTraits {
    QString name;
    QString version = QStringLiteral("postgresql 15.6");
    double cores = 16;
    double secondsPerQuery = 0.0169;
    double otherPerLookup = 0.095; // the application's queries that no cache stands before
    int pool = 24;                 // connections of the application, all its processes together
    double patience = 2;           // seconds a query waits for a pooled connection
    double clientTimeout = 1;      // seconds after which nobody needs the answer any more
    double spread = 2.5;           // shape of the log-logistic answer time; larger = more alike
    double maxConnections = 200;
    double rowsPerQuery = 38;
    double sessionsOfOthers = 0; // steady sessions of other clients
};

class DatabaseModel {
public:
    DatabaseModel(const DatabaseTraits &traits, Random random, double serverTime);

    // Returns the share of these queries that is answered in time.
    double serve(double queries, double seconds);

    void setCores(double cores) { m_traits.cores = cores; }
    void setMaxConnections(double connections) { m_traits.maxConnections = connections; }
    void aimCost(double factor, double seconds, double rows);
    void aimOthers(double sessions, double seconds, double secondsPerStatement);
    void lock(double share) { m_lockedShare = share; } // of the queries meet a held lock; 0 releases all
    void restart(double serverTime);                   // counters from zero, buffers cold

    const DatabaseTraits &traits() const { return m_traits; }
    double sessions() const { return m_active + m_others.value() + m_locked; } // expected, active
    double answerTime() const { return m_answerTime; }                         // seconds, of the last step
    Reading reading(double serverTime);

private:
    double queryCost() const; // seconds of one core
    double serversForPool() const;
    double endedWork(double seconds);
    void count(double completed, double seconds);

    DatabaseTraits m_traits;
    Random m_random;
    Ramp m_cost{1};
    Ramp m_others;
    Ramp m_rows{1};
    double m_othersStatement = 0; // seconds that each of theirs takes
    double m_othersFor = 0;       // seconds since they came
    double m_answerTime = 0;
    double m_inSystem = 0; // queries being worked on or waiting for a connection
    double m_active = 0;
    double m_locked = 0;
    double m_lockedShare = 0;
    double m_lockedFor = 0;
    double m_cold = 0; // 1 right after a restart; decays as the buffers fill
    double m_open = 0; // pooled connections
    double m_startTime = 0;
    double m_late = 0; // statistics not yet flushed by the backends: commits
    double m_lateActive = 0;
    struct Counters {
        double commits = 0, rollbacks = 0, blocksHit = 0, blocksRead = 0, rows = 0, written = 0,
               sessionMs = 0, activeMs = 0, idleMs = 0, sessions = 0, bad = 0;
    } m_counters;
};

} // namespace spillway
