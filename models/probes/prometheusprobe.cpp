#include "prometheusprobe.h"

#include "exchange/prometheusanswer.h"
#include "exchange/prometheussample.h"
#include "format.h"

#include <algorithm>

namespace spillway {

namespace {

// So that scrapes four times as rare as the polls still show their interval.
constexpr int rangeOfPolls = 10;
constexpr Duration leastRange = 1min;
constexpr Duration mostRange = 10min;
constexpr int mostAsked = 6; // in one poll
constexpr qint64 mostOfAnswer = 16 << 20;

QByteArray questionOf(const Endpoint &endpoint) {
    const std::optional<PrometheusSource> source = prometheusSource(endpoint.address);
    return rangeQuery(source ? source->matchers : QString(), endpoint.kind,
                      std::clamp(rangeOfPolls * endpoint.every, leastRange, mostRange));
}

QString pathOf(const Endpoint &endpoint) {
    const std::optional<PrometheusSource> source = prometheusSource(endpoint.address);
    return source ? source->path : QString();
}

} // namespace

PrometheusProbe::PrometheusProbe(const Endpoint &endpoint, QObject *parent)
    : Probe(parent)
    , m_every(endpoint.every)
    , m_question(questionOf(endpoint))
    , m_query(endpoint.address, pathOf(endpoint), endpoint.secret, mostOfAnswer) {
    m_next.setSingleShot(true);
    connect(&m_next, &QTimer::timeout, this, &PrometheusProbe::ask);
    connect(&m_query, &PrometheusQuery::answered, this, &PrometheusProbe::takeReply);
}

void PrometheusProbe::poll() {
    m_asked = 0;
    m_next.start(0);
}

void PrometheusProbe::abort() {
    m_next.stop();
    m_query.abort();
}

void PrometheusProbe::ask() {
    ++m_asked;
    m_query.ask(m_question);
}

void PrometheusProbe::takeReply(const Outcome<PrometheusReply> &reply) {
    if (const auto outcome = readingOf(reply))
        return emit finished(*outcome);
    m_next.start(std::clamp(m_every / 10, Duration(20), Duration(250)));
}

std::optional<Outcome<Reading>> PrometheusProbe::readingOf(const Outcome<PrometheusReply> &reply) {
    if (!reply)
        return reply.failure();
    const Outcome<std::vector<MetricSeries>> series = readPrometheusAnswer(reply->body);
    if (!series)
        return series.failure();
    if (!reply->date)
        return Failure{FailureKind::Protocol,
                       QStringLiteral("the answer does not say the server's time (Date)"),
                       QStringLiteral("Without it nobody can tell how old a sample is.")};
    const Outcome<PrometheusSample> sample = newestSample(*series, *reply->date, m_every);
    if (!sample)
        return sample.failure();
    if (sample->interval && *sample->interval > m_every + m_every / 10)
        return Failure{FailureKind::Configuration,
                       QStringLiteral("the server has a sample every %1 and is asked every %2")
                           .arg(formatDuration(*sample->interval), formatDuration(m_every)),
                       QStringLiteral("Set every = \"%1s\".").arg((sample->interval->count() + 999) / 1000)};
    if (m_given && sample->at <= *m_given) {
        if (m_asked < mostAsked)
            return std::nullopt;
        return Failure{FailureKind::NoAnswer,
                       QStringLiteral("no new sample since %1 UTC").arg(m_given->clockText()),
                       QStringLiteral("Check whether the server still scrapes the exporter.")};
    }
    m_given = sample->at;
    return sample->outcome;
}

} // namespace spillway
