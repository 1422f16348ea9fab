#pragma once
// A real shop on loopback: a Redis, a PostgreSQL, and a cache-aside application under load, with what can
// go wrong in each. Blocking where a server is started, else not.

#include "servers/postgresserver.h"
#include "servers/redisserver.h"

#include <QProcess>

#include <thread>
#include <vector>

namespace spillway::lab {

struct ShopOptions {
    double rate = 200; // lookups a second
    int clients = 12;  // few: closed loop, they wait for the database; many: nearly open
    int keys = 2000;   // of 8 KiB each
    int ttlSeconds = 3600;
    int maxMemoryMb = 64;
    int cost = 1; // times the plain work of a query
};

class Shop {
public:
    explicit Shop(const ShopOptions &options);
    ~Shop();

    bool open(); // false: error() says why
    QString error() const { return m_error; }
    QString configuration() const; // for `spillway watch`

    void turn(const QByteArray &knob) { m_load.write(knob + '\n'); } // "rate 400", see the load generator
    RedisServer &cache() { return m_cache; }
    void setCache(const QByteArray &setting, const QByteArray &value) {
        m_cache.command({"CONFIG", "SET", setting, value});
    }
    // In the background, over connections of their own.
    void runInDatabase(const QByteArray &statements, int clients = 1);

private:
    ShopOptions m_options;
    RedisServer m_cache;
    PostgresServer m_database;
    QProcess m_load;
    std::vector<std::jthread> m_others;
    QString m_error;
};

} // namespace spillway::lab
