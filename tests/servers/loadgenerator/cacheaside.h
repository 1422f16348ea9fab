#pragma once
// One client of a cache-aside application: GET; on a miss a query that costs the database real work,
// then SET with a time to live. A cache that fails is a miss, as in an application that degrades. Paced,
// never faster than asked. Blocking; one per thread.

#include "knobs.h"

#include <chrono>
#include <memory>
#include <optional>
#include <random>
#include <string>

struct pg_conn;
struct redisContext;

namespace loadgenerator {

struct Plan {
    std::string redisSocket;
    std::string postgres; // connection string of libpq
    int keys = 2000;
    int valueBytes = 8192;
    int rowsPerQuery = 20'000; // that a miss makes the database read
    double invalidated = 0.02; // share of the lookups after which the value is changed and dropped
};

class CacheAside {
public:
    // `knobs` outlives it.
    CacheAside(const Plan &plan, const Knobs &knobs, unsigned seed);
    ~CacheAside();
    CacheAside(CacheAside &&) noexcept;

    // All of these give the error in words, or nothing.
    std::optional<std::string> connect();
    std::optional<std::string> fillTable(); // makes the table anew
    std::optional<std::string> warm();      // every key into the cache
    std::optional<std::string> lookUp();    // a random key

private:
    enum class Found { Value, Nothing };

    std::string nameOf(int key) const;
    int nextKey();
    bool isConnected();
    Found ask(int key);
    void store(int key);
    void drop(int key);
    std::optional<std::string> load(int key);
    std::optional<std::string> run(const char *statement);

    Plan m_plan;
    const Knobs *m_knobs;
    std::mt19937 m_random;
    int m_fresh = 0; // keys that nobody ever asked for, so far
    std::unique_ptr<redisContext, void (*)(redisContext *)> m_cache;
    std::unique_ptr<pg_conn, void (*)(pg_conn *)> m_database;
    std::chrono::steady_clock::time_point m_tried; // to connect to the cache
};

} // namespace loadgenerator
