#include "redissettings.h"

#include "displaytext.h"

namespace spillway {

const QByteArrayList &redisSettingNames() {
    static const QByteArrayList names{
        "maxmemory",
        "maxmemory-policy",
        "maxmemory-samples",
        "maxmemory-clients",
        "maxmemory-eviction-tenacity",
        "maxclients",
        "timeout",
        "tcp-keepalive",
        "hz",
        "active-expire-effort",
        "lfu-log-factor",
        "lfu-decay-time",
        "lazyfree-lazy-eviction",
        "lazyfree-lazy-expire",
        "lazyfree-lazy-server-del",
        "lazyfree-lazy-user-del",
        "lazyfree-lazy-user-flush",
        "save",
        "appendonly",
        "appendfsync",
        "slowlog-log-slower-than",
        "slowlog-max-len",
        "latency-monitor-threshold",
        "latency-tracking",
        "io-threads",
        "client-output-buffer-limit",
        "activedefrag",
        "databases",
        "notify-keyspace-events",
        "repl-backlog-size",
        "repl-diskless-sync",
        "repl-diskless-load",
        "replica-serve-stale-data",
        "replica-read-only",
        "replica-ignore-maxmemory",
        "replica-priority",
        "replica-lazy-flush",
        "min-replicas-to-write",
        "min-replicas-max-lag",
        "oom-score-adj",
        "stop-writes-on-bgsave-error",
        "protected-mode",
        "cluster-enabled",
    };
    return names;
}

QMap<QString, QString> readRedisSettings(const RespReply &reply) {
    constexpr int longestValue = 120; // client-output-buffer-limit: three limits of four parts
    QMap<QString, QString> settings;
    for (size_t i = 0; i + 1 < reply.elements.size(); i += 2)
        if (const QByteArray &name = reply.elements[i].text; redisSettingNames().contains(name))
            settings.insert(QString::fromLatin1(name), displayText(reply.elements[i + 1].text, longestValue));
    return settings;
}

} // namespace spillway
