#pragma once
// Asks one memcached for `stats` over one lasting connection, and for `stats settings` when the connection
// is new and every five minutes. One request at a time: memcached with ASCII authentication loses answers
// to requests that come together before the login (1.6.18). Owned by the poller; GUI thread.

#include "memcachedreader.h"
#include "socketprobe.h"
#include "tiers.h"

namespace spillway {

class MemcachedProbe : public SocketProbe {
    Q_OBJECT
public:
    explicit MemcachedProbe(const Endpoint &endpoint, QObject *parent = nullptr);

private:
    enum class Awaited { Nothing, Stats, Login, Settings };

    void begin() override;
    void ask() override;
    void takeBytes() override;
    void forget() override { m_awaited = Awaited::Nothing; }
    bool isLoggingIn() const override { return m_awaited == Awaited::Login; }
    bool isInReply() const override { return m_reader.pending() > 0; }

    void request(Awaited awaited, const QByteArray &line);
    void takeAnswer(const MemcachedAnswer &answer);
    void takeStats(const MemcachedAnswer &answer);
    void logIn();

    Tiers m_tiers;
    Tier m_tier = Tier::Cold; // of this poll
    Awaited m_awaited = Awaited::Nothing;
    bool m_loggedIn = false;
    MemcachedReader m_reader;
    Reading m_reading; // of this poll, while the settings are asked for
    QMap<QString, QString> m_settings;
};

} // namespace spillway
