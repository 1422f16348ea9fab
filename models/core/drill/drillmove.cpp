#include "drill/drillmove.h"

#include <algorithm>
#include <array>

namespace spillway {

namespace {

using Move = DrillMove;

constexpr std::array<DrillMoveInfo, 21> table{{
    {Move::RestoreMemory, "restore-memory", "Give the cache its memory back"},
    {Move::RestorePolicy, "restore-policy", "Let the cache evict again (allkeys-lru)"},
    {Move::SpreadTtl, "spread-ttl", "Spread the TTLs, so that keys do not end together"},
    {Move::GuardRefill, "guard-refill", "Let one caller refill a key, serve the old value meanwhile"},
    {Move::MoveSlabs, "move-slabs", "Move memory between the slab classes"},
    {Move::RaiseClients, "raise-clients", "Raise the limit of connections of the cache"},
    {Move::DrainReplica, "drain-replica", "Take the cold cache out of rotation until it is filled"},
    {Move::AdmitInSteps, "admit-in-steps", "Admit traffic in steps while the cache refills"},
    {Move::CacheAbsence, "cache-absence", "Keep \"does not exist\" in the cache again"},
    {Move::ShedTraffic, "shed-traffic", "Shed or spread the extra traffic"},
    {Move::UndoBypass, "undo-bypass", "Send the lookups through the cache again"},
    {Move::FixQuery, "fix-query", "Take back what made the query slow, or add its index"},
    {Move::EndBlocker, "end-blocker", "End the session that holds the lock"},
    {Move::RestrainOthers, "restrain-others", "Stop or limit the other client of the database"},
    {Move::GrantView, "grant-view", "Grant the monitor the right to see sessions"},
    {Move::ScaleDatabase, "scale-database", "Scale the database up"},
    {Move::RestartDatabase, "restart-database", "Restart the database"},
    {Move::RestoreBackup, "restore-backup", "Restore the data from the backup"},
    {Move::RestartCache, "restart-cache", "Restart the cache"},
    {Move::FlushCache, "flush-cache", "Flush the cache"},
    {Move::AddMemory, "add-memory", "Buy more memory for the cache"},
}};

struct Answer {
    Culprit culprit;
    Cause cause;
    std::array<std::optional<Move>, 2> moves;
};

constexpr std::array<Answer, 15> answers{{
    {Culprit::Cache, Cause::MaxMemory, {Move::RestoreMemory}},
    {Culprit::Cache, Cause::MaxMemoryPolicy, {Move::RestorePolicy}},
    {Culprit::Cache, Cause::Eviction, {Move::AddMemory, Move::RestoreMemory}},
    {Culprit::Cache, Cause::Expiry, {Move::SpreadTtl, Move::GuardRefill}},
    {Culprit::Cache, Cause::Flush, {Move::AdmitInSteps}},
    {Culprit::Cache, Cause::Restart, {Move::AdmitInSteps, Move::DrainReplica}},
    {Culprit::Cache, Cause::ColdKeys, {Move::AdmitInSteps}},
    {Culprit::Cache, Cause::Bypass, {Move::UndoBypass, Move::RaiseClients}},
    {Culprit::Cache, Cause::CacheDown, {Move::AdmitInSteps, Move::DrainReplica}},
    {Culprit::Traffic, Cause::Surge, {Move::ShedTraffic}},
    {Culprit::Traffic, Cause::NewContent, {Move::ShedTraffic, Move::CacheAbsence}},
    {Culprit::Database, Cause::QueryCost, {Move::FixQuery}},
    {Culprit::Database, Cause::Lock, {Move::EndBlocker}},
    {Culprit::Database, Cause::Capacity, {Move::ScaleDatabase}},
    {Culprit::Background, Cause::OtherClients, {Move::RestrainOthers}},
}};

} // namespace

std::span<const DrillMoveInfo> drillMoves() {
    return table;
}

QString moveName(DrillMove move) {
    return QLatin1String(table[static_cast<size_t>(move)].name);
}

QString moveText(DrillMove move) {
    return QLatin1String(table[static_cast<size_t>(move)].text);
}

std::vector<DrillMove> rightMoves(Culprit culprit, std::optional<Cause> cause) {
    std::vector<DrillMove> moves;
    for (const Answer &answer : answers) {
        if (cause ? answer.cause != *cause : answer.culprit != culprit)
            continue;
        for (const std::optional<Move> &move : answer.moves)
            if (move && std::find(moves.begin(), moves.end(), *move) == moves.end())
                moves.push_back(*move);
    }
    return moves;
}

std::vector<Cause> causesOf(Culprit culprit) {
    std::vector<Cause> causes;
    for (const Answer &answer : answers)
        if (answer.culprit == culprit)
            causes.push_back(answer.cause);
    return causes;
}

} // namespace spillway
