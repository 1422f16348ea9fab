#pragma once
// Asks one Redis, Valkey, KeyDB or Dragonfly for INFO over one lasting connection, one round trip per
// poll; at connect the login and the connection's name travel with the first question, and now and then
// the questions of the rarer tiers. A right that is missing costs what it is for, not the reading. RESP2
// only. Owned by the poller; GUI thread.

#include "respreader.h"
#include "socketprobe.h"
#include "tiers.h"

#include <deque>

namespace spillway {

class RedisProbe : public SocketProbe {
    Q_OBJECT
public:
    explicit RedisProbe(const Endpoint &endpoint, QObject *parent = nullptr);

private:
    enum class Awaited { Login, Name, Sections, Settings }; // what the next reply answers
    enum class Asking { Together, OneByOne };

    void begin() override;
    void ask() override;
    void takeBytes() override;
    void forget() override { m_awaited.clear(); }
    bool isLoggingIn() const override { return !m_awaited.empty() && m_awaited.front() == Awaited::Login; }
    bool isInReply() const override { return m_reader.pending() > 0; }

    std::optional<Failure> takeReply(const RespReply &reply);
    std::optional<Failure> takeSections(const RespReply &reply);
    void takeSettings(const RespReply &reply);
    void askFor(Awaited awaited, const QByteArrayList &request);
    void askSections();
    void askSettings();
    bool isAllowed(QLatin1String right, const RespReply &reply);
    void takeReading();

    RespReader m_reader;
    Asking m_sections = Asking::Together;
    Asking m_configGet = Asking::Together;
    Tiers m_tiers;
    Tier m_tier = Tier::Cold; // of this poll
    std::deque<Awaited> m_awaited;
    QByteArray m_answer;               // the sections so far
    QMap<QString, QString> m_settings; // the last that were told
    QMap<QString, QString> m_rights;   // those that an account may lack: "granted", "missing"
    QString m_identity;
};

} // namespace spillway
