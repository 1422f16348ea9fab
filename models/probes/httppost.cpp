#include "httppost.h"

#include <QNetworkReply>
#include <QNetworkRequest>

namespace spillway {

namespace {

// More than the answer of any such service; one that never ends is cut off.
constexpr qint64 mostOfAnswer = 64 * 1024;

// Understood and refused; 408 and 429 ask to come again, 401 and 403 are mended by whoever set them up.
bool isFinal(int status) {
    return status >= 400 && status < 500 && status != 401 && status != 403 && status != 408 && status != 429;
}

} // namespace

HttpPost::HttpPost(const QUrl &url, const SecretSource &authorization, QObject *parent)
    : Carrier(parent)
    , m_url(url)
    , m_secret(authorization) {
    m_network.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
    m_network.setTransferTimeout(static_cast<int>(Deadline.count()));
    connect(&m_secret, &SecretFetch::fetched, this, &HttpPost::post);
    connect(&m_secret, &SecretFetch::failed, this,
            [this](const Failure &why) { emit failed(why, Again::Later); });
}

HttpPost::~HttpPost() {
    if (m_reply)
        m_reply->disconnect(this);
}

void HttpPost::carry(const QByteArray &message) {
    m_message = message;
    m_secret.fetch();
}

void HttpPost::post(const Secret &authorization) {
    QNetworkRequest request(m_url);
    request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
    request.setHeader(QNetworkRequest::UserAgentHeader, QStringLiteral("spillway"));
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    if (!authorization.isEmpty())
        request.setRawHeader("Authorization", authorization.expose());
    m_reply = m_network.post(request, m_message);
    connect(m_reply, &QNetworkReply::downloadProgress, m_reply, [reply = m_reply.data()](qint64 received) {
        if (received > mostOfAnswer)
            reply->abort();
    });
    connect(m_reply, &QNetworkReply::finished, this, &HttpPost::takeAnswer);
}

// By the status alone: the answer's text may say anything.
void HttpPost::takeAnswer() {
    QNetworkReply *reply = m_reply;
    reply->deleteLater();
    m_reply.clear();
    const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status >= 200 && status < 300)
        return emit carried();
    const QString whom =
        m_url.host() + (m_url.port() > 0 ? QStringLiteral(":%1").arg(m_url.port()) : QString());
    if (status > 0)
        return emit failed(
            {FailureKind::Protocol, QStringLiteral("%1 answers with HTTP status %2").arg(whom).arg(status),
             status == 401 || status == 403 ? QStringLiteral("check the authorization") : QString()},
            isFinal(status) ? Again::Never : Again::Later);
    const bool isLate = reply->error() == QNetworkReply::OperationCanceledError;
    emit failed({isLate ? FailureKind::NoAnswer : FailureKind::Refused,
                 isLate ? QStringLiteral("%1 does not answer within %2 s").arg(whom).arg(Deadline / 1s)
                        : QStringLiteral("%1 cannot be reached").arg(whom),
                 {}},
                Again::Later);
}

} // namespace spillway
