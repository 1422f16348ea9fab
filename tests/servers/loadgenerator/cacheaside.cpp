#include "cacheaside.h"

#include <hiredis/hiredis.h>
#include <libpq-fe.h>

#include <array>

namespace loadgenerator {

namespace {

using Reply = std::unique_ptr<redisReply, void (*)(void *)>;
using Rows = std::unique_ptr<PGresult, void (*)(PGresult *)>;
using Clock = std::chrono::steady_clock;

constexpr auto pauseOfReconnecting = std::chrono::milliseconds(200);

} // namespace

CacheAside::CacheAside(const Plan &plan, const Knobs &knobs, unsigned seed)
    : m_plan(plan)
    , m_knobs(&knobs)
    , m_random(seed)
    , m_cache(nullptr, redisFree)
    , m_database(nullptr, PQfinish) {}

CacheAside::~CacheAside() = default;

CacheAside::CacheAside(CacheAside &&) noexcept = default;

std::string CacheAside::nameOf(int key) const {
    return "article:" + std::to_string(m_knobs->version) + ':' + std::to_string(key);
}

std::optional<std::string> CacheAside::connect() {
    if (!isConnected())
        return "redis: " + std::string(m_cache ? m_cache->errstr : "no memory");
    m_database.reset(PQconnectdb(m_plan.postgres.c_str()));
    if (PQstatus(m_database.get()) != CONNECTION_OK)
        return PQerrorMessage(m_database.get());
    return std::nullopt;
}

bool CacheAside::isConnected() {
    if (m_cache && !m_cache->err)
        return true;
    if (Clock::now() < m_tried + pauseOfReconnecting)
        return false;
    m_tried = Clock::now();
    m_cache.reset(redisConnectUnix(m_plan.redisSocket.c_str()));
    return m_cache && !m_cache->err;
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
    for (int key = 0; key < m_plan.keys; ++key)
        store(key);
    return m_cache->err ? std::optional("redis: " + std::string(m_cache->errstr)) : std::nullopt;
}

void CacheAside::store(int key) {
    if (!isConnected())
        return;
    const std::string name = nameOf(key);
    const std::string value(size_t(m_plan.valueBytes), 'x');
    // Spread, or all that was warmed together would expire together.
    const int ttl =
        std::uniform_int_distribution(m_knobs->ttlSeconds / 2 + 1, m_knobs->ttlSeconds * 3 / 2)(m_random);
    const Reply reply(static_cast<redisReply *>(redisCommand(m_cache.get(), "SET %b %b EX %d", name.data(),
                                                             name.size(), value.data(), value.size(), ttl)),
                      freeReplyObject);
}

void CacheAside::drop(int key) {
    const Reply reply(static_cast<redisReply *>(redisCommand(m_cache.get(), "DEL %s", nameOf(key).c_str())),
                      freeReplyObject);
}

CacheAside::Found CacheAside::ask(int key) {
    if (!isConnected())
        return Found::Nothing;
    const Reply reply(static_cast<redisReply *>(redisCommand(m_cache.get(), "GET %s", nameOf(key).c_str())),
                      freeReplyObject);
    return reply && reply->type == REDIS_REPLY_STRING ? Found::Value : Found::Nothing;
}

std::optional<std::string> CacheAside::load(int key) {
    const std::string number = std::to_string(key);
    const std::string times = std::to_string(m_knobs->cost);
    const std::array<const char *, 2> parameters{number.c_str(), times.c_str()};
    const Rows rows(PQexecParams(m_database.get(),
                                 "SELECT count(*) FROM generate_series(1, $2::int), article"
                                 " WHERE md5(body || $1) < 'f'",
                                 2, nullptr, parameters.data(), nullptr, nullptr, 0),
                    PQclear);
    return PQresultStatus(rows.get()) == PGRES_TUPLES_OK
               ? std::nullopt
               : std::optional<std::string>(PQerrorMessage(m_database.get()));
}

int CacheAside::nextKey() {
    if (std::bernoulli_distribution(m_knobs->fresh)(m_random))
        return m_plan.keys + int(m_random() % 1'000'000) * 1'000 + ++m_fresh % 1'000;
    return std::uniform_int_distribution(0, m_plan.keys - 1)(m_random);
}

std::optional<std::string> CacheAside::lookUp() {
    const int key = nextKey();
    if (std::bernoulli_distribution(m_knobs->bypassed)(m_random))
        return load(key);
    if (ask(key) == Found::Value) {
        if (std::bernoulli_distribution(m_plan.invalidated)(m_random))
            drop(key);
        return std::nullopt;
    }
    if (auto error = load(key))
        return error;
    store(key);
    return std::nullopt;
}

} // namespace loadgenerator
