#pragma once
// One question to a Prometheus-compatible server over HTTP: POST /api/v1/query. Follows no redirect, sends
// no cookie, verifies TLS unless the address says otherwise, and takes no answer over its limit. With a user
// the secret is a password, without one a bearer token; it is fetched once and again after a refusal.
// answered() comes exactly once per ask() and never before it returned; abort() and destruction cancel
// silently. The caller owns the deadline. GUI thread.

#include "config/prometheusurl.h"
#include "secretfetch.h"

#include <QNetworkAccessManager>
#include <QPointer>
#include <QSslError>

#include <optional>

namespace spillway {

struct PrometheusReply {
    QByteArray body;
    std::optional<Instant> date; // of the server's clock
    friend bool operator==(const PrometheusReply &, const PrometheusReply &) = default;
};

class PrometheusQuery : public QObject {
    Q_OBJECT
public:
    static constexpr qint64 MostOfAnswer = 64 << 20;

    PrometheusQuery(const Address &address, const QString &path, const SecretSource &secret,
                    qint64 mostOfAnswer = MostOfAnswer, QObject *parent = nullptr);
    ~PrometheusQuery() override;

    // Without a moment: at the server's now.
    void ask(const QByteArray &query, std::optional<Instant> at = std::nullopt);
    void abort();
    QString waitingFor() const;

signals:
    void answered(const spillway::Outcome<spillway::PrometheusReply> &reply);

private:
    void send(const Secret &secret);
    void takeBytes();
    void takeEnd();
    Outcome<PrometheusReply> outcome(const QNetworkReply &reply) const;
    void finish(const Outcome<PrometheusReply> &outcome);

    const Address m_address;
    const QString m_path;
    const qint64 m_most;
    SecretFetch m_fetch;
    std::optional<Secret> m_secret;
    QNetworkAccessManager m_network;
    QPointer<QNetworkReply> m_reply;
    QByteArray m_form;
    QByteArray m_body;
    QList<QSslError> m_tlsErrors;
    bool m_isAsked = false;
    bool m_isTooLarge = false;
};

} // namespace spillway
