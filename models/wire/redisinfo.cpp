#include "redisinfo.h"

#include "displaytext.h"
#include "strictnumber.h"

#include <QHash>

#include <array>

namespace spillway {

namespace {

using Lines = QHash<QByteArrayView, QByteArrayView>; // name -> value; both point into the text

enum class Form { Whole, Decimal };

struct Source {
    Field field;
    const char *name;
    Form form = Form::Whole;
};

// Several sources of one field: the first that is present and valid counts.
constexpr std::array sources{
    Source{Field::Hits, "keyspace_hits"},
    Source{Field::Misses, "keyspace_misses"},
    Source{Field::Evicted, "evicted_keys"},
    Source{Field::Expired, "expired_keys"},
    Source{Field::Commands, "total_commands_processed"},
    Source{Field::ConnectionsReceived, "total_connections_received"},
    Source{Field::ConnectionsRejected, "rejected_connections"}, // Dragonfly: -1, so absent
    Source{Field::ErrorReplies, "total_error_replies"},         // since 6.2
    Source{Field::UsedMemory, "used_memory"},
    Source{Field::MaxMemory, "maxmemory"},
    Source{Field::ResidentMemory, "used_memory_rss"},
    Source{Field::SystemMemory, "total_system_memory"},
    Source{Field::MemoryNotCounted, "mem_not_counted_for_evict"},
    Source{Field::ClientMemory, "mem_clients_normal"},
    Source{Field::FragmentationRatio, "allocator_frag_ratio", Form::Decimal},
    Source{Field::FragmentationBytes, "allocator_frag_bytes"},
    Source{Field::Clients, "connected_clients"},
    Source{Field::MaxClients, "maxclients"},  // since 7.0
    Source{Field::MaxClients, "max_clients"}, // Dragonfly
    Source{Field::BlockedClients, "blocked_clients"},
    Source{Field::StaleShare, "expired_stale_perc", Form::Decimal},
    Source{Field::EvictionTime, "total_eviction_exceeded_time"},
    Source{Field::BytesIn, "total_net_input_bytes"},
    Source{Field::BytesOut, "total_net_output_bytes"},
    Source{Field::Loading, "async_loading"},
    Source{Field::ForkTime, "latest_fork_usec"},
    Source{Field::Uptime, "uptime_in_seconds"},
};

Lines splitLines(QByteArrayView text) {
    Lines lines;
    while (!text.isEmpty()) {
        const qsizetype end = text.indexOf('\n');
        QByteArrayView line = end < 0 ? text : text.first(end);
        text = end < 0 ? QByteArrayView() : text.sliced(end + 1);
        if (line.endsWith('\r'))
            line.chop(1);
        const qsizetype colon = line.indexOf(':');
        if (colon > 0 && line.front() != '#' && !lines.contains(line.first(colon)))
            lines.insert(line.first(colon), line.sliced(colon + 1));
        else if (line.startsWith("# "))
            lines.insert(line, QByteArrayView());
    }
    return lines;
}

// Since 6.2 the main thread is counted by itself, since Valkey 9.1 without its busy waiting.
std::optional<double> cpuSeconds(const Lines &lines) {
    if (const auto active = decimalNumber(lines.value("used_active_time_main_thread")))
        return active;
    for (const QByteArrayView suffix : {QByteArrayView("_main_thread"), QByteArrayView("")}) {
        const auto user = decimalNumber(lines.value(QByteArray("used_cpu_user").append(suffix)));
        const auto system = decimalNumber(lines.value(QByteArray("used_cpu_sys").append(suffix)));
        if (user && system)
            return *user + *system;
    }
    return std::nullopt;
}

// "keys=5,expires=2,avg_ttl=1000"
std::optional<double> part(QByteArrayView database, QByteArrayView name) {
    while (!database.isEmpty()) {
        const qsizetype comma = database.indexOf(',');
        const QByteArrayView entry = comma < 0 ? database : database.first(comma);
        database = comma < 0 ? QByteArrayView() : database.sliced(comma + 1);
        if (entry.size() > name.size() && entry.startsWith(name) && entry[name.size()] == '=')
            return wholeNumber(entry.sliced(name.size() + 1));
    }
    return std::nullopt;
}

bool isDatabase(QByteArrayView name) {
    return name.startsWith("db") && wholeNumber(name.sliced(2));
}

// Sums over the databases. One database without a valid number makes the whole sum unknown. The mean
// time to live is weighted by the keys that have one; 0 and -1 mean that the server has no estimate.
void setKeyspace(const Lines &lines, Reading &reading) {
    std::optional<double> keys = 0;
    std::optional<double> expires = 0;
    double expiring = 0;
    double lifetime = 0;
    bool any = lines.contains("# Keyspace");
    for (auto line = lines.begin(); line != lines.end(); ++line) {
        if (!isDatabase(line.key()))
            continue;
        any = true;
        const auto here = part(line.value(), "keys");
        const auto withTtl = part(line.value(), "expires");
        const auto averageTtl = part(line.value(), "avg_ttl");
        keys = keys && here ? std::optional(*keys + *here) : std::nullopt;
        expires = expires && withTtl ? std::optional(*expires + *withTtl) : std::nullopt;
        if (withTtl && averageTtl && *withTtl > 0 && *averageTtl > 0) {
            expiring += *withTtl;
            lifetime += *withTtl * *averageTtl;
        }
    }
    if (any && keys)
        reading.set(Field::Keys, *keys);
    if (any && expires)
        reading.set(Field::KeysWithTtl, *expires);
    if (expiring > 0)
        reading.set(Field::AverageTtl, lifetime / expiring);
}

// Commands that put something into the cache. Those that a failed condition turned into nothing count too.
constexpr std::array storing{"set", "setex", "psetex", "setnx", "getset", "mset", "hset", "hsetnx", "hmset"};
constexpr std::array flushing{"flushall", "flushdb"};

template <size_t n> double callsOf(const Lines &lines, const std::array<const char *, n> &commands) {
    double sum = 0;
    for (const char *command : commands)
        sum += part(lines.value("cmdstat_" + QByteArray(command)), "calls").value_or(0);
    return sum;
}

// A command that was never called has no line.
void setCommands(const Lines &lines, Reading &reading) {
    if (!lines.contains("# Commandstats"))
        return;
    reading.set(Field::Stores, callsOf(lines, storing));
    reading.set(Field::Flushes, callsOf(lines, flushing));
}

void setSettings(const Lines &lines, Reading &reading) {
    const std::array<std::pair<const char *, const char *>, 5> settings{{
        {"maxmemory", "maxmemory"},
        {"maxmemory_policy", "maxmemory-policy"},
        {"role", "role"},
        {"maxclients", "maxclients"},
        {"max_clients", "maxclients"},
    }};
    for (const auto &[inInfo, inConfig] : settings)
        if (const auto line = lines.find(inInfo); line != lines.end())
            reading.settings.insert(QString::fromLatin1(inConfig), displayText(line.value()));
}

// Servers that are not Redis but answer for it give its version for compatibility, and their own.
QString version(const Lines &lines) {
    const std::array<std::pair<const char *, const char *>, 3> own{{
        {"dragonfly_version", "dragonfly"},
        {"valkey_version", "valkey"},
        {"redis_version", "redis"},
    }};
    const QString named = displayText(lines.value("server_name"), 40);
    for (const auto &[line, name] : own)
        if (const QByteArrayView number = lines.value(line); !number.isEmpty()) {
            const bool isOwn = QByteArrayView(line) != "redis_version";
            const QString product = isOwn || named.isEmpty() ? QString::fromLatin1(name) : named;
            return product + u' ' + displayText(number, 40);
        }
    return QString();
}

Failure loading(const Lines &lines) {
    const auto left = wholeNumber(lines.value("loading_eta_seconds"));
    const QString what = left ? QStringLiteral("the server is loading its data, %1\u00a0s to go").arg(*left)
                              : QStringLiteral("the server is loading its data");
    return {FailureKind::Starting, what, QString()};
}

} // namespace

Outcome<Reading> readRedisInfo(QByteArrayView text) {
    const Lines lines = splitLines(text);
    if (lines.value("loading") == "1" && lines.value("async_loading") != "1")
        return loading(lines);
    Reading reading;
    for (const Source &source : sources) {
        const QByteArrayView value = lines.value(source.name);
        const auto number = source.form == Form::Whole ? wholeNumber(value) : decimalNumber(value);
        if (number && !reading.value(source.field))
            reading.set(source.field, *number);
    }
    if (const auto seconds = cpuSeconds(lines))
        reading.set(Field::CpuSeconds, *seconds);
    if (const auto link = lines.find("master_link_status"); link != lines.end())
        reading.set(Field::PrimaryLinkDown, *link == "up" ? 0 : 1);
    setKeyspace(lines, reading);
    setCommands(lines, reading);
    if (reading.fields().empty())
        return Failure{FailureKind::Protocol, QStringLiteral("the answer to INFO has no field of Redis"),
                       QString()};
    setSettings(lines, reading);
    reading.identity = displayText(lines.value("run_id"), 64);
    reading.version = version(lines);
    return reading;
}

} // namespace spillway
