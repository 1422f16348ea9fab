#include "cachemodel.h"

#include <algorithm>
#include <cmath>

namespace spillway {

namespace {

constexpr int groupCount = 36;
constexpr double evictionsPerSecond = 12'000; // eviction after a cut is incremental; for values of some KiB
constexpr double cpuPerCommand = 22e-6;       // seconds

QString newIdentity(Random &random) {
    return QStringLiteral("%1%2%3")
        .arg(random.bits(), 16, 16, QLatin1Char('0'))
        .arg(random.bits(), 16, 16, QLatin1Char('0'))
        .arg(random.bits() >> 32, 8, 16, QLatin1Char('0'));
}

QString policyName(EvictionPolicy policy) {
    switch (policy) {
    case EvictionPolicy::NoEviction:
        return QStringLiteral("noeviction");
    case EvictionPolicy::AllKeysLru:
        return QStringLiteral("allkeys-lru");
    case EvictionPolicy::AllKeysRandom:
        return QStringLiteral("allkeys-random");
    }
    return {};
}

} // namespace

CacheModel::CacheModel(const CacheTraits &traits, double lookupsPerSecond, Random random)
    : m_traits(traits)
    , m_random(random)
    , m_rate(lookupsPerSecond)
    , m_oldest(traits.ttl)
    , m_meanAge(traits.ttl / 2) {
    m_identity = newIdentity(m_random);
    const double power = 1.0 - traits.skew;
    const double whole = std::pow(traits.keys, power) - 1.0;
    for (int i = 0; i < groupCount; ++i) {
        const double from = std::pow(traits.keys, double(i) / groupCount);
        const double to = std::pow(traits.keys, double(i + 1) / groupCount);
        Group group{to - from, (std::pow(to, power) - std::pow(from, power)) / whole, 0};
        const double askedPerLife = lookupsPerSecond * group.weight / group.keys * traits.ttl;
        group.resident = askedPerLife / (1.0 + askedPerLife);
        m_hitRatio += group.weight * group.resident;
        m_groups.push_back(group);
    }
    m_counters.hits = std::round(m_uptime * lookupsPerSecond * m_hitRatio * 0.8);
    m_counters.misses = std::round(m_uptime * lookupsPerSecond * (1 - m_hitRatio) * 0.8);
    m_counters.expired = std::round(m_counters.misses * 0.97);
    m_counters.commands = m_counters.hits + 2 * m_counters.misses + std::round(m_uptime);
    m_counters.connections = std::round(m_uptime / 40);
    m_counters.cpu = m_counters.commands * cpuPerCommand;
    m_counters.bytesIn = m_counters.hits * 62 + m_counters.misses * traits.bytesPerKey;
    m_counters.bytesOut = m_counters.hits * traits.bytesPerKey;
    m_pages = residentKeys() * traits.bytesPerKey * 1.04;
}

CacheModel::Served CacheModel::serve(double lookupsPerSecond, double sureMisses, double refill,
                                     double seconds) {
    const bool full = m_traits.policy == EvictionPolicy::NoEviction && residentKeys() >= keyLimit();
    const double stored = full ? 0 : refill;
    m_rate = lookupsPerSecond;
    m_hitRatio = 0;
    double filled = stored * sureMisses * seconds;
    double expired = m_dead * seconds / m_traits.ttl;
    m_dead += -expired + filled;
    for (Group &group : m_groups) {
        m_hitRatio += group.weight * group.resident;
        const double in = stored * lookupsPerSecond * group.weight / group.keys;
        const double out = 1.0 / m_traits.ttl;
        const double rest = in / (in + out); // where the share tends to; exact for any step
        const double before = group.resident;
        group.resident = rest + (before - rest) * std::exp(-(in + out) * seconds);
        const double ended = group.keys * (before + group.resident) / 2 * out * seconds;
        expired += ended;
        filled += group.keys * (group.resident - before) + ended;
    }
    m_oldest = std::min(m_oldest + seconds, m_traits.ttl);
    const double over = std::min(residentKeys() - keyLimit(), evictionsPerSecond * seconds);
    double evicted = 0;
    if (over > 0 && m_traits.policy == EvictionPolicy::AllKeysLru)
        evicted = evictIdle(over);
    else if (over > 0 && m_traits.policy == EvictionPolicy::AllKeysRandom)
        evicted = evictRandomly(over);
    age(filled, seconds);

    const Served served{m_random.poisson(lookupsPerSecond * m_hitRatio * seconds),
                        m_random.poisson((lookupsPerSecond * (1 - m_hitRatio) + sureMisses) * seconds)};
    m_counters.hits += served.hits;
    m_counters.misses += served.misses;
    m_counters.evicted += evicted;
    m_counters.expired += expired;
    const double refused = full ? served.misses * refill : 0;
    const double commands = served.hits + served.misses * (1 + refill) + seconds; // and one INFO a second
    m_counters.commands += commands;
    m_counters.errors += refused;
    m_counters.cpu += commands * cpuPerCommand + evicted * 4e-6;
    m_counters.bytesIn += commands * 62 + filled * m_traits.bytesPerKey;
    m_counters.bytesOut += served.hits * m_traits.bytesPerKey + served.misses * 5 + 4'963 * seconds;
    m_counters.connections += m_random.poisson(seconds / 40);
    m_counters.exceeded += residentKeys() > keyLimit() * 1.0001 ? seconds * 1000 : 0;
    m_uptime += seconds;
    return served;
}

double CacheModel::residentKeys() const {
    double keys = m_dead;
    for (const Group &group : m_groups)
        keys += group.keys * group.resident;
    return keys;
}

double CacheModel::keyLimit() const {
    if (m_traits.maxMemory <= 0)
        return 1e15;
    return std::max(0.0, m_traits.maxMemory - m_traits.bytesOfServer) / m_traits.bytesPerKey;
}

// Of the resident keys that are asked `rate` times a second: the share that was idle longer than `age`.
double CacheModel::idleShare(double rate, double age) const {
    const double asked = rate * m_oldest;
    if (asked < 1e-6)
        return 1 - age / m_oldest;
    return std::exp(-rate * age) * std::expm1(-rate * (m_oldest - age)) / std::expm1(-asked);
}

double CacheModel::keysIdleFor(double age) const {
    double idle = m_dead * idleShare(0, age);
    for (const Group &group : m_groups)
        idle += group.keys * group.resident * idleShare(m_rate * group.weight / group.keys, age);
    return idle;
}

// Drops the `keys` that were idle longest.
double CacheModel::evictIdle(double keys) {
    double young = 0;
    double old = m_oldest;
    for (int i = 0; i < 40; ++i) {
        const double middle = (young + old) / 2;
        (keysIdleFor(middle) > keys ? young : old) = middle;
    }
    const double lost = keysIdleFor(old);
    m_dead *= 1 - idleShare(0, old);
    for (Group &group : m_groups)
        group.resident *= 1 - idleShare(m_rate * group.weight / group.keys, old);
    m_oldest = old;
    return lost;
}

double CacheModel::evictRandomly(double keys) {
    forget(keys / residentKeys());
    return keys;
}

void CacheModel::forget(double share) {
    m_dead *= 1 - share;
    for (Group &group : m_groups)
        group.resident *= 1 - share;
}

// The mean age of resident keys tends to half of how long a key stays; it cannot grow faster than time.
void CacheModel::age(double stored, double seconds) {
    const double stay = std::min(m_traits.ttl, residentKeys() * seconds / std::max(stored, 1e-9));
    const double target = stay / 2;
    const double step = (target - m_meanAge) * seconds / 15; // the server's own estimate lags by ~15 s
    m_meanAge += std::min(step, seconds);
    const double used = residentKeys() * m_traits.bytesPerKey * 1.04;
    m_pages = std::max(used, m_pages + (used - m_pages) * seconds / 900); // pages are given back slowly
}

void CacheModel::flush() {
    forget(1.0);
    m_oldest = 0;
}

void CacheModel::restart() {
    flush();
    m_identity = newIdentity(m_random);
    m_counters = {};
    m_uptime = 0;
    m_meanAge = 0;
    m_pages = 0;
}

void CacheModel::expire(double share) {
    m_counters.expired += residentKeys() * share;
    forget(share);
}

void CacheModel::renameKeys(double share) {
    const double before = residentKeys();
    for (Group &group : m_groups)
        group.resident *= 1 - share;
    m_dead += before - residentKeys();
}

void CacheModel::resetStatistics() {
    const double cpu = m_counters.cpu;
    m_counters = {};
    m_counters.cpu = cpu;
}

Reading CacheModel::reading() const {
    const double keys = std::floor(residentKeys());
    const double used = std::floor(keys * m_traits.bytesPerKey + m_traits.bytesOfServer);
    const double pages = std::max(std::floor(m_pages), keys * m_traits.bytesPerKey);
    Reading reading;
    reading.identity = m_identity;
    reading.version = m_traits.version;
    reading.settings = {{QStringLiteral("maxmemory"), QString::number(m_traits.maxMemory, 'f', 0)},
                        {QStringLiteral("maxmemory-policy"), policyName(m_traits.policy)},
                        {QStringLiteral("maxclients"), QStringLiteral("10000")},
                        {QStringLiteral("role"), QStringLiteral("master")}};
    reading.set(Field::Hits, m_counters.hits);
    reading.set(Field::Misses, m_counters.misses);
    reading.set(Field::Evicted, std::floor(m_counters.evicted));
    reading.set(Field::Expired, std::floor(m_counters.expired));
    reading.set(Field::Commands, std::floor(m_counters.commands));
    reading.set(Field::ConnectionsReceived, m_counters.connections);
    reading.set(Field::ConnectionsRejected, 0);
    reading.set(Field::ErrorReplies, std::floor(m_counters.errors));
    reading.set(Field::UsedMemory, used);
    reading.set(Field::MaxMemory, m_traits.maxMemory);
    reading.set(Field::ResidentMemory, std::floor(pages * 1.02 + m_traits.bytesOfServer));
    reading.set(Field::SystemMemory, 8.0 * 1024 * 1024 * 1024);
    reading.set(Field::MemoryNotCounted, 0);
    reading.set(Field::ClientMemory, m_traits.clients * 1'928);
    reading.set(Field::FragmentationRatio,
                std::round(100 * pages / std::max(1.0, keys * m_traits.bytesPerKey)) / 100);
    reading.set(Field::FragmentationBytes, std::floor(pages - keys * m_traits.bytesPerKey));
    reading.set(Field::Clients, m_traits.clients + 1);
    reading.set(Field::MaxClients, 10'000);
    reading.set(Field::BlockedClients, 0);
    reading.set(Field::Keys, keys);
    reading.set(Field::KeysWithTtl, keys);
    reading.set(Field::AverageTtl, std::max(0.0, std::round((m_traits.ttl - m_meanAge) * 1000)));
    reading.set(Field::StaleShare, 0);
    reading.set(Field::EvictionTime, std::round(m_counters.exceeded));
    reading.set(Field::CpuSeconds, std::round(m_counters.cpu * 1e3) / 1e3);
    reading.set(Field::BytesIn, std::floor(m_counters.bytesIn));
    reading.set(Field::BytesOut, std::floor(m_counters.bytesOut));
    reading.set(Field::Loading, 0);
    reading.set(Field::ForkTime, 0);
    reading.set(Field::Uptime, std::floor(m_uptime));
    return reading;
}

} // namespace spillway
