#pragma once
// A stack of two servers, played from one line of text for each, so that a rule of the audit can be shown
// what it judges:  "maxmemory=4e9 keyspace_hits+=950|400 keys=100>200 @maxmemory-policy=allkeys-lru"
//   name=5 a gauge, =5>9 rising evenly, =5|9 in phases of equal length; name+=3 a counter per second,
//   +=3|30 in phases; took=300 the milliseconds of a poll; @name=text a setting, also in phases.

#include "audit/auditor.h"

#include <QStringList>

namespace spillway {

class AuditScene {
public:
    static constexpr Duration every = std::chrono::seconds(10);

    struct Server {
        EndpointKind kind = EndpointKind::Redis;
        QString text;
        QString version = QStringLiteral("redis 7.0.15");
        std::optional<double> vcpu = std::nullopt;
    };

    explicit AuditScene(const std::vector<Server> &servers)
        : m_servers(servers)
        , m_counters(servers.size())
        , m_engine(configurationOf(servers))
        , m_auditor(m_engine.configuration()) {}

    // phases: of the whole time, which the parts of "a|b|c" share evenly
    void play(Duration length) {
        const qint64 steps = length / every;
        for (qint64 step = 0; step <= steps; ++step)
            for (size_t i = 0; i < m_servers.size(); ++i) {
                const Instant at = Instant::fromMs(1'700'000'000'000) + step * every;
                const double progress = static_cast<double>(step) / static_cast<double>(steps + 1);
                m_took = Duration(1);
                Outcome<Reading> outcome = answer(i, at, progress);
                const Frame frame{at, static_cast<EndpointId>(i), m_took, std::move(outcome)};
                m_engine.consume(frame);
                m_auditor.observe(frame);
            }
    }
    const Engine &engine() const { return m_engine; }
    std::vector<Finding> findings(const Review *last = nullptr) const {
        return m_auditor.findings(m_engine, last);
    }
    Review review() const { return m_auditor.review(m_engine, findings()); }

private:
    static Configuration configurationOf(const std::vector<Server> &servers) {
        Configuration configuration;
        configuration.every = every;
        configuration.stacks = {{QStringLiteral("shop"), {}, {}}};
        for (size_t i = 0; i < servers.size(); ++i) {
            Endpoint endpoint;
            endpoint.name = QStringLiteral("server-%1").arg(i);
            endpoint.kind = servers[i].kind;
            const bool isCache =
                endpoint.kind == EndpointKind::Redis || endpoint.kind == EndpointKind::Memcached;
            endpoint.role = isCache ? Role::Cache : Role::Database;
            endpoint.every = every;
            endpoint.vcpu = servers[i].vcpu;
            (isCache ? configuration.stacks[0].caches : configuration.stacks[0].databases)
                .push_back(static_cast<EndpointId>(i));
            configuration.endpoints.push_back(endpoint);
        }
        return configuration;
    }

    static QString phase(const QString &text, double progress) {
        const QStringList parts = text.split(u'|');
        return parts[static_cast<qsizetype>(progress * static_cast<double>(parts.size()))];
    }

    // "down" in place of a reading is a failure.
    Outcome<Reading> answer(size_t index, Instant at, double progress) {
        const Server &server = m_servers[index];
        Reading reading;
        reading.version = server.version;
        reading.identity = QStringLiteral("one");
        for (const QString &word : server.text.split(u' ', Qt::SkipEmptyParts)) {
            const bool counts = word.contains(QLatin1String("+="));
            const qsizetype equals = word.indexOf(counts ? QLatin1String("+=") : QLatin1String("="));
            const QString name = word.left(equals);
            const QString value = phase(word.mid(equals + (counts ? 2 : 1)), progress);
            if (value == u"down")
                return Failure{FailureKind::Refused, QStringLiteral("connection refused"), {}};
            if (name == u"took") {
                m_took = Duration(value.toLongLong());
                continue;
            }
            if (name == u"identity") {
                reading.identity = value;
                continue;
            }
            if (name.startsWith(u'@')) {
                reading.settings[name.mid(1)] = value == u"-" ? QString() : value;
                continue;
            }
            const auto figure = Figure::named(QLatin1String(name.toLatin1()));
            if (!figure)
                qFatal("nothing is called %s", qPrintable(name));
            const auto set = [&](double number) {
                if (figure->index() < Figure::fields)
                    reading.set(static_cast<Field>(figure->index()), number);
                else // as a probe would deliver it
                    m_auditor.observed()[index].note(*figure, number, at);
            };
            if (counts)
                set(m_counters[index][name] += value.toDouble() * toSeconds(every));
            else if (const QStringList ends = value.split(u'>'); ends.size() == 2)
                set(ends[0].toDouble() + progress * (ends[1].toDouble() - ends[0].toDouble()));
            else
                set(value.toDouble());
        }
        return reading;
    }

    std::vector<Server> m_servers;
    std::vector<QMap<QString, double>> m_counters;
    Engine m_engine;
    Auditor m_auditor;
    Duration m_took{1}; // by the poll that is being made
};

} // namespace spillway
