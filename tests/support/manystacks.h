#pragma once
// A live session on any number of stacks, each a cache before a database whose seconds a test chooses: to
// see a wall full of them. Every second brings a frame of each endpoint, unless it is silenced.

#include "session.h"
#include "stackfixture.h"

#include <set>

namespace spillway {

class ManyStacks {
public:
    explicit ManyStacks(int count, Session::Mode mode = Session::Mode::Live, Duration every = Duration{1000})
        : m_every(every)
        , m_seconds(static_cast<size_t>(count))
        , m_session(configuration(count, every), mode, nullptr) {
        for (int i = 0; i < count; ++i)
            m_stacks.emplace_back();
    }

    Session &session() { return m_session; }
    Instant now() const { return m_stacks.front().now(); }
    fixture::Second &second(int stack) { return m_seconds[static_cast<size_t>(stack)]; }
    void silence(int endpoint) { m_silent.insert(endpoint); }
    void wake(int endpoint) { m_silent.erase(endpoint); }

    void run(int polls) {
        while (polls-- > 0)
            poll();
    }
    void poll() {
        for (size_t i = 0; i < m_stacks.size(); ++i) {
            fixture::Stack &stack = m_stacks[i];
            const int cache = static_cast<int>(i) * 2;
            give(cache, m_silent.contains(cache) ? stack.failure(0) : stack.cacheFrame(m_seconds[i]));
            give(cache + 1,
                 m_silent.contains(cache + 1) ? stack.failure(1) : stack.databaseFrame(m_seconds[i]));
            for (Duration passed{0}; passed < m_every; passed += Duration{1000})
                stack.tick();
        }
    }

private:
    static Configuration configuration(int count, Duration every) {
        static const std::vector<QString> names{
            QStringLiteral("checkout"), QStringLiteral("profiles"), QStringLiteral("catalog"),
            QStringLiteral("search"),   QStringLiteral("sessions"), QStringLiteral("pricing"),
            QStringLiteral("media"),    QStringLiteral("ads"),      QStringLiteral("billing")};
        Configuration made;
        made.every = every;
        made.rules = builtInRules();
        for (int i = 0; i < count; ++i) {
            Configuration one = fixture::configuration();
            Stack stack;
            const auto known = static_cast<size_t>(i);
            stack.name = known < names.size() ? names[known] : QStringLiteral("service-%1").arg(i + 1);
            for (Endpoint endpoint : one.endpoints) {
                const auto id = static_cast<EndpointId>(made.endpoints.size());
                (endpoint.role == Role::Cache ? stack.caches : stack.databases).push_back(id);
                endpoint.stack = static_cast<StackId>(i);
                endpoint.every = every;
                endpoint.name = stack.name + (endpoint.role == Role::Cache ? QStringLiteral("-cache")
                                                                           : QStringLiteral("-db"));
                made.endpoints.push_back(endpoint);
            }
            made.stacks.push_back(stack);
        }
        return made;
    }
    void give(int endpoint, Frame frame) {
        frame.endpoint = static_cast<EndpointId>(endpoint);
        m_session.consume(frame);
    }

    Duration m_every;
    std::vector<fixture::Stack> m_stacks;
    std::vector<fixture::Second> m_seconds;
    std::set<int> m_silent;
    Session m_session;
};

} // namespace spillway
