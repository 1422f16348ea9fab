#pragma once
// A number that the audit reads off a server's answers: a field of the readings, or one of those that are
// asked for only now and then. The latter are found by the name that the server uses, so that a rule wakes
// up when a probe begins to deliver it.

#include "field.h"

#include <array>

namespace spillway {

enum class Rare : quint8 {
    RefusedForMemory,
    RefusedForRights,
    SlowCommands,
    BlockingTime,
    CommandTime,
    ExpiryCapReached,
    EvictedUnread,
    EvictedAge,
    BusiestClassEvictions,
    BusiestClassPages,
    SlabsMoved,
    TooLarge,
    ListenDisabled,
    AbortedConnects,
    PagesFree,
    QueryCacheHits,
    QueryCacheInserts,
    QueryCachePrunes,
    TopStatementShare,
    TopStatementRows,
    Count
};

class Figure {
public:
    static constexpr size_t fields = static_cast<size_t>(Field::Count);
    static constexpr size_t count = fields + static_cast<size_t>(Rare::Count);

    constexpr Figure(Field field)
        : m_index(static_cast<quint8>(field)) {}
    constexpr Figure(Rare rare)
        : m_index(static_cast<quint8>(fields + static_cast<size_t>(rare))) {}

    constexpr size_t index() const { return m_index; }
    QLatin1String name() const; // as the server calls it: "errorstat_OOM"
    // Of any name; a field that carries the name of a rare one is that one.
    static std::optional<Figure> named(QLatin1String name);
    static Figure of(Field field);

private:
    quint8 m_index;
};

} // namespace spillway
