#include "prometheusquery.h"

#include "exchange/prometheusanswer.h"
#include "socketfailure.h"
#include "tlsconfiguration.h"

#include <QNetworkReply>
#include <QNetworkRequest>
#include <QTimer>
#include <QUrl>

namespace spillway {

namespace {

constexpr qint64 bufferSize = 1 << 20;

Failure networkFailure(const QNetworkReply &reply, const QList<QSslError> &tlsErrors, const QString &host) {
    switch (reply.error()) {
    case QNetworkReply::ConnectionRefusedError:
        return socketFailure(QAbstractSocket::ConnectionRefusedError, {});
    case QNetworkReply::HostNotFoundError:
        return socketFailure(QAbstractSocket::HostNotFoundError, {});
    case QNetworkReply::RemoteHostClosedError:
        return socketFailure(QAbstractSocket::RemoteHostClosedError, {});
    case QNetworkReply::SslHandshakeFailedError:
        return tlsFailure(tlsErrors, reply.errorString(), reply.sslConfiguration().peerCertificate(), host);
    default:
        return socketFailure(QAbstractSocket::UnknownSocketError, reply.errorString());
    }
}

// A line break in it would begin another header.
bool fitsHeader(const QByteArray &text) {
    return !text.contains('\r') && !text.contains('\n') && !text.contains('\0');
}

} // namespace

PrometheusQuery::PrometheusQuery(const Address &address, const QString &path, const SecretSource &secret,
                                 qint64 mostOfAnswer, QObject *parent)
    : QObject(parent)
    , m_address(address)
    , m_path(path)
    , m_most(mostOfAnswer)
    , m_fetch(secret) {
    m_network.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
    connect(&m_fetch, &SecretFetch::fetched, this, [this](const Secret &fetched) {
        m_secret = fetched;
        if (m_isAsked && !m_reply)
            send(fetched);
    });
    connect(&m_fetch, &SecretFetch::failed, this, [this](const Failure &failure) {
        if (m_isAsked && !m_reply)
            finish(failure);
    });
}

PrometheusQuery::~PrometheusQuery() {
    abort();
}

void PrometheusQuery::ask(const QByteArray &query, std::optional<Instant> at) {
    Q_ASSERT(!m_isAsked);
    m_isAsked = true;
    m_form = "query=" + query.toPercentEncoding();
    if (at)
        m_form += "&time=" + QByteArray::number(static_cast<double>(at->ms()) / 1000.0, 'f', 3);
    if (!m_secret && !m_fetch.isRunning())
        m_fetch.fetch();
    else if (m_secret)
        QTimer::singleShot(0, this, [this] {
            if (m_isAsked && !m_reply && m_secret)
                send(*m_secret);
        });
}

void PrometheusQuery::abort() {
    m_isAsked = false;
    if (!m_reply)
        return;
    m_reply->disconnect(this);
    m_reply->abort();
    m_reply->deleteLater();
    m_reply.clear();
}

QString PrometheusQuery::waitingFor() const {
    return m_reply ? QStringLiteral("reply") : QStringLiteral("password command");
}

void PrometheusQuery::send(const Secret &secret) {
    QUrl url;
    url.setScheme(m_address.tls == Tls::Off ? QStringLiteral("http") : QStringLiteral("https"));
    url.setHost(m_address.host);
    url.setPort(m_address.port);
    url.setPath(m_path + QStringLiteral("/api/v1/query"));
    QNetworkRequest request(url);
    request.setHeader(QNetworkRequest::ContentTypeHeader,
                      QStringLiteral("application/x-www-form-urlencoded"));
    request.setHeader(QNetworkRequest::UserAgentHeader, QStringLiteral("spillway"));
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    if (!fitsHeader(secret.expose()))
        return finish(Failure{FailureKind::Configuration,
                              QStringLiteral("the password or token has more than one line"),
                              QStringLiteral("Check its source.")});
    if (!m_address.user.isEmpty())
        request.setRawHeader("Authorization",
                             "Basic " + (m_address.user.toUtf8() + ':' + secret.expose()).toBase64());
    else if (!secret.isEmpty())
        request.setRawHeader("Authorization", "Bearer " + secret.expose());
    if (m_address.tls != Tls::Off) {
        const Outcome<QSslConfiguration> tls = tlsConfiguration(m_address);
        if (!tls)
            return finish(tls.failure());
        request.setSslConfiguration(*tls);
    }
    m_body.clear();
    m_tlsErrors.clear();
    m_isTooLarge = false;
    m_reply = m_network.post(request, m_form);
    m_reply->setReadBufferSize(bufferSize);
    connect(m_reply, &QNetworkReply::readyRead, this, &PrometheusQuery::takeBytes);
    connect(m_reply, &QNetworkReply::sslErrors, this,
            [this](const QList<QSslError> &errors) { m_tlsErrors = errors; });
    connect(m_reply, &QNetworkReply::finished, this, &PrometheusQuery::takeEnd);
}

void PrometheusQuery::takeBytes() {
    m_body += m_reply->readAll();
    if (m_body.size() <= m_most)
        return;
    m_isTooLarge = true;
    m_reply->abort(); // which finishes it
}

Outcome<PrometheusReply> PrometheusQuery::outcome(const QNetworkReply &reply) const {
    if (m_isTooLarge)
        return Failure{FailureKind::Full,
                       QStringLiteral("the answer is larger than %1 MiB").arg(m_most >> 20),
                       QStringLiteral("Write matchers that fit fewer series.")};
    const int status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status == 0)
        return networkFailure(reply, m_tlsErrors, m_address.host);
    if (status == 401 || status == 403)
        return Failure{status == 401 ? FailureKind::Authentication : FailureKind::Permission,
                       QStringLiteral("the server refuses the password or the token (HTTP %1)").arg(status),
                       QStringLiteral("Check the user in the URL and the source of the password.")};
    if (status >= 200 && status < 300 && reply.error() == QNetworkReply::NoError)
        return PrometheusReply{m_body, httpDate(reply.rawHeader("Date"))};
    if (status >= 200 && status < 300)
        return Failure{FailureKind::Closed, QStringLiteral("closed by the server in the middle of the reply"),
                       QString()};
    // A question that it cannot answer is explained in its answer.
    if (const auto said = readPrometheusAnswer(m_body); !said && m_body.contains("\"error\""))
        return said.failure();
    const bool isElsewhere = status >= 300 && status < 400;
    return Failure{FailureKind::Protocol,
                   QStringLiteral("the server answers with HTTP status %1").arg(status),
                   isElsewhere ? QStringLiteral("It points elsewhere; name that address in the URL.")
                               : QStringLiteral("Is the path of the URL right?")};
}

void PrometheusQuery::takeEnd() {
    QNetworkReply *reply = m_reply;
    if (!m_isTooLarge)
        m_body += reply->readAll();
    reply->deleteLater();
    const Outcome<PrometheusReply> result = outcome(*reply);
    m_reply.clear();
    if (!result && result.failure().kind == FailureKind::Authentication)
        m_secret.reset(); // it may have been changed at its source
    finish(result);
}

void PrometheusQuery::finish(const Outcome<PrometheusReply> &outcome) {
    m_isAsked = false;
    emit answered(outcome);
}

} // namespace spillway
