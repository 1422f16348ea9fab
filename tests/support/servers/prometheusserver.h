#pragma once
// A private prometheus on loopback that scrapes one exporter each second, or serves blocks of its folder,
// however old; and a private redis_exporter.

#include "serverprocess.h"

namespace spillway {

class PrometheusServer : public ServerProcess {
public:
    // 0: nothing is scraped.
    explicit PrometheusServer(quint16 exporter = 0)
        : m_exporter(exporter) {}

    // OpenMetrics text -> blocks of its storage, by promtool; before start(). False: error() says why.
    bool backfill(const QString &openMetrics);
    QString url(const QString &query) const; // prometheus+http://127.0.0.1:port/?query

protected:
    Call call() const override;
    bool isReady() override;

private:
    QString storage() const { return folder() + QStringLiteral("/data"); }
    quint16 m_exporter;
};

class RedisExporter : public ServerProcess {
public:
    explicit RedisExporter(quint16 redis)
        : m_redis(redis) {}

protected:
    Call call() const override;
    bool isReady() override;

private:
    quint16 m_redis;
};

} // namespace spillway
