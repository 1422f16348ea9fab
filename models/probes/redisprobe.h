#pragma once
// Asks one Redis, Valkey, KeyDB or Dragonfly for INFO over one lasting connection, one round trip per
// poll; at connect the login and the connection's name travel with the first question. RESP2 only.
// Owned by the poller; GUI thread.

#include "endpoint.h"
#include "probe.h"
#include "respreader.h"
#include "secretfetch.h"
#include "stream.h"

#include <QTimer>

#include <deque>

namespace spillway {

class RedisProbe : public Probe {
    Q_OBJECT
public:
    explicit RedisProbe(const Endpoint &endpoint, QObject *parent = nullptr);

    void poll() override;
    void abort() override;
    QString waitingFor() const override;

private:
    enum class State { Idle, Starting, FetchingSecret, Opening, Asking };
    enum class Awaited { Login, Name, Sections }; // what the next reply answers
    enum class Sections { Together, OneByOne };

    void start();
    void takeSecret(const Secret &secret);
    void logIn();
    void ask();
    void takeBytes();
    std::optional<Failure> takeReply(const RespReply &reply);
    std::optional<Failure> takeSections(const RespReply &reply);
    void takeLoss(const Failure &failure);
    void fail(const Failure &failure);
    void finish(const Outcome<Reading> &outcome);

    Address m_address;
    State m_state = State::Idle;
    QTimer m_start; // so that nothing happens before poll() has returned
    SecretFetch m_secretFetch;
    std::optional<Secret> m_secret; // kept until the server refuses it
    Stream m_stream;
    RespReader m_reader;
    Sections m_sections = Sections::Together;
    std::deque<Awaited> m_awaited;
    QByteArray m_answer; // the sections so far
};

} // namespace spillway
