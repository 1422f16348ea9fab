#pragma once
// Configurations and frames for tests of the recording: reproducible from a seed, and nastier than any
// server. Values only.

#include "configuration.h"
#include "frame.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

namespace spillway::test {

inline Configuration configurationOf(int endpoints) {
    Configuration configuration;
    configuration.stacks = {{QStringLiteral("checkout"), {}, {}}, {QStringLiteral("größe"), {}, {}}};
    for (int i = 0; i < endpoints; ++i) {
        Endpoint endpoint;
        const bool isCache = i % 2 == 0;
        endpoint.name = (isCache ? QStringLiteral("cache-%1") : QStringLiteral("db-%1")).arg(i);
        endpoint.kind = isCache ? EndpointKind::Redis : EndpointKind::PostgreSql;
        endpoint.role = isCache ? Role::Cache : Role::Database;
        endpoint.stack = static_cast<StackId>(i % 4 / 2);
        endpoint.address.host = QStringLiteral("host-%1").arg(i);
        endpoint.address.port = static_cast<quint16>(6379 + i);
        if (!isCache)
            endpoint.vcpu = 16;
        Stack &stack = configuration.stacks[endpoint.stack];
        (isCache ? stack.caches : stack.databases).push_back(static_cast<EndpointId>(i));
        configuration.endpoints.push_back(endpoint);
    }
    Rule rule;
    rule.name = QStringLiteral("Hit ratio low");
    rule.threshold = 0.8;
    rule.recover = 0.85;
    rule.hold = Duration(30'000);
    rule.summary = QStringLiteral("the hit ratio is low");
    configuration.rules = {rule};
    return configuration;
}

class RandomFrames {
public:
    explicit RandomFrames(quint32 seed, int endpoints)
        : m_random(seed)
        , m_endpoints(endpoints) {}

    // Times usually grow by a second, now and then they repeat or go back.
    Frame next() {
        m_at += pick(20) == 0 ? pick(4000) - 2000 : pick(7) == 0 ? 0 : 990 + pick(20);
        const auto endpoint = static_cast<EndpointId>(pick(m_endpoints));
        const Duration took(pick(50) == 0 ? 86'400'000 : pick(900));
        if (pick(9) == 0)
            return {Instant::fromMs(m_at), endpoint, took, failure()};
        return {Instant::fromMs(m_at), endpoint, took, reading(endpoint)};
    }

    std::vector<Frame> take(size_t count) {
        std::vector<Frame> frames;
        for (size_t i = 0; i < count; ++i)
            frames.push_back(next());
        return frames;
    }

    double number() {
        static constexpr std::array special{0.0,
                                            -0.0,
                                            std::numeric_limits<double>::infinity(),
                                            -std::numeric_limits<double>::infinity(),
                                            9007199254740992.0,
                                            9007199254740994.0,
                                            -9007199254740993.0,
                                            1.8446744073709552e19,
                                            std::numeric_limits<double>::max(),
                                            std::numeric_limits<double>::denorm_min(),
                                            0.1,
                                            0.1 + 0.2,
                                            1e-7,
                                            123456.789012};
        switch (pick(6)) {
        case 0:
            return special[static_cast<size_t>(pick(static_cast<int>(special.size())))];
        case 1:
            return pick(1000) / 1000.0;
        case 2:
            return std::uniform_real_distribution(-1e9, 1e9)(m_random);
        default:
            return static_cast<double>(m_counter += pick(500));
        }
    }

private:
    int pick(int below) { return std::uniform_int_distribution(0, below - 1)(m_random); }

    Failure failure() {
        return {static_cast<FailureKind>(pick(static_cast<int>(FailureKind::Storage) + 1)),
                QStringLiteral("no answer for %1 ms").arg(pick(3) * 100),
                pick(2) ? QStringLiteral("look whether it runs – “now”") : QString()};
    }

    Reading reading(EndpointId endpoint) {
        Reading reading;
        reading.identity = QStringLiteral("run-%1").arg(pick(30) == 0 ? pick(3) : 0);
        reading.version = QStringLiteral("redis 7.0.15");
        reading.settings.insert(QStringLiteral("maxmemory-policy"), QStringLiteral("allkeys-lru"));
        if (pick(40) == 0)
            reading.settings.insert(QStringLiteral("größe\n\t"), QString::number(pick(100)));
        // Each endpoint has its own kind of nastiness, so that plain columns are tested as well.
        for (int field = endpoint % 3; field < static_cast<int>(Field::Count); field += 1 + endpoint % 2) {
            if (field % 5 == 0 && pick(3) == 0)
                continue;
            const bool isPlain = field % 3 != 0;
            reading.set(static_cast<Field>(field),
                        isPlain ? static_cast<double>(m_counter + pick(90)) : number());
        }
        return reading;
    }

    std::mt19937 m_random;
    int m_endpoints;
    qint64 m_at = 1'709'460'000'000;
    qint64 m_counter = 0;
};

// Equality to the bit: NaN equals the same NaN, and 0 differs from -0.
inline bool isSameBits(const Frame &a, const Frame &b) {
    if (a.at != b.at || a.endpoint != b.endpoint || a.took != b.took || a.outcome.ok() != b.outcome.ok())
        return false;
    if (!a.outcome)
        return a.outcome.failure() == b.outcome.failure();
    const Reading &left = *a.outcome;
    const Reading &right = *b.outcome;
    if (left.identity != right.identity || left.version != right.version || left.settings != right.settings)
        return false;
    return std::equal(left.fields().begin(), left.fields().end(), right.fields().begin(),
                      right.fields().end(), [](const FieldValue &x, const FieldValue &y) {
                          return x.field == y.field &&
                                 std::bit_cast<quint64>(x.value) == std::bit_cast<quint64>(y.value);
                      });
}

} // namespace spillway::test
