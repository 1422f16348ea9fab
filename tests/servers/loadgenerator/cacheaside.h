#pragma once
// One client of a cache-aside application: GET; on a miss a query that costs the database real work,
// then SET with a time to live. Paced, never faster than asked. Blocking; one per thread.

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
    int ttlSeconds = 3600;
    int rowsPerQuery = 20'000; // that a miss makes the database read
    double invalidated = 0.02; // share of the lookups after which the value is changed and dropped
};

class CacheAside {
public:
    CacheAside(const Plan &plan, unsigned seed);
    ~CacheAside();
    CacheAside(CacheAside &&) noexcept;

    // All of these give the error in words, or nothing.
    std::optional<std::string> connect();
    std::optional<std::string> fillTable(); // makes the table anew
    std::optional<std::string> warm();      // every key into the cache
    std::optional<std::string> lookUp();    // a random key

private:
    std::optional<std::string> store(int key, const std::string &value);
    std::optional<std::string> drop(int key);
    std::optional<std::string> run(const char *statement);

    Plan m_plan;
    std::mt19937 m_random;
    std::unique_ptr<redisContext, void (*)(redisContext *)> m_cache;
    std::unique_ptr<pg_conn, void (*)(pg_conn *)> m_database;
};

} // namespace loadgenerator
