#include "cacheaside.h"

#include <hiredis/hiredis.h>
#include <libpq-fe.h>

#include <array>

namespace loadgenerator {

namespace {

using Reply = std::unique_ptr<redisReply, void (*)(void *)>;
using Rows = std::unique_ptr<PGresult, void (*)(PGresult *)>;

std::string nameOf(int key) {
    return "article:" + std::to_string(key);
}

} // namespace

CacheAside::CacheAside(const Plan &plan, unsigned seed)
    : m_plan(plan)
    , m_random(seed)
    , m_cache(nullptr, redisFree)
    , m_database(nullptr, PQfinish) {}

CacheAside::~CacheAside() = default;

CacheAside::CacheAside(CacheAside &&) noexcept = default;

std::optional<std::string> CacheAside::connect() {
    m_cache.reset(redisConnectUnix(m_plan.redisSocket.c_str()));
    if (!m_cache || m_cache->err)
        return "redis: " + std::string(m_cache ? m_cache->errstr : "no memory");
    m_database.reset(PQconnectdb(m_plan.postgres.c_str()));
    if (PQstatus(m_database.get()) != CONNECTION_OK)
        return PQerrorMessage(m_database.get());
    return std::nullopt;
}

std::optional<std::string> CacheAside::run(const char *statement) {
    const Rows result(PQexec(m_database.get(), statement), PQclear);
    const ExecStatusType status = PQresultStatus(result.get());
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
        return PQerrorMessage(m_database.get());
    return std::nullopt;
}

std::optional<std::string> CacheAside::fillTable() {
    const std::string fill = "INSERT INTO article SELECT n, md5(n::text) FROM generate_series(1, " +
                             std::to_string(m_plan.rowsPerQuery) + ") n";
    for (const char *statement :
         {"SET client_min_messages = warning", "DROP TABLE IF EXISTS article",
          "CREATE TABLE article (id int, body text)", fill.c_str(), "ANALYZE article"})
        if (auto error = run(statement))
            return error;
    return std::nullopt;
}

std::optional<std::string> CacheAside::warm() {
    const std::string value(size_t(m_plan.valueBytes), 'x');
    for (int key = 0; key < m_plan.keys; ++key)
        if (auto error = store(key, value))
            return error;
    return std::nullopt;
}

std::optional<std::string> CacheAside::store(int key, const std::string &value) {
    const std::string name = nameOf(key);
    const Reply reply(
        static_cast<redisReply *>(redisCommand(m_cache.get(), "SET %b %b EX %d", name.data(), name.size(),
                                               value.data(), value.size(), m_plan.ttlSeconds)),
        freeReplyObject);
    if (!reply)
        return "redis: " + std::string(m_cache->errstr);
    return std::nullopt;
}

std::optional<std::string> CacheAside::drop(int key) {
    const Reply reply(static_cast<redisReply *>(redisCommand(m_cache.get(), "DEL %s", nameOf(key).c_str())),
                      freeReplyObject);
    return reply ? std::nullopt : std::optional("redis: " + std::string(m_cache->errstr));
}

std::optional<std::string> CacheAside::lookUp() {
    const int key = std::uniform_int_distribution(0, m_plan.keys - 1)(m_random);
    const Reply reply(static_cast<redisReply *>(redisCommand(m_cache.get(), "GET %s", nameOf(key).c_str())),
                      freeReplyObject);
    if (!reply)
        return "redis: " + std::string(m_cache->errstr);
    if (reply->type == REDIS_REPLY_STRING)
        return std::bernoulli_distribution(m_plan.invalidated)(m_random) ? drop(key) : std::nullopt;
    const std::string number = std::to_string(key);
    const std::array<const char *, 1> parameters{number.c_str()};
    const Rows rows(PQexecParams(m_database.get(), "SELECT count(*) FROM article WHERE md5(body || $1) < 'f'",
                                 1, nullptr, parameters.data(), nullptr, nullptr, 0),
                    PQclear);
    if (PQresultStatus(rows.get()) != PGRES_TUPLES_OK)
        return PQerrorMessage(m_database.get());
    return store(key, std::string(size_t(m_plan.valueBytes), 'x'));
}

} // namespace loadgenerator
