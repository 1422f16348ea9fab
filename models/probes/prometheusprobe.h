#pragma once
// Watches a server through the Prometheus-compatible server that scrapes its exporter. Each poll answers
// with a sample that no poll answered with before: while there is none it asks again some times, within
// the poller's deadline, and then says so. Owned by the poller; GUI thread.

#include "endpoint.h"
#include "probe.h"
#include "prometheusquery.h"

#include <QTimer>

namespace spillway {

class PrometheusProbe : public Probe {
    Q_OBJECT
public:
    explicit PrometheusProbe(const Endpoint &endpoint, QObject *parent = nullptr);

    void poll() override;
    void abort() override;
    QString waitingFor() const override { return m_query.waitingFor(); }

private:
    void ask();
    void takeReply(const Outcome<PrometheusReply> &reply);
    // Nullopt: there is nothing new yet.
    std::optional<Outcome<Reading>> readingOf(const Outcome<PrometheusReply> &reply);

    const Duration m_every;
    const QByteArray m_question;
    PrometheusQuery m_query;
    QTimer m_next;
    int m_asked = 0;                // times in this poll
    std::optional<Instant> m_given; // when the last sample that was given was scraped
};

} // namespace spillway
