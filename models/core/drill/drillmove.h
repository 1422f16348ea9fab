#pragma once
// What a trainee may do in a drill, the right and the tempting alike, and which of it answers a cause.

#include "verdict.h"

#include <QString>

#include <span>
#include <vector>

namespace spillway {

enum class DrillMove {
    RestoreMemory,
    RestorePolicy,
    SpreadTtl,
    GuardRefill,
    MoveSlabs,
    RaiseClients,
    DrainReplica,
    AdmitInSteps,
    CacheAbsence,
    ShedTraffic,
    UndoBypass,
    FixQuery,
    EndBlocker,
    RestrainOthers,
    GrantView,
    // These cure nothing of what the bundled drills hold.
    ScaleDatabase,
    RestartDatabase,
    RestoreBackup,
    RestartCache,
    FlushCache,
    AddMemory,
};

struct DrillMoveInfo {
    DrillMove move;
    const char *name; // kept in the history: "restore-memory"
    const char *text; // "Give the cache its memory back"
};

std::span<const DrillMoveInfo> drillMoves(); // ordered by DrillMove
QString moveName(DrillMove move);
QString moveText(DrillMove move);

// What answers an incident of this cause; without a cause, what answers any cause of the culprit.
std::vector<DrillMove> rightMoves(Culprit culprit, std::optional<Cause> cause);
// Those that a culprit can have; none for nobody and unknown.
std::vector<Cause> causesOf(Culprit culprit);

} // namespace spillway
