#pragma once
// Asks one Redis, Valkey, KeyDB or Dragonfly for INFO over one lasting connection, one round trip per
// poll; at connect the login and the connection's name travel with the first question. RESP2 only.
// Owned by the poller; GUI thread.

#include "respreader.h"
#include "socketprobe.h"

#include <deque>

namespace spillway {

class RedisProbe : public SocketProbe {
    Q_OBJECT
public:
    explicit RedisProbe(const Endpoint &endpoint, QObject *parent = nullptr);

private:
    enum class Awaited { Login, Name, Sections }; // what the next reply answers
    enum class Sections { Together, OneByOne };

    void begin() override;
    void ask() override;
    void takeBytes() override;
    void forget() override { m_awaited.clear(); }
    bool isLoggingIn() const override { return !m_awaited.empty() && m_awaited.front() == Awaited::Login; }
    bool isInReply() const override { return m_reader.pending() > 0; }

    std::optional<Failure> takeReply(const RespReply &reply);
    std::optional<Failure> takeSections(const RespReply &reply);

    RespReader m_reader;
    Sections m_sections = Sections::Together;
    std::deque<Awaited> m_awaited;
    QByteArray m_answer; // the sections so far
};

} // namespace spillway
