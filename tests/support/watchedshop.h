#pragma once
// A session on a simulated pair of stacks for tests of the interface: "checkout" with two caches, to
// which a test's script happens, and "catalog", which stays calm. Simulated time starts at 09:30.

#include "session.h"
#include "simulation.h"

#include <memory>

namespace spillway {

inline Instant shopTime(int hour, int minute, int second = 0) {
    constexpr qint64 midnight = 1'709'424'000'000; // 2024-03-03T00:00:00Z
    return Instant::fromMs(midnight + ((hour * 60 + minute) * 60 + second) * 1000LL);
}

class WatchedShop {
public:
    explicit WatchedShop(const Script &script = {}, Session::Mode mode = Session::Mode::Live)
        : m_simulation(simulated(script))
        , m_session(configuration(), mode, nullptr) {}

    static Simulation simulated(const Script &script) {
        return Simulation({checkout(script), catalog()}, shopTime(9, 30), shopTime(11, 0), 7);
    }
    Session &session() { return m_session; }
    void runTo(Instant end) {
        while (m_next && m_next->at <= end) {
            m_session.consume(*m_next);
            m_next = m_simulation.next();
        }
    }

private:
    static StackTraits checkout(const Script &script) {
        StackTraits stack;
        stack.name = QStringLiteral("checkout");
        CacheTraits articles;
        articles.name = QStringLiteral("cache-1");
        articles.share = 0.85;
        CacheTraits prices;
        prices.name = QStringLiteral("cache-2");
        prices.share = 0.15;
        prices.keys = 120'000;
        prices.bytesPerKey = 1'900;
        prices.maxMemory = 1024.0 * 1024 * 1024;
        stack.caches = {articles, prices};
        stack.database.name = QStringLiteral("db-primary");
        stack.script = script;
        return stack;
    }
    static StackTraits catalog() {
        StackTraits stack;
        stack.name = QStringLiteral("catalog");
        CacheTraits cache;
        cache.name = QStringLiteral("catalog-cache");
        stack.caches = {cache};
        stack.database.name = QStringLiteral("catalog-db");
        return stack;
    }
    Configuration configuration() const {
        Configuration made = m_simulation.configuration();
        made.simulated = true;
        return made;
    }

    Simulation m_simulation;
    Session m_session;
    std::optional<Frame> m_next = m_simulation.next();
};

// What happens to checkout.
inline Script cutOfMemory(Instant at) {
    return {{at, SetMaxMemory{0, 400.0 * 1024 * 1024}}};
}
inline Script lossOf(int endpoint, Instant at) {
    return {{at, Unreachable{endpoint, 3600,
                             Failure{FailureKind::NoAnswer, QStringLiteral("no answer for 900 ms"), {}}}}};
}

} // namespace spillway
