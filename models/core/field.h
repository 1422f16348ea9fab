#pragma once
// The raw fields that a reading may carry, one table for all kinds of servers. Names are those that
// the servers themselves use, so that a recording can be read by anyone who knows the server.

#include <QLatin1String>

#include <optional>
#include <span>

namespace spillway {

enum class Field : quint8 {
    // Caches: Redis INFO and memcached stats
    Hits,
    Misses,
    Evicted,
    Expired,
    Commands,
    Stores,
    ConnectionsReceived,
    ConnectionsRejected,
    ErrorReplies,
    Flushes,
    UsedMemory,
    MaxMemory,
    ResidentMemory,
    SystemMemory,
    MemoryNotCounted,
    ClientMemory,
    FragmentationRatio,
    FragmentationBytes,
    Clients,
    MaxClients,
    BlockedClients,
    Keys,
    KeysWithTtl,
    AverageTtl,
    StaleShare,
    EvictionTime,
    CpuSeconds,
    BytesIn,
    BytesOut,
    Loading,
    ForkTime,
    PrimaryLinkDown,
    Uptime,
    // Databases
    ServerTime,
    StartTime,
    Replica,
    ReplayAge,
    MaxConnections,
    ReservedConnections,
    CanSee,
    Commits,
    Rollbacks,
    BlocksHit,
    BlocksRead,
    BlockReadTime,
    RowsReturned,
    RowsFetched,
    RowsWritten,
    TempBytes,
    Deadlocks,
    StatsReset,
    SessionTime,
    ActiveTime,
    IdleInTransactionTime,
    Sessions,
    SessionsBad,
    Connections,
    Active,
    ActiveParallel,
    OnCpu,
    OnIo,
    OnLock,
    OnLightLock,
    OnClient,
    IdleInTransaction,
    Hidden,
    LongestQuery,
    LongestTransaction,
    Statements,
    Count
};

enum class FieldKind { Counter, Gauge };
enum class Unit { None, Count, Bytes, Seconds, Milliseconds, Microseconds, Ratio, PerSecond, Sessions };

struct FieldInfo {
    Field field;
    QLatin1String name; // in recordings: "keyspace_hits"
    FieldKind kind;
    Unit unit;
};

std::span<const FieldInfo> fieldTable(); // ordered by Field
const FieldInfo &fieldInfo(Field field);
std::optional<Field> fieldFromName(QLatin1String name);

} // namespace spillway
