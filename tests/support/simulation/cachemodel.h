#pragma once
// One simulated Redis as a cache: which keys are resident, and what INFO would say. Keys fall into
// groups of equal popularity (Zipf over log-spaced ranks). A group's resident share x obeys
//   dx/dt = refill * r * (1 - x) - x / ttl - (evicted),   r = lookups per second and key.
// LRU evicts what was idle longest: the idle time of a resident key is exponential with rate r, cut off
// at the age T of the oldest, and each step lowers T until memory is under maxmemory. In a steady state
// this is Che's approximation; in between it gives the fall after a cut and the refill.

#include "random.h"
#include "reading.h"

#include <QString>

#include <vector>

namespace spillway {

enum class EvictionPolicy { NoEviction, AllKeysLru, AllKeysRandom };

struct CacheTraits {
    QString name;
    QString version = QStringLiteral("redis 7.2.4");
    double share = 1; // of the stack's lookups
    double keys = 800'000;
    double skew = 0.67;    // Zipf exponent
    double ttl = 4 * 3600; // seconds, set with every store
    double bytesPerKey = 5'300;
    double bytesOfServer = 64.0 * 1024 * 1024;
    double maxMemory = 4.0 * 1024 * 1024 * 1024; // 0 = no limit
    EvictionPolicy policy = EvictionPolicy::AllKeysLru;
    double clients = 48;
};

class CacheModel {
public:
    // Starts in the steady state of `lookupsPerSecond` without eviction.
    CacheModel(const CacheTraits &traits, double lookupsPerSecond, Random random);

    struct Served {
        double hits;
        double misses;
    };
    // `sureMisses` are lookups of keys known to be absent (retries, content never seen before);
    // `refill` is the share of misses whose database query succeeds and is stored.
    Served serve(double lookupsPerSecond, double sureMisses, double refill, double seconds);

    void setMaxMemory(double bytes) { m_traits.maxMemory = bytes; }
    void setPolicy(EvictionPolicy policy) { m_traits.policy = policy; }
    void setTtl(double seconds) { m_traits.ttl = seconds; }
    void flush();
    void restart();                // empty, new identity, counters from zero
    void expire(double share);     // so many of the resident keys reach their end now
    void renameKeys(double share); // so many lookups ask for new names; the old keys stay as dead weight
    void resetStatistics();        // CONFIG RESETSTAT

    const CacheTraits &traits() const { return m_traits; }
    double hitRatio() const { return m_hitRatio; } // expected, of a lookup that is no sure miss
    Reading reading() const;

private:
    struct Group {
        double keys;
        double weight;   // share of the lookups
        double resident; // share of the keys
    };
    void forget(double share);
    double residentKeys() const;
    double keyLimit() const;
    double evictIdle(double keys);
    double evictRandomly(double keys);
    double idleShare(double rate, double age) const;
    double keysIdleFor(double age) const;
    void age(double stored, double seconds);

    CacheTraits m_traits;
    Random m_random;
    std::vector<Group> m_groups;
    double m_dead = 0; // resident keys that nobody asks for
    double m_rate = 0; // lookups per second, this step
    double m_oldest;   // idle time of the resident key that was idle longest, seconds
    double m_hitRatio = 0;
    double m_meanAge = 0;
    double m_pages = 0; // bytes the allocator holds
    double m_uptime = 37.0 * 86'400;
    QString m_identity;
    struct Counters {
        double hits = 0, misses = 0, evicted = 0, expired = 0, commands = 0, connections = 0, errors = 0,
               exceeded = 0, cpu = 0, bytesIn = 0, bytesOut = 0;
    } m_counters;
};

} // namespace spillway
