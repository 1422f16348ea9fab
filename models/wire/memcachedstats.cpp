#include "memcachedstats.h"

#include "displaytext.h"
#include "strictnumber.h"

#include <QHash>

#include <array>

namespace spillway {

namespace {

using Lines = QHash<QByteArrayView, QByteArrayView>; // name -> value; both point into the table

struct Source {
    Field field;
    const char *name;
};

constexpr std::array sources{
    Source{Field::Hits, "get_hits"}, // per key, so that one multiget counts several
    Source{Field::Misses, "get_misses"},
    Source{Field::Evicted, "evictions"},
    Source{Field::Stores, "cmd_set"},
    Source{Field::Flushes, "cmd_flush"},
    Source{Field::ConnectionsReceived, "total_connections"},
    Source{Field::ConnectionsRejected, "rejected_connections"}, // only with maxconns_fast
    Source{Field::UsedMemory, "bytes"},
    Source{Field::MaxMemory, "limit_maxbytes"},
    Source{Field::Clients, "curr_connections"},
    Source{Field::MaxClients, "max_connections"},
    Source{Field::Keys, "curr_items"},
    Source{Field::BytesIn, "bytes_read"},
    Source{Field::BytesOut, "bytes_written"},
    Source{Field::Uptime, "uptime"},
};

// Stores and answers that failed. Old versions lack some of them.
constexpr std::array failures{"store_too_large", "store_no_memory", "read_buf_oom", "response_obj_oom"};

constexpr std::array settings{
    "maxconns",      "maxconns_fast",    "num_threads",   "evictions",     "item_size_max",
    "growth_factor", "slab_automove",    "slab_reassign", "lru_crawler",   "lru_maintainer_thread",
    "lru_segmented", "hot_lru_pct",      "warm_lru_pct",  "temp_lru",      "temporary_ttl",
    "idle_timeout",  "tail_repair_time", "cas_enabled",   "flush_enabled", "ssl_enabled",
};

Lines splitLines(QByteArrayView table) {
    Lines lines;
    while (!table.isEmpty()) {
        const qsizetype end = table.indexOf('\n');
        const QByteArrayView line = end < 0 ? table : table.first(end);
        table = end < 0 ? QByteArrayView() : table.sliced(end + 1);
        const qsizetype blank = line.indexOf(' ');
        if (blank > 0 && !lines.contains(line.first(blank)))
            lines.insert(line.first(blank), line.sliced(blank + 1));
    }
    return lines;
}

void setErrors(const Lines &lines, Reading &reading) {
    std::optional<double> sum;
    for (const char *name : failures)
        if (const auto number = wholeNumber(lines.value(name)))
            sum = sum.value_or(0) + *number;
    if (sum)
        reading.set(Field::ErrorReplies, *sum);
}

// Per thread, so that 1 s of it in a second is a server that can do no more.
void setCpu(const Lines &lines, Reading &reading) {
    const auto user = decimalNumber(lines.value("rusage_user"));
    const auto system = decimalNumber(lines.value("rusage_system"));
    const auto threads = wholeNumber(lines.value("threads"));
    if (user && system && threads && *threads > 0)
        reading.set(Field::CpuSeconds, (*user + *system) / *threads);
}

} // namespace

Outcome<Reading> readMemcachedStats(QByteArrayView table) {
    const Lines lines = splitLines(table);
    Reading reading;
    for (const Source &source : sources)
        if (const auto number = wholeNumber(lines.value(source.name)))
            reading.set(source.field, *number);
    setErrors(lines, reading);
    setCpu(lines, reading);
    if (reading.fields().empty())
        return Failure{FailureKind::Protocol, QStringLiteral("the answer to stats has no field of memcached"),
                       QString()};
    // It can be changed while the server runs, and has to be seen at once.
    if (const QByteArrayView limit = lines.value("limit_maxbytes"); !limit.isEmpty())
        reading.settings.insert(QStringLiteral("limit_maxbytes"), displayText(limit, 40));
    reading.identity = displayText(lines.value("pid"), 20);
    if (const QByteArrayView version = lines.value("version"); !version.isEmpty())
        reading.version = QStringLiteral("memcached ") + displayText(version, 40);
    return reading;
}

QMap<QString, QString> readMemcachedSettings(QByteArrayView table) {
    const Lines lines = splitLines(table);
    QMap<QString, QString> found;
    for (const char *name : settings)
        if (const auto line = lines.find(name); line != lines.end())
            found.insert(QString::fromLatin1(name), displayText(line.value(), 40));
    return found;
}

Failure readMemcachedError(QByteArrayView line) {
    if (asksForLogin(line))
        return {FailureKind::Authentication, QStringLiteral("the server asks for a user and a password"),
                QStringLiteral("Write the user into the URL and set password_env or password_file.")};
    if (line.startsWith("CLIENT_ERROR authentication"))
        return {FailureKind::Authentication, QStringLiteral("the user name or the password is wrong"),
                QStringLiteral("Check the user in the URL and the password's source.")};
    if (line.startsWith("ERROR Too many open connections"))
        return {FailureKind::Full, QStringLiteral("the server has no connection left (max_connections)"),
                QStringLiteral("Raise -c, or find who holds the connections.")};
    if (line.startsWith("SERVER_ERROR out of memory"))
        return {FailureKind::NoAnswer, QStringLiteral("the server has no memory to answer"), QString()};
    if (line == "ERROR")
        return {FailureKind::Protocol, QStringLiteral("the server does not know the command stats"),
                QStringLiteral("Is this a proxy? Give the address of the server behind it.")};
    return {FailureKind::Protocol, QStringLiteral("the server refused the question: ") + displayText(line),
            QString()};
}

bool asksForLogin(QByteArrayView line) {
    return line.startsWith("CLIENT_ERROR unauthenticated");
}

} // namespace spillway
