#pragma once
// Asks one MySQL or MariaDB once per poll over one lasting connection, which has a thread of its own.
// Settings are asked for at each new connection and every five minutes. Owned by the poller; GUI thread.

#include "endpoint.h"
#include "mysqlstatus.h"
#include "mysqltalk.h"
#include "probe.h"
#include "route.h"
#include "secretfetch.h"

#include <QThread>
#include <QTimer>

namespace spillway {

class MySqlProbe : public Probe {
    Q_OBJECT
public:
    explicit MySqlProbe(const Endpoint &endpoint, QObject *parent = nullptr);
    ~MySqlProbe() override;

    void poll() override;
    void abort() override;
    QString waitingFor() const override;

private:
    enum class State { Idle, Starting, FetchingSecret, Resolving, Connecting, Asking };

    void start();
    void takeSecret(const Secret &secret);
    void connectNow();
    void openAt(const QHostAddress &resolved);
    void takeOpened(int question, const QByteArray &version);
    void ask();
    void takeAnswer(int question, const MySqlAnswer &answer, bool lastRefused);
    void takeLoss(int question);
    void takeFailure(int question, const Failure &failure);
    void dropConnection();
    void fail(const Failure &failure);
    void finish(const Outcome<Reading> &outcome);

    Endpoint m_endpoint;
    int m_statementSeconds;
    State m_state = State::Idle;
    QTimer m_start; // so that nothing happens before poll() has returned
    SecretFetch m_secretFetch;
    std::optional<Secret> m_secret; // kept until the server refuses it
    Route m_route;
    QThread m_thread;
    MySqlTalk *m_talk; // lives on the thread and ends with it
    int m_question = 0;
    std::optional<MySqlServer> m_server; // while connected
    bool m_seesSessions = true;          // of this connection, until it was refused
    int m_pollsToSettings = 0;
};

} // namespace spillway
