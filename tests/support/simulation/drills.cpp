#include "drills.h"

#include <algorithm>
#include <cmath>

namespace spillway {

namespace {

constexpr double mebibyte = 1024.0 * 1024;
constexpr Duration quiet = 12min;
constexpr Duration trouble = 20min;
constexpr EndpointId cacheId = 0; // the only cache, and behind it the database

// "overloaded-database" begins at 09:00, twelve minutes before its onset.
Instant beginOf(const Drill &drill) {
    const Instant onset =
        Instant::fromIso(QLatin1String(drill.onset ? drill.onset : "2025-02-13T09:12:00Z")).value();
    return onset - quiet;
}

StackTraits shop() {
    StackTraits stack;
    stack.name = QStringLiteral("shop");
    stack.every = 2s;
    CacheTraits cache;
    cache.name = QStringLiteral("cache-1");
    stack.caches = {cache};
    stack.database.name = QStringLiteral("db-1");
    return stack;
}

// A hot key ends each few seconds, between two polls, and all who ask for it go to the database.
Script stampedes(Instant from, Instant to) {
    Script script;
    for (Instant at = from + 400ms; at < to; at = at + 6s)
        script.push_back({at, ExpireKeys{0, 0.05}});
    return script;
}

StackTraits stackOf(const QString &drill, Instant onset) {
    StackTraits stack = shop();
    Script &script = stack.script;
    if (drill == u"overloaded-database") {
        script = {{onset, SetMaxMemory{0, 400 * mebibyte}}};
    } else if (drill == u"spike-at-night") {
        script = {{onset, ExpireKeys{0, 0.55}}};
    } else if (drill == u"calm-average") {
        script = stampedes(onset, onset + trouble);
    } else if (drill == u"after-the-release") {
        // To the model, a class with few pages is a cache with little memory and all names new.
        script = {{onset, RenameKeys{0, 0.96}}, {onset, SetMaxMemory{0, 150 * mebibyte}}};
    } else if (drill == u"good-hit-ratio") {
        script = {{onset, Bypass{0, 0.3, 20}}};
    } else if (drill == u"after-the-failover") {
        script = {{onset, RestartCache{0, 6}}};
    } else if (drill == u"slow-checkout") {
        script = {{onset, HoldLock{0.12}}};
    } else if (drill == u"more-misses") {
        script = {{onset, NewContent{330}}};
    }
    return stack;
}

Duration lengthOf(const QString &drill) {
    if (drill == u"idle-database")
        return quiet;
    return drill == u"spike-at-night" ? quiet + 8min : quiet + trouble;
}

Simulation simulationOf(const QString &name) {
    const Drill &drill = *drillNamed(name);
    const Instant begin = beginOf(drill);
    const quint64 seed = 7000 + quint64(&drill - drillTable().data());
    return Simulation({stackOf(name, begin + quiet)}, begin, begin + lengthOf(name), seed);
}

void becomeMemcached(Reading &reading) {
    constexpr double limit = 4096 * mebibyte;
    Reading made;
    made.identity = reading.identity;
    made.version = QStringLiteral("memcached 1.6.18");
    made.settings = {{QStringLiteral("slab_automove"), QStringLiteral("0")},
                     {QStringLiteral("maxbytes"), QString::number(qint64(limit))}};
    for (const Field field : {Field::Hits, Field::Misses, Field::Evicted, Field::Expired, Field::Commands,
                              Field::Stores, Field::Clients, Field::CpuSeconds, Field::Uptime, Field::Keys})
        if (const auto value = reading.value(field))
            made.set(field, *value);
    made.set(Field::MaxMemory, limit);
    made.set(Field::UsedMemory, 0.97 * limit);
    reading = made;
}

void adornCache(Reading &reading, const QString &drill, Duration sinceOnset) {
    const double seconds = std::max(0.0, toSeconds(sinceOnset));
    const bool isOn = sinceOnset >= 0ms;
    if (drill == u"after-the-release") {
        becomeMemcached(reading);
    } else if (drill == u"good-hit-ratio") {
        reading.set(Field::MaxClients, 64);
        if (isOn)
            reading.set(Field::Clients, 64);
        reading.set(Field::ConnectionsRejected, std::floor(85 * seconds));
        reading.settings[QStringLiteral("maxclients")] = QStringLiteral("64");
    } else if (drill == u"after-the-failover") {
        reading.set(Field::Loading, isOn && seconds < 90 ? 1 : 0);
    }
}

void adornDatabase(Reading &reading, const QString &drill, Duration sinceOnset) {
    if (drill == u"slow-checkout" && sinceOnset >= 0ms) {
        reading.set(Field::IdleInTransaction, 1);
        reading.set(Field::LongestTransaction, toSeconds(sinceOnset));
    }
    if (drill != u"idle-database")
        return;
    Reading blind;
    blind.identity = reading.identity;
    blind.version = reading.version;
    blind.settings = reading.settings;
    for (const FieldValue &known : reading.fields())
        if (known.field < Field::Connections)
            blind.set(known.field, known.value);
    blind.set(Field::CanSee, 0);
    blind.set(Field::Hidden, reading.value(Field::Connections).value_or(0));
    for (const Field field : {Field::Connections, Field::Active})
        blind.set(field, 0);
    reading = blind;
}

} // namespace

DrillSimulation::DrillSimulation(const QString &drill)
    : m_drill(drill)
    , m_simulation(simulationOf(drill))
    , m_configuration(m_simulation.configuration())
    , m_onset(beginOf(*drillNamed(drill)) + quiet) {
    if (drill == u"after-the-release") {
        m_configuration.endpoints[cacheId].kind = EndpointKind::Memcached;
        m_configuration.endpoints[cacheId].address.port = 11211;
    }
}

std::optional<Frame> DrillSimulation::next() {
    std::optional<Frame> frame = m_simulation.next();
    if (!frame || !frame->outcome)
        return frame;
    Reading reading = *frame->outcome;
    if (frame->endpoint == cacheId)
        adornCache(reading, m_drill, frame->at - m_onset);
    else
        adornDatabase(reading, m_drill, frame->at - m_onset);
    frame->outcome = std::move(reading);
    return frame;
}

} // namespace spillway
