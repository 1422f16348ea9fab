// Redis and its kin: what changed, against the last review, the configuration file and the primary.

#include "audit/auditrule.h"
#include "format.h"

#include <cmath>

namespace spillway {

namespace {

// Lines such as "maxmemory: 4 GiB at the review, 400 MiB now".
QStringList drift(const AuditCase &at) {
    QStringList lines;
    const QMap<QString, QString> before = at.last->settings.value(at.server().name);
    const QMap<QString, QString> &now = at.seen().settings();
    for (auto setting = before.begin(); setting != before.end(); ++setting)
        if (now.contains(setting.key()) && now.value(setting.key()) != setting.value())
            lines << QStringLiteral("%1 was %2 at the review and is %3")
                         .arg(setting.key(), setting.value(), now.value(setting.key()));
    return lines;
}

Judgement unchanged(const AuditCase &at) { // R23
    QStringList lines = at.last ? drift(at) : QStringList();
    QString command;
    for (const Event &change : at.changes()) {
        const auto &what = std::get<ConfigEvent>(change.what);
        lines << QStringLiteral("%1  %2").arg(change.at.toIso(), change.text);
        if (command.isEmpty())
            command = QStringLiteral("confirm it, or CONFIG SET %1 %2").arg(what.setting, what.before);
    }
    if (lines.isEmpty())
        return passed(
            at.last ? QStringLiteral("as at the last review")
                    : QStringLiteral("nothing changed while it was watched; no review to compare with"));
    Judgement judgement =
        failed(lines.size() == 1 ? lines.front() : QStringLiteral("%1 changes").arg(lines.size()),
               lines.size() == 1 ? QStringList() : lines);
    judgement.command = command;
    return judgement;
}

Judgement isWrittenDown(const AuditCase &at) { // R24
    if (at.setting("config_file").isEmpty())
        return notKnown(QStringLiteral("it was started without a configuration file, see R25"));
    const std::vector<Event> changes = at.changes();
    if (at.seen().restarts() == 0)
        return notKnown(QStringLiteral("it did not restart while watched; compare CONFIG GET with %1 by hand")
                            .arg(at.setting("config_file")));
    if (changes.empty())
        return passed(QStringLiteral("it restarted and kept its settings"));
    return failed(QStringLiteral("%1, and it restarted").arg(changes.back().text));
}

Judgement canBeWrittenDown(const AuditCase &at) { // R25
    const QString file = at.setting("config_file");
    const auto changes = at.changes();
    return failedIf(file.isEmpty() && !changes.empty(),
                    QStringLiteral("%1, %2 changes at run time")
                        .arg(file.isEmpty() ? QStringLiteral("no configuration file") : file)
                        .arg(changes.size()));
}

Judgement keepsItsHabits(const AuditCase &at) { // R26
    if (!at.last)
        return notKnown(QStringLiteral("no review to compare with; name one with --since"));
    const QMap<QString, double> before = at.last->habits.value(at.server().name);
    const QMap<QString, double> now = reviewHabits(at.seen());
    QStringList lines;
    const auto compare = [&](const char *name, double tolerated, const char *what) {
        const QString key = QLatin1String(name);
        if (!before.contains(key) || !now.contains(key) || before[key] <= 0)
            return;
        const double change = now[key] / before[key] - 1;
        if (std::abs(change) > tolerated)
            lines << QStringLiteral("%1 changed by %2").arg(QLatin1String(what), formatPercent(change));
    };
    compare("keys", 0.5, "the number of keys");
    compare("lookups", 1, "lookups per second");
    compare("value_size", 0.5, "the bytes per key");
    compare("ttl_share", 0.2, "the share of keys with a TTL");
    if (before.isEmpty())
        return notKnown(QStringLiteral("the review has no numbers of this server"));
    return lines.isEmpty() ? passed(QStringLiteral("keys, lookups and sizes are as at the review"))
                           : failed(lines.join(QStringLiteral("; ")));
}

bool isReplica(const AuditCase &at) {
    const QString role = at.setting("role");
    return role == u"slave" || role == u"replica";
}

Judgement replicaIsLinked(const AuditCase &at) { // R27
    if (!isReplica(at))
        return passed(QStringLiteral("it is no replica"));
    if (!at.has(Field::PrimaryLinkDown))
        return notKnown(QStringLiteral("master_link_status was not in the answers; needs INFO replication"));
    return failedIf(
        at.latest(Field::PrimaryLinkDown) > 0 && at.latest(Field::Clients) > 1,
        QStringLiteral("the link to its primary is %1, %2 clients read from it")
            .arg(at.latest(Field::PrimaryLinkDown) > 0 ? QStringLiteral("down") : QStringLiteral("up"),
                 formatNumber(at.latest(Field::Clients))));
}

Judgement replicaIsAlike(const AuditCase &at) { // R28
    if (!isReplica(at))
        return passed(QStringLiteral("it is no replica"));
    for (const EndpointId other : at.engine.configuration().stacks[at.stack].caches) {
        const QMap<QString, QString> &primary = at.observed(other).settings();
        if (other == *at.id || primary.value(QStringLiteral("role")) != u"master")
            continue;
        QStringList lines;
        for (const char *name : {"maxmemory", "maxmemory-policy"})
            if (const QString theirs = primary.value(QLatin1String(name)); theirs != at.setting(name))
                lines << QStringLiteral("%1 is %2 here and %3 on the primary")
                             .arg(QLatin1String(name), at.setting(name), theirs);
        return lines.isEmpty() ? passed(QStringLiteral("as on its primary"))
                               : failed(lines.join(QStringLiteral("; ")));
    }
    return notKnown(QStringLiteral("its primary is not watched; name it as an endpoint of the stack"));
}

bool isNoted(const AuditCase &at, Instant moment) {
    for (const Event &event : at.engine.timeline())
        if (std::holds_alternative<NoteEvent>(event.what) && event.at > moment - 10min &&
            event.at < moment + 10min)
            return true;
    return false;
}

Judgement keptItsKeys(const AuditCase &at) { // R37
    QStringList lines;
    for (const Event &event : at.engine.timeline())
        if (const auto *what = std::get_if<EndpointEvent>(&event.what);
            what && what->endpoint == at.server().name && what->state == EndpointState::Reset &&
            !isNoted(at, event.at))
            lines << QStringLiteral("%1  %2").arg(event.at.toIso(), event.text);
    if (at.gained(Field::Flushes) > 0)
        lines << QStringLiteral("%1 flushes").arg(formatNumber(at.gained(Field::Flushes)));
    const Series *keys = at.engine.history().series(at.series(Metric::Keys));
    if (keys && !keys->isEmpty()) {
        const qint64 minute = Duration(1min) / keys->step();
        for (qint64 slot = keys->firstSlot() + minute; slot < keys->endSlot();
             slot += std::max<qint64>(minute / 6, 1))
            if (keys->at(slot - minute) > 100 && keys->at(slot) < 0.5F * keys->at(slot - minute) &&
                !isNoted(at, keys->timeOf(slot))) {
                lines << QStringLiteral("%1  half of %2 keys were gone within a minute")
                             .arg(keys->timeOf(slot).toIso(), formatNumber(keys->at(slot - minute)));
                break;
            }
    }
    return lines.isEmpty()
               ? passed(QStringLiteral("no restart, no flush, no sudden loss of keys without a note"))
               : failed(lines.front(), lines.mid(1));
}

constexpr auto redis = EndpointKind::Redis;

constexpr AuditRule rows[] = {
    {"R23",
     redis,
     Gravity::High,
     "Changed settings",
     "any setting that differs from the last review, or changed while watched",
     "A changed setting of the cache is a changed capacity of the database; somebody must know of it.",
     "confirm it, or CONFIG SET it back",
     "Spillway",
     "change-control",
     {},
     unchanged},
    {"R24",
     redis,
     Gravity::High,
     "Changes in the file",
     "a value set at run time that the file does not have",
     "It is lost at the next restart.",
     "CONFIG REWRITE",
     "Spillway, measured on Redis 7.0",
     "change-control",
     {.settings = {"config_file"}},
     isWrittenDown},
    {"R25",
     redis,
     Gravity::Medium,
     "Configuration file",
     "changes without a configuration file",
     "Nothing that is set can be kept.",
     "start the server with a configuration file",
     "Redis: INFO",
     "change-control",
     {.settings = {"config_file"}},
     canBeWrittenDown},
    {"R26",
     redis,
     Gravity::Medium,
     "Habits",
     "keys or bytes per key 50 %, lookups 100 %, TTL share 20 % off the review",
     "The sizes were chosen for other traffic.",
     "look at R04, R06 and R10 again",
     "Spillway",
     "change-control",
     {.fields = {Field::Keys}},
     keepsItsHabits},
    {"R27",
     redis,
     Gravity::Critical,
     "Replica's link",
     "the link to the primary is down while clients read",
     "A replica that never synced answers every lookup with a miss.",
     "CONFIG SET replica-serve-stale-data no",
     "redis.conf",
     "warming",
     {.settings = {"role"}},
     replicaIsLinked},
    {"R28",
     redis,
     Gravity::Medium,
     "Replica's limits",
     "maxmemory or policy other than on the primary",
     "After a failover the limit changes at once.",
     "set both alike, for example CONFIG SET maxmemory ...",
     "Spillway, measured on Redis 7.0",
     "change-control",
     {.settings = {"role", "maxmemory"}},
     replicaIsAlike},
    {"R37",
     redis,
     Gravity::High,
     "Sudden loss",
     "half of the keys gone in a minute, a flush or a restart, without a note",
     "Nobody knows why, so it can come again.",
     "add a note, or withdraw FLUSHALL from clients (R21)",
     "memcached: server maintenance",
     "change-control",
     {.fields = {Field::Keys}},
     keptItsKeys},
};

} // namespace

std::span<const AuditRule> redisChangeRules() {
    return rows;
}

} // namespace spillway
