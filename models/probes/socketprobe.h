#pragma once
// What the probes of text protocols share: one lasting connection, opened when a poll needs it, with the
// password fetched before. Whoever derives says what is asked and what answers it. Owned by the poller;
// GUI thread.

#include "endpoint.h"
#include "probe.h"
#include "secretfetch.h"
#include "stream.h"

#include <QTimer>

#include <optional>

namespace spillway {

class SocketProbe : public Probe {
    Q_OBJECT
public:
    explicit SocketProbe(const Endpoint &endpoint, QObject *parent = nullptr);

    void poll() override;
    void abort() override;
    QString waitingFor() const override;

protected:
    enum class State { Idle, Starting, FetchingSecret, Opening, Asking };

    virtual void begin() = 0; // the connection is new: greet, log in, ask
    virtual void ask() = 0;
    virtual void takeBytes() = 0;
    virtual void forget() = 0; // the connection is gone, and with it what was awaited
    virtual bool isLoggingIn() const = 0;
    virtual bool isInReply() const = 0; // a part of one has come

    void fail(const Failure &failure);
    void finish(const Outcome<Reading> &outcome);

    const Address m_address;
    State m_state = State::Idle;
    Stream m_stream;
    std::optional<Secret> m_secret; // kept until the server refuses it

private:
    void start();
    void takeSecret(const Secret &secret);
    void takeLoss(const Failure &failure);

    QTimer m_start; // so that nothing happens before poll() has returned
    SecretFetch m_secretFetch;
};

} // namespace spillway
