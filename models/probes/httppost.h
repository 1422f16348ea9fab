#pragma once
// Carries a message as the body of a POST, under one deadline from the name to the answer. Follows no
// redirect, sends no cookie, and reads of the answer only its status. What goes into the Authorization
// header is fetched for each request, so that a changed file takes effect.

#include "carrier.h"
#include "secretfetch.h"

#include <QNetworkAccessManager>
#include <QPointer>
#include <QUrl>

namespace spillway {

class HttpPost : public Carrier {
    Q_OBJECT
public:
    HttpPost(const QUrl &url, const SecretSource &authorization, QObject *parent = nullptr);
    ~HttpPost() override;

    void carry(const QByteArray &message) override;

    static constexpr Duration Deadline{10'000};

private:
    void post(const Secret &authorization);
    void takeAnswer();

    QUrl m_url;
    SecretFetch m_secret;
    QNetworkAccessManager m_network;
    QPointer<QNetworkReply> m_reply;
    QByteArray m_message;
};

} // namespace spillway
